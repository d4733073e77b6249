// The range that conditions ask for, laid over the bars of a histogram, in bars and parts of them.
import { isWholeType, toWhole } from '@shared/query/distribution/axis-value'
import type { Bin } from '@shared/query/distribution/distribution'
import type { Condition } from '@shared/query/query'
import type { ValueType } from '@shared/table/value-type'

/** From and to on the scale of the bars: bar 3 is 3 to 4. */
export type BarRange = { readonly from: number; readonly to: number }

const numberOf = (type: ValueType, text: string): number => {
  if (!isWholeType(type)) return text.trim() === '' ? NaN : Number(text)
  const value = toWhole(type, text)
  return value === null ? NaN : Number(value)
}

/** Width of a bar's last step: whole numbers and days reach to their end. */
const stepOf = (type: ValueType): number => (type === 'int' || type === 'long' || type === 'date' ? 1 : 0)

/** The place of a value on the scale of the bars; below or beyond them it is their end. */
function placeOf(type: ValueType, bins: readonly Bin[], value: number): number {
  const ends = bins.map(({ from, to, isClosed }): [number, number] => [
    numberOf(type, from),
    numberOf(type, to) + (isClosed ? stepOf(type) : 0),
  ])
  const at = ends.findIndex(([, to]) => value < to)
  if (at < 0) return bins.length
  const [from, to] = ends[at] ?? [0, 1]
  return at + Math.max(0, Math.min(1, to > from ? (value - from) / (to - from) : 0))
}

/** The range that conditions on a column ask for; null when they ask for none. */
export function barRange(type: ValueType, bins: readonly Bin[], conditions: readonly Condition[]): BarRange | null {
  let from = 0
  let to: number = bins.length
  let isRange = false
  for (const { operator, values, isOff } of conditions) {
    const [first = NaN, second = NaN] = values.map((value) => numberOf(type, value))
    const isLow = operator === 'range' || operator.startsWith('greater') || operator === 'equals'
    const isHigh = operator === 'range' || operator.startsWith('less') || operator === 'equals'
    const high = operator === 'range' ? second : first
    if (isOff || (isLow && Number.isNaN(first)) || (isHigh && Number.isNaN(high)) || (!isLow && !isHigh)) continue
    isRange = true
    if (isLow) from = Math.max(from, placeOf(type, bins, first))
    // An end that belongs to the range reaches to the end of its step.
    if (isHigh) to = Math.min(to, placeOf(type, bins, high + (operator === 'less' ? 0 : stepOf(type))))
  }
  return isRange ? { from, to: Math.max(from, to) } : null
}

/** True when the middle of a bar is in the range. */
export const isInRange = (range: BarRange | null, bar: number): boolean =>
  range === null || (range.from <= bar + 0.5 && range.to >= bar + 0.5)
