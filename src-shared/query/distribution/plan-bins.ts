// Bars over a range of values, with their edges at round numbers or at the turns of the calendar.
import type { ValueType } from '../../table/value-type'
import { calendarOf, dayNumber, floorDiv, fromWhole, isWholeType, toWhole, type WholeType } from './axis-value'
import type { Bin } from './distribution'

/** Edges in rising order, the first at or below the smallest value, the last beyond the largest one. */
type WholeEdges = readonly bigint[]

/**
 * Bars that hold all values from `min` to `max`, as many as fit a count.
 *
 * Whole numbers and days have closed bars (`10` to `19`), so that one range says what a bar counts; decimals and
 * moments have half-open ones, the last one closed.
 *
 * @param min  smallest value, as text; finite
 * @param max  largest value, as text; finite
 * @returns an empty list when the texts are no values of that type
 */
export function planBins(type: ValueType, min: string, max: string, binCount: number): Bin[] {
  if (!isWholeType(type)) return decimalBins(Number(min), Number(max), binCount)
  const from = toWhole(type, min)
  const to = toWhole(type, max)
  if (from === null || to === null || from > to) return []
  if (from === to && type === 'date-time')
    return [{ from: fromWhole(type, from), to: fromWhole(type, to), isClosed: true }]
  return wholeBins(type, wholeEdges(type, from, to, BigInt(binCount)), from, to)
}

/** What servers take as values of these types; an edge need not go beyond. */
const limits: Readonly<Record<WholeType, readonly [bigint, bigint]>> = {
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  date: [dayNumber(1, 0, 1), dayNumber(9999, 11, 31)],
  'date-time': [dayNumber(1, 0, 1) * 86_400_000n, dayNumber(10_000, 0, 1) * 86_400_000n - 1n],
}

function wholeBins(type: WholeType, edges: WholeEdges, min: bigint, max: bigint): Bin[] {
  const [least, most] = limits[type]
  const isStepped = type !== 'date-time'
  return edges.slice(0, -1).map((edge, index) => {
    const next = edges[index + 1] ?? edge
    const from = edge < least && min >= least ? least : edge
    const last = isStepped ? next - 1n : next
    const to = last > most && max <= most ? most : last
    return { from: fromWhole(type, from), to: fromWhole(type, to), isClosed: isStepped || index === edges.length - 2 }
  })
}

/** Makes edges around a range, or none where its step would make too many. */
type Maker = (from: bigint, to: bigint, most: bigint) => WholeEdges | null

function wholeEdges(type: WholeType, from: bigint, to: bigint, most: bigint): WholeEdges {
  const makers = type === 'date' ? dayMakers(1n) : type === 'date-time' ? momentMakers : numberMakers()
  for (const make of makers) {
    const edges = make(from, to, most)
    if (edges !== null) return edges
  }
  return [from, to + 1n]
}

const steps =
  (step: bigint, origin = 0n): Maker =>
  (from, to, most) => {
    const first = floorDiv(from - origin, step)
    const count = floorDiv(to - origin, step) - first + 1n
    if (count > most) return null
    return Array.from({ length: Number(count) + 1 }, (_, at) => origin + (first + BigInt(at)) * step)
  }

/** 1, 2, 5, 10, 20, 50 … */
function* numberMakers(): Generator<Maker> {
  for (let power = 1n; power < 10n ** 40n; power *= 10n) for (const factor of [1n, 2n, 5n]) yield steps(power * factor)
}

/** Every so many months, from January; in units of which a day has so many. */
const months =
  (step: number, unitsPerDay: bigint): Maker =>
  (from, to, most) => {
    const monthOf = (value: bigint) => {
      const { year, month } = calendarOf(floorDiv(value, unitsPerDay))
      return year * 12 + month
    }
    const first = Math.floor(monthOf(from) / step)
    const count = Math.floor(monthOf(to) / step) - first + 1
    if (BigInt(count) > most) return null
    return Array.from({ length: count + 1 }, (_, at) => {
      const month = (first + at) * step
      return dayNumber(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1) * unitsPerDay
    })
  }

const monthSteps = [1, 3, 6, ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000].map((n) => n * 12)]
// 1970-01-05 was a Monday.
const dayMakers = (unitsPerDay: bigint): Maker[] => [
  steps(unitsPerDay),
  steps(7n * unitsPerDay, 4n * unitsPerDay),
  ...monthSteps.map((step) => months(step, unitsPerDay)),
]

const shortSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500]
const secondSteps = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600].map((s) => s * 1000)
const momentMakers: readonly Maker[] = [
  ...[...shortSteps, ...secondSteps].map((ms) => steps(BigInt(ms))),
  ...dayMakers(86_400_000n),
]

function decimalBins(min: number, max: number, binCount: number): Bin[] {
  if (!Number.isFinite(min) || !Number.isFinite(max) || min > max) return []
  const edges = min === max ? [] : decimalEdges(min, max, binCount)
  const [first, last] = [edges[0], edges.at(-1)]
  // A range too narrow for round numbers, or one value alone, is one bar.
  if (edges.length < 2 || first === undefined || last === undefined || first > min || last < max)
    return [{ from: String(min), to: String(max), isClosed: true }]
  return edges.slice(0, -1).map((edge, index) => ({
    from: String(edge),
    to: String(edges[index + 1]),
    isClosed: index === edges.length - 2,
  }))
}

/** Multiples of 1, 2 or 5 times a power of ten around a range; each is the number that its decimal text says. */
function decimalEdges(min: number, max: number, binCount: number): number[] {
  // The range itself may be wider than a double holds.
  const wanted = max / binCount - min / binCount
  if (!(wanted > 0)) return []
  for (let exponent = Math.floor(Math.log10(wanted)), tries = 0; tries < 4; exponent += 1, tries += 1) {
    for (const factor of [1, 2, 5]) {
      const at = (multiple: number) => Number(`${multiple * factor}e${exponent}`)
      const step = at(1)
      if (step < wanted * 0.999 || !Number.isFinite(step)) continue
      const first = settle(Math.floor(min / step), (multiple) => at(multiple) > min, -1)
      const last = settle(Math.ceil(max / step), (multiple) => at(multiple) < max, 1)
      if (!Number.isSafeInteger(first * factor) || !Number.isSafeInteger(last * factor)) return []
      if (last - first > binCount) continue
      const edges = Array.from({ length: last - first + 1 }, (_, index) => at(first + index) + 0)
      if (!edges.every(Number.isFinite)) return clamped(edges)
      return edges.filter((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge))
    }
  }
  return []
}

/** The quotient may be off by one in its last digit. */
function settle(multiple: number, isShort: (multiple: number) => boolean, by: 1 | -1): number {
  return isShort(multiple) ? multiple + by : multiple
}

const clamped = (edges: readonly number[]): number[] =>
  edges.map((edge) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, edge)))
