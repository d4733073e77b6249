// Several reasons to give up as one signal, which fires whatever the collector of garbage does.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { joinSignals } from '@main/server/joined-signal'

setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void

it('fires with the first of its signals, and not once it is let go', () => {
  const [one, other] = [new AbortController(), new AbortController()]
  const joined = joinSignals([one.signal, other.signal])
  const released = joinSignals([one.signal])
  released.release()
  other.abort()
  expect([joined.signal.aborted, joined.isLate()]).toEqual([true, false])
  one.abort()
  expect(released.signal.aborted).toBe(false)
  expect(joinSignals([one.signal]).signal.aborted).toBe(true)
})

it('fires when the time is up, and says so', async () => {
  const joined = joinSignals([new AbortController().signal], 5)
  await vi.waitFor(() => expect(joined.signal.aborted).toBe(true))
  expect(joined.isLate()).toBe(true)
})

it('fires after garbage was collected, while only its listener waits', async () => {
  let fired = 0
  const begin = () => {
    for (let at = 0; at < 50; at += 1) {
      joinSignals([new AbortController().signal], 30).signal.addEventListener('abort', () => (fired += 1))
    }
  }
  begin()
  collect()
  await vi.waitFor(() => expect(fired).toBe(50))
})
