// The window's one door to the main process: a plain object built from the contract. Only this file touches the bridge.
import { fromErrorData } from '@shared/errors/app-error'
import { callPrefix, eventPrefix } from '@shared/ipc/channel'
import { contract, type Api } from '@shared/ipc/contract'
import type { EventMap, EventName } from '@shared/ipc/events'
import type { Result } from '@shared/ipc/result'

/** What the preload script shows to the page. */
type Bridge = {
  invoke(channel: string, input: unknown): Promise<Result<unknown>>
  subscribe(channel: string, listener: (payload: unknown) => void): () => void
}

declare global {
  interface Window {
    readonly molgenis: Bridge
  }
}

/** Build the calls of the contract over a bridge; a failed call rejects with an AppError. */
export function createApi(bridge: Bridge): Api {
  const api: Record<string, Record<string, (input?: unknown) => Promise<unknown>>> = {}
  for (const name of Object.keys(contract)) {
    const [room = '', verb = ''] = name.split('.')
    api[room] ??= {}
    api[room][verb] = async (input) => {
      const result = await bridge.invoke(callPrefix + name, input)
      if (!result.ok) throw fromErrorData(result.error)
      return result.value
    }
  }
  return api as Api
}

/** The calls of main: `api.query.rows(input)`; a failed call rejects with an AppError. */
export const api: Api = createApi({
  invoke: (channel, input) => window.molgenis.invoke(channel, input),
  subscribe: (channel, listener) => window.molgenis.subscribe(channel, listener),
})

/**
 * Listen to an announcement of main.
 *
 * @returns a function that stops listening
 */
export function onEvent<N extends EventName>(name: N, listener: (payload: EventMap[N]) => void): () => void {
  return window.molgenis.subscribe(eventPrefix + name, (payload) => listener(payload as EventMap[N]))
}
