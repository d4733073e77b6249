// Runs slow work as tasks: progress, rate, what remains, cancel. Knows nothing of what the work is.
import { AppError, isCancelled, toErrorData, type ErrorData } from '@shared/errors/app-error'
import type { EventMap } from '@shared/ipc/events'
import type { Task, TaskId } from '@shared/task/task'
import { RateMeter } from './rate-meter'

/** What a task starts with. */
export type TaskSpec = {
  readonly kind: Task['kind']
  readonly title: string
  readonly phase: string
  /** Server that the work reads from; null when it needs none. */
  readonly serverId: string | null
}

/** What a piece of work tells of itself; what is left out stays as it was. */
export type TaskProgress = Partial<
  Pick<Task, 'phase' | 'doneCount' | 'totalCount' | 'sizeBytes' | 'filePath' | 'title'>
>

/** The work's side of its task. */
export interface TaskHandle {
  readonly id: TaskId
  /** Fires when the task is cancelled. */
  readonly signal: AbortSignal
  update(progress: TaskProgress): void
  /** Shows the task as waiting for a sign-in while `wait` runs. */
  whileWaitingForSignIn<T>(wait: () => Promise<T>): Promise<T>
}

type Announce = <N extends 'task.changed' | 'task.removed'>(name: N, payload: EventMap[N]) => void

export type TaskServiceOptions = {
  readonly announce: Announce
  /** Milliseconds since some moment; for tests. */
  readonly nowMs?: () => number
  /** Takes failures that are nobody's expectation, for the log. */
  readonly report?: (error: unknown) => void
}

type Running = {
  task: Task
  readonly controller: AbortController
  readonly meter: RateMeter
  lastAnnouncedMs: number
  timer: ReturnType<typeof setTimeout> | null
  done: Promise<void>
}

/** Between two announcements of one task. */
const announceEveryMs = 125

/** Runs slow work with progress and cancel, and announces each change at most some times a second. */
/** All slow work of the program, running and ended. Lives as long as the program. */
export class TaskService {
  private readonly entries = new Map<TaskId, Running>()
  private readonly nowMs: () => number

  constructor(private readonly options: TaskServiceOptions) {
    this.nowMs = options.nowMs ?? (() => performance.now())
  }

  /** Start a piece of work. It ends as done, as cancelled, or as failed with its error. */
  start(spec: TaskSpec, work: (handle: TaskHandle) => Promise<TaskProgress>): TaskId {
    const id = crypto.randomUUID() as TaskId
    const entry: Running = {
      task: newTask(id, spec, new Date().toISOString()),
      controller: new AbortController(),
      meter: new RateMeter(),
      lastAnnouncedMs: -Infinity,
      timer: null,
      done: Promise.resolve(),
    }
    this.entries.set(id, entry)
    this.announceNow(entry)
    entry.done = this.run(entry, work)
    return id
  }

  /** All tasks, the newest first. */
  list(): Task[] {
    return [...this.entries.values()].map(({ task }) => task).reverse()
  }

  /** @throws AppError `input.invalid` for a task that is not there */
  get(id: TaskId): Task {
    return this.entry(id).task
  }

  /** Cancel a running task; nothing happens when it has ended. */
  cancel(id: TaskId): void {
    this.entry(id).controller.abort()
  }

  /** Take an ended task off the list. @throws AppError `input.invalid` while it runs */
  dismiss(id: TaskId): void {
    const entry = this.entries.get(id)
    if (!entry) return
    if (isRunning(entry.task)) throw new AppError('input.invalid', 'This task is still running. Cancel it first.')
    this.entries.delete(id)
    this.options.announce('task.removed', { id })
  }

  /** Resolves with the task once it has ended, however it did. */
  async whenEnded(id: TaskId): Promise<Task> {
    const entry = this.entry(id)
    await entry.done
    return entry.task
  }

  /** True while any task runs or waits. */
  get isBusy(): boolean {
    return [...this.entries.values()].some(({ task }) => isRunning(task))
  }

  /** Cancel everything and wait until it has ended. */
  async close(): Promise<void> {
    for (const { controller } of this.entries.values()) controller.abort()
    await Promise.all([...this.entries.values()].map(({ done }) => done))
  }

  private entry(id: TaskId): Running {
    const entry = this.entries.get(id)
    if (!entry) throw new AppError('input.invalid', 'This task is no longer on the list.')
    return entry
  }

  private async run(entry: Running, work: (handle: TaskHandle) => Promise<TaskProgress>): Promise<void> {
    const end = (change: Partial<Task>) => {
      const task = { ...entry.task, ...change, ratePerSecond: null, remainingMs: null }
      entry.task = { ...task, endedAtIso: new Date().toISOString() }
      this.announceNow(entry)
    }
    try {
      const result = await work(this.handleOf(entry))
      end({ ...result, state: 'done' })
    } catch (error) {
      if (isCancelled(error) || entry.controller.signal.aborted) end({ state: 'cancelled' })
      else end({ state: 'failed', error: this.errorData(error) })
    }
  }

  private errorData(error: unknown): ErrorData {
    if (error instanceof AppError) return toErrorData(error)
    this.options.report?.(error)
    return { code: 'internal', message: error instanceof Error ? error.message : String(error), facts: {} }
  }

  private handleOf(entry: Running): TaskHandle {
    const update = (change: Partial<Task>) => {
      if (change.doneCount !== undefined) entry.meter.note(this.nowMs(), change.doneCount)
      const { doneCount, totalCount } = { ...entry.task, ...change }
      const isTurn = isOther(change.phase, entry.task.phase) || isOther(change.state, entry.task.state)
      entry.task = { ...entry.task, ...change, ...entry.meter.read(this.nowMs(), doneCount, totalCount) }
      // A count can wait for its turn; that something else is done now is told at once.
      if (isTurn) this.announceNow(entry)
      else this.announceSoon(entry)
    }
    return {
      id: entry.task.id,
      signal: entry.controller.signal,
      update,
      whileWaitingForSignIn: async (wait) => {
        update({ state: 'waiting-for-sign-in' })
        try {
          return await wait()
        } finally {
          entry.meter.restart()
          update({ state: 'running' })
        }
      },
    }
  }

  private announceNow(entry: Running): void {
    if (entry.timer) clearTimeout(entry.timer)
    entry.timer = null
    entry.lastAnnouncedMs = this.nowMs()
    this.options.announce('task.changed', entry.task)
  }

  private announceSoon(entry: Running): void {
    const waitMs = entry.lastAnnouncedMs + announceEveryMs - this.nowMs()
    if (waitMs <= 0) this.announceNow(entry)
    else
      entry.timer ??= setTimeout(() => {
        this.announceNow(entry)
      }, waitMs)
  }
}

const isOther = <T>(now: T | undefined, before: T): boolean => now !== undefined && now !== before

const isRunning = ({ state }: Task): boolean => state === 'running' || state === 'waiting-for-sign-in'

const newTask = (id: TaskId, { kind, title, phase, serverId }: TaskSpec, startedAtIso: string): Task => ({
  id,
  kind,
  title,
  phase,
  serverId,
  startedAtIso,
  state: 'running',
  doneCount: 0,
  totalCount: null,
  ratePerSecond: null,
  remainingMs: null,
  sizeBytes: null,
  endedAtIso: null,
  error: null,
  filePath: null,
})
