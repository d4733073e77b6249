// Bars that one closed range each says: where a row may have several values, two limits may be met by two of them.
import type { ValueType } from '../../table/value-type'
import { fromWhole, isWholeType, nextDouble, toWhole } from './axis-value'
import type { Bin } from './distribution'

/** The same bars, each ending in the last value in it: the number or the millisecond before the next one begins. */
export const closedBins = (type: ValueType, bins: readonly Bin[]): Bin[] =>
  bins.map((bin) => (bin.isClosed ? bin : { from: bin.from, to: before(type, bin.to), isClosed: true }))

function before(type: ValueType, text: string): string {
  if (!isWholeType(type)) return String(nextDouble(Number(text), -1))
  const value = toWhole(type, text)
  return value === null ? text : fromWhole(type, value - 1n)
}
