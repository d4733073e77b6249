// How long a process holds up what waits in it, while something is going on.
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Time that work had to wait for its turn, in milliseconds. */
export type HoldUp = { readonly p99Ms: number; readonly maxMs: number }

const resolutionMs = 1

/** Watches this process; each `take` tells of the time since the last. */
export function watchHoldUp(): { take(): HoldUp; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  return {
    take: () => {
      const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
      const taken = { p99Ms: ms(delay.percentile(99)), maxMs: ms(delay.max) }
      delay.reset()
      return taken
    },
    stop: () => void delay.disable(),
  }
}
