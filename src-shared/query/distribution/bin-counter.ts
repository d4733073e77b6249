// Counts values into bars, one by one: for rows that were read from a server.
import type { ValueType } from '../../table/value-type'
import { isWholeType, toWhole } from './axis-value'
import type { Bin } from './distribution'

/** Number of the bar that a value belongs to; -1 for none. */
export type PlaceOf = (text: string) => number

/** Finds the bars of values, given as text. */
export function binFinder(type: ValueType, bins: readonly Bin[]): PlaceOf {
  const read: (text: string) => bigint | number | null = isWholeType(type)
    ? (text) => toWhole(type, text)
    : (text) => Number(text)
  const starts = bins.map(({ from }) => read(from) ?? 0)
  const ends = bins.map(({ to }) => read(to) ?? 0)
  return (text) => {
    const value = read(text)
    if (value === null || Number.isNaN(value)) return -1
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= value) low = middle
      else high = middle - 1
    }
    const [start, end] = [starts[low], ends[low]]
    if (start === undefined || end === undefined || value < start || value > end) return -1
    return value === end && bins[low]?.isClosed !== true ? -1 : low
  }
}
