// How a figure is printed: name, value, unit, and the ratio to a floor or peer measured in the same run.

/** One measured figure. `floor` is the same quantity of the peer, in the same unit. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB' | 'rows/s'
  readonly floor?: { readonly name: string; readonly value: number }
}

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

/** A figure as one line. */
export function figureLine({ name, value, unit, floor }: Figure): string {
  const line = `${name.padEnd(58)} ${digits(value).padStart(9)} ${unit.padEnd(6)}`
  if (!floor) return line.trimEnd()
  return `${line} ${(value / floor.value).toFixed(2)} x ${floor.name} (${digits(floor.value)} ${unit})`
}

/** The value in the middle of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** The value below which the given share of the measurements lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

/** Measure something several times, in milliseconds; the first, cold run is left out. */
export async function timeMs(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let run = -1; run < runs; run += 1) {
    const startedAt = performance.now()
    await work()
    if (run >= 0) times.push(performance.now() - startedAt)
  }
  return times
}
