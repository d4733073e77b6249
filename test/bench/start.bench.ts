// Start time and memory of all processes, against an empty window of the same runtime.
import { median, type Figure } from './figure'
import { memoryMb } from './processes'
import { startApplication, startEmptyWindow, type Started } from './running-app'

const runs = 5

/** Figures of the start, and of the memory at rest. */
export async function measureStart(): Promise<Figure[]> {
  const empty = await repeat(startEmptyWindow)
  const own = await repeat(startApplication)
  const floor = (value: number) => ({ name: 'empty window', value })
  return [
    { name: 'start until the page is loaded', value: own.loadedMs, unit: 'ms', floor: floor(empty.loadedMs) },
    { name: 'start until the first screen is usable', value: own.usableMs, unit: 'ms', floor: floor(empty.usableMs) },
    {
      name: 'memory of all processes on the first screen',
      value: own.memoryMb,
      unit: 'MB',
      floor: floor(empty.memoryMb),
    },
  ]
}

async function repeat(start: () => Promise<Started>) {
  const seen: { loadedMs: number; usableMs: number; memoryMb: number }[] = []
  for (let run = 0; run <= runs; run += 1) {
    const started = await start()
    seen.push({ loadedMs: started.loadedMs, usableMs: started.usableMs, memoryMb: memoryMb(started.pid) })
    await started.close()
  }
  const warm = seen.slice(1)
  return {
    loadedMs: median(warm.map((one) => one.loadedMs)),
    usableMs: median(warm.map((one) => one.usableMs)),
    memoryMb: median(warm.map((one) => one.memoryMb)),
  }
}
