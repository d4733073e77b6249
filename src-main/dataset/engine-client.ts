// Talks to the engine's process: questions and answers by number, cancel, and a new start after a crash.
import type {
  AskOptions,
  EngineAsk,
  EngineCallName,
  EngineInput,
  EngineOutput,
  FromEngine,
  ToEngine,
} from '@main/engine/messages'
import { AppError, fromErrorData, throwIfCancelled } from '@shared/errors/app-error'

/** A running engine process, as much of it as the client needs. */
export interface EngineProcess {
  send(message: ToEngine): void
  onMessage(listen: (message: FromEngine) => void): void
  /** Called once, when the process has ended for whatever reason. */
  onExit(listen: () => void): void
  kill(): void
}

export type EngineClientOptions = {
  /** Folder of the kept copies. */
  readonly folder: string
  readonly startProcess: () => EngineProcess
  /** The engine crashed and a new one was started. */
  readonly onRestart: () => void
}

type Pending = {
  readonly name: EngineCallName
  readonly input: unknown
  readonly options: AskOptions
  readonly resolve: (value: unknown) => void
  readonly reject: (error: AppError) => void
  isSecondTime: boolean
}

/** An engine that ends so often without a single answer is not started again by itself. */
const mostCrashesInARow = 3

/** Calls that only read: they may be asked again after the engine was restarted. */
const isReading = (name: EngineCallName): boolean => name.startsWith('view.')

/** The engine as the rest of main sees it: started on the first question, started again after a crash. */
/** The engine as it is asked from the main process: started on demand, and started again after a crash. */
export class EngineClient implements EngineAsk {
  private process: EngineProcess | null = null
  private readonly pending = new Map<number, Pending>()
  private lastId = 0
  private isClosed = false
  private crashesInARow = 0

  constructor(private readonly options: EngineClientOptions) {}

  /**
   * Ask the engine; it is started when it does not run.
   *
   * @throws AppError `engine.stopped` when the engine ended meanwhile; questions that only read are asked once more
   *   first. `cancelled` when the signal fires
   */
  async ask<N extends EngineCallName>(
    name: N,
    input: EngineInput<N>,
    options: AskOptions = {},
  ): Promise<EngineOutput<N>> {
    const { signal } = options
    throwIfCancelled(signal)
    const id = (this.lastId += 1)
    const cancel = () => this.process?.send({ kind: 'cancel', id })
    try {
      const value = await new Promise<unknown>((resolve, reject) => {
        this.pending.set(id, { name, input, options, resolve, reject, isSecondTime: false })
        signal?.addEventListener('abort', cancel, { once: true })
        this.running().send({ kind: 'ask', id, name, input })
      })
      // The engine's answers have the types of its calls; they are its own and are not parsed again.
      return value as EngineOutput<N>
    } finally {
      signal?.removeEventListener('abort', cancel)
      this.pending.delete(id)
    }
  }

  /** End the engine. What is pending fails with `engine.stopped`. */
  close(): void {
    this.isClosed = true
    this.process?.kill()
    this.process = null
    this.failPending(() => true)
  }

  private running(): EngineProcess {
    if (this.isClosed) throw stopped('The engine has ended with the application.')
    if (this.process) return this.process
    const process = this.options.startProcess()
    this.process = process
    process.onMessage((message) => this.receive(message))
    process.onExit(() => {
      if (this.process === process) this.recover()
    })
    process.send({ kind: 'start', folder: this.options.folder })
    return process
  }

  private receive(message: FromEngine): void {
    this.crashesInARow = 0
    const pending = this.pending.get(message.id)
    if (!pending) return
    if (message.kind === 'progress') pending.options.onProgress?.(message.progress)
    else if (message.kind === 'answer') pending.resolve(message.value)
    else pending.reject(fromErrorData(message.error))
  }

  /** The process is gone: start another one, and ask it what may be asked twice. */
  private recover(): void {
    this.process = null
    if (this.isClosed) return
    this.crashesInARow += 1
    if (this.crashesInARow >= mostCrashesInARow) {
      // The next question tries once more: what stood in the way may be gone by then.
      this.crashesInARow = mostCrashesInARow - 1
      return this.failPending(() => true)
    }
    this.failPending(({ name, isSecondTime, options }) => {
      return isSecondTime || !isReading(name) || options.signal?.aborted === true
    })
    const process = this.running()
    for (const [id, entry] of this.pending) {
      entry.isSecondTime = true
      process.send({ kind: 'ask', id, name: entry.name, input: entry.input })
    }
    this.options.onRestart()
  }

  private failPending(shouldFail: (pending: Pending) => boolean): void {
    for (const [id, entry] of [...this.pending]) {
      if (!shouldFail(entry)) continue
      this.pending.delete(id)
      const isCancelled = entry.options.signal?.aborted === true
      entry.reject(
        isCancelled ? new AppError('cancelled', 'Cancelled.') : stopped('The engine for kept copies stopped.'),
      )
    }
  }
}

const stopped = (message: string): AppError => new AppError('engine.stopped', message)
