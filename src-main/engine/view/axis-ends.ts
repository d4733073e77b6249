// The smallest and the largest value of a column, from SQL to the text of an end of its axis.
import type { JS } from '@duckdb/node-api'
import { fromWhole, isWholeType } from '@shared/query/distribution/axis-value'
import { textOf } from '../store/read-value'
import type { StoredColumn } from '../store/stored-column'

/** A count as SQL gives it; nothing is 0. */
export const countOf = (value: JS | undefined): number => Number(value ?? 0)

/** The two ends as SQL aggregates. @param isChecked  numbers that are not finite are left out */
export function extremesSql({ form, value }: StoredColumn, isChecked: boolean): string {
  const finite = isChecked ? ` FILTER (WHERE isfinite(${value}))` : ''
  const ends = [`min(${value})${finite}`, `max(${value})${finite}`]
  const asTexts = (write: (end: string) => string) => ends.map((end) => `CAST(${write(end)} AS VARCHAR)`).join(', ')
  if (form === 'date') return asTexts((end) => `${end} - DATE '1970-01-01'`)
  return asTexts((end) => (form === 'date-time' ? `floor(epoch_us(${end}) / 1000)::BIGINT` : end))
}

/** An end as text; null where there is none. */
export function endOf({ column }: StoredColumn, value: JS | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = textOf(value)
  if (!isWholeType(column.type)) return String(Number(text))
  return fromWhole(column.type, BigInt(text))
}

/** True when an end is a number that is not finite: then each value has to be looked at. */
export const isBeyondNumbers = ({ form }: StoredColumn, ends: readonly (JS | undefined)[]): boolean =>
  form === 'decimal' && !ends.every((end) => end === null || end === undefined || Number.isFinite(Number(textOf(end))))
