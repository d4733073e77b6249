// Rows by their numbers: those of a window, and the condition that picks them.
import { mostFetched } from '../store/open-database'
import type { BoundValues } from '../store/sql-text'
import type { View } from './view-cache'

/** Numbers of the rows in a window of a view. */
export function windowOf({ rows, rowCount }: View, offset: number, limit: number): number[] {
  const end = Math.min(offset + limit, rowCount)
  if (rows) return Array.from(rows.subarray(offset, end))
  return Array.from({ length: Math.max(0, end - offset) }, (_, index) => offset + index)
}

/** Condition that picks rows by their numbers. */
export function hasNumber(numbers: readonly number[], bound: BoundValues): string {
  const first = numbers[0] ?? 0
  const isRun = numbers.every((number, index) => number === first + index)
  if (isRun) return `n BETWEEN ${first} AND ${first + numbers.length - 1}`
  // Rows that lie apart are fetched by their places: only the blocks that hold them are read.
  if (numbers.length <= mostFetched) return `rowid IN (SELECT rowid FROM rows WHERE n IN (${numbers.join(', ')}))`
  return `n IN (SELECT unnest(${bound.rowNumbers(numbers)}))`
}
