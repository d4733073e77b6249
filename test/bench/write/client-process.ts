// One way of writing rows, in a process of its own, so that its memory is nobody else's.
import { readFileSync } from 'node:fs'
import { plainBatches, plainRows } from './plain-ways'
import { makeRows } from './rows'
import { throughSession } from './session-way'
import { throughStaging } from './staging-way'
import { watchHoldUp, type HoldUp } from './hold-up'

/** The work that a way consists of, in its order. */
export type Steps = readonly (readonly [name: string, work: () => Promise<unknown>])[]

/** What became of a step. */
export type StepReport = HoldUp & { readonly name: string; readonly ms: number }
/** Told after each step, and answered by anything; after the last one with the memory at its highest. */
export type ClientMessage = { readonly step: StepReport } | { readonly peakMb: number }

const ways = { session: throughSession, batches: plainBatches, rows: plainRows, staging: throughStaging }
export type Way = keyof typeof ways

const isWay = (name: string | undefined): name is Way => name !== undefined && Object.hasOwn(ways, name)

const [, , way, address = '', rowCount = '0'] = process.argv
if (!isWay(way)) throw new Error(`There is no way ${String(way)} of writing rows.`)
const tell = (message: ClientMessage) =>
  new Promise((heard) => {
    process.once('message', heard)
    process.send?.(message)
  })
for (const [name, work] of await ways[way](address, makeRows(Number(rowCount)))) {
  const watch = watchHoldUp()
  const startedAt = performance.now()
  await work()
  const ms = performance.now() - startedAt
  // One more turn, so that the last stretch counts as well.
  await new Promise((done) => setTimeout(done, 5))
  const step = { name, ms, ...watch.take() }
  watch.stop()
  await tell({ step })
}
// The system's own account of this program alone; `resourceUsage` begins with what the parent held.
const peakMb = (Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? NaN) * 1024) / 1e6
await tell({ peakMb })
process.exit()
