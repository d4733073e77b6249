// A stand-in for the window's calls: each answers what a test says, and all are written down.
import type { Api } from '@shared/ipc/contract'
import { vi, type Mock } from 'vitest'

type Fake = Mock<(input: unknown) => Promise<unknown>>

/** Every call as a mock that answers null until a test says otherwise: `fakeCall('query.count').mockResolvedValue(3)`. */
const calls = new Map<string, Fake>()

/** The mock of one call, such as `query.count`. */
export function fakeCall(name: string): Fake {
  const known = calls.get(name)
  if (known) return known
  const made: Fake = vi.fn(() => Promise.resolve(null))
  calls.set(name, made)
  return made
}

/** Forget what was asked and answered. */
export const forgetCalls = (): void => calls.clear()

/** As in the window, what is watched or holds a function cannot pass. */
const room = (name: string) =>
  new Proxy(
    {},
    { get: (_, verb) => async (input: unknown) => fakeCall(`${name}.${String(verb)}`)(structuredClone(input)) },
  )

/** In place of the real one: `vi.mock('@renderer/api', async () => import('…/fake-api'))`. */
export const api = new Proxy({}, { get: (_, name) => room(String(name)) }) as Api

export const onEvent = (): (() => void) => () => undefined
