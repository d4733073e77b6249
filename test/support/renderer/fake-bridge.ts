// Stands in for the preload script in tests of the window: answers calls by name and announces events.
import { AppError, toErrorData } from '@shared/errors/app-error'
import { callPrefix, eventPrefix } from '@shared/ipc/channel'
import type { CallInput, CallName, CallOutput } from '@shared/ipc/contract'
import type { EventMap, EventName } from '@shared/ipc/events'

type Answers = { [N in CallName]?: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> }

/** The calls that were made, in order, and a way to announce what main would. */
export type FakeBridge = {
  readonly calls: { readonly name: CallName; readonly input: unknown }[]
  readonly called: (name: CallName) => unknown[]
  readonly announce: <N extends EventName>(name: N, payload: EventMap[N]) => void
}

/** Calls that only tell main something: nobody waits for their answers, so a test need not give any. */
const told: readonly CallName[] = ['app.ready', 'query.cancel', 'settings.setLayout', 'settings.setTableView']
const isTold = (name: CallName): boolean => told.includes(name)

/**
 * Put a bridge in place of the preload script's.
 *
 * @param answers  what each call answers; a call without one fails with `internal`, an AppError thrown is an answer too
 */
export function installBridge(answers: Answers): FakeBridge {
  const calls: { name: CallName; input: unknown }[] = []
  const listeners = new Map<string, Set<(payload: unknown) => void>>()

  async function invoke(channel: string, given: unknown) {
    const name = channel.slice(callPrefix.length) as CallName
    // As in the window: what is watched, or holds a function, cannot pass.
    const input: unknown = structuredClone(given)
    calls.push({ name, input })
    const answer = answers[name] as ((input: unknown) => unknown) | undefined
    try {
      if (!answer && isTold(name)) return { ok: true, value: null }
      if (!answer) throw new AppError('internal', `The test has no answer to ${name}.`)
      return { ok: true, value: await answer(input) }
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: toErrorData(error) }
      throw error
    }
  }

  function subscribe(channel: string, listener: (payload: unknown) => void) {
    const all = listeners.get(channel) ?? new Set()
    listeners.set(channel, all.add(listener))
    return () => all.delete(listener)
  }

  Object.defineProperty(window, 'molgenis', { value: { invoke, subscribe }, configurable: true })
  return {
    calls,
    called: (name) => calls.filter((call) => call.name === name).map((call) => call.input),
    announce: (name, payload) => listeners.get(eventPrefix + name)?.forEach((listener) => listener(payload)),
  }
}

/** A promise with its ends in hand, for answers that come late. */
export function pending<T>() {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
