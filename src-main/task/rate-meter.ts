// Measures how fast a count grows over the last moments.

/** How far back the measure looks. */
const windowMs = 8_000
/** Before this much time there is no rate: the first moments say little. */
const leastMs = 500

type Reading = { readonly ratePerSecond: number | null; readonly remainingMs: number | null }

/** The rate of one task over the last seconds. All times come from outside, in milliseconds. */
export class RateMeter {
  private readonly marks: { readonly atMs: number; readonly count: number }[] = []

  /** Note how much is done now. A count that falls starts the measure again. */
  note(atMs: number, count: number): void {
    const last = this.marks.at(-1)
    if (last && count < last.count) this.restart()
    if (last?.count === count) return
    this.marks.push({ atMs, count })
    while (this.marks.length > 2 && (this.marks[1]?.atMs ?? atMs) < atMs - windowMs) this.marks.shift()
  }

  /** Forget what was measured, as after a pause. */
  restart(): void {
    this.marks.length = 0
  }

  /** Rows a second, and the time that the rest will take at that rate; null while unknown. */
  read(atMs: number, doneCount: number, totalCount: number | null): Reading {
    const first = this.marks[0]
    if (!first || atMs - first.atMs < leastMs || doneCount <= first.count)
      return { ratePerSecond: null, remainingMs: null }
    const ratePerSecond = ((doneCount - first.count) / (atMs - first.atMs)) * 1000
    const remainingMs = totalCount === null ? null : (Math.max(0, totalCount - doneCount) / ratePerSecond) * 1000
    return { ratePerSecond, remainingMs }
  }
}
