// Puts the engine behind a port: questions come in as messages, answers and progress go out.
import { toErrorData } from '@shared/errors/app-error'
import { toEngineError } from './engine-error'
import { createEngine, type Engine } from './create-engine'
import type { FromEngine, ToEngine } from './messages'

/** The engine's side of a port. */
export type EnginePort = {
  readonly send: (message: FromEngine) => void
  readonly onMessage: (listen: (message: ToEngine) => void) => void
}

/** Announcing each block of rows would drown the port. */
const progressEveryMs = 100

/** Answer the messages of a port until the process ends. @returns the way to close what was opened */
export function serveEngine(port: EnginePort): () => Promise<void> {
  let engine: Engine | null = null
  const running = new Map<number, AbortController>()
  const answer = async ({ id, name, input }: Extract<ToEngine, { kind: 'ask' }>): Promise<void> => {
    const controller = new AbortController()
    running.set(id, controller)
    let lastMs = 0
    const onProgress = (progress: Extract<FromEngine, { kind: 'progress' }>['progress']) => {
      const nowMs = performance.now()
      if (nowMs - lastMs < progressEveryMs) return
      lastMs = nowMs
      port.send({ kind: 'progress', id, progress })
    }
    try {
      if (!engine) throw new Error('The engine was asked before it was started.')
      // The asking side pairs names with inputs by type; over the port that pairing is taken on trust.
      const value: unknown = await engine.ask(name, input as never, { signal: controller.signal, onProgress })
      port.send({ kind: 'answer', id, value })
    } catch (error) {
      port.send({ kind: 'failure', id, error: toErrorData(toEngineError(error, 'Working on the copy')) })
    } finally {
      running.delete(id)
    }
  }
  port.onMessage((message) => {
    if (message.kind === 'start') engine ??= createEngine({ folder: message.folder })
    else if (message.kind === 'cancel') running.get(message.id)?.abort()
    else void answer(message)
  })
  return async () => {
    for (const controller of running.values()) controller.abort()
    await engine?.close()
  }
}
