// Values as text, in SQL: as a person reads them, and as the server's engines compare them.
import type { StoredColumn } from '../store/stored-column'

/**
 * A decimal in its shortest form that reads back as the same number: `3`, `0.527`, `7.1708540619282e-14`.
 *
 * @param value  SQL of type DOUBLE
 */
export const decimalText = (value: string): string => `regexp_replace(CAST(${value} AS VARCHAR), '\\.0$', '')`

/**
 * A decimal as the index of a server holds it: `829568.0`, `7.1708540619282E-14`, `1.0E7`.
 *
 * @param value  SQL of type DOUBLE
 */
export function decimalSearchText(value: string): string {
  const size = `abs(${value})`
  const exponent = `CAST(floor(log10(${size})) AS INTEGER)`
  const digits = `regexp_replace(CAST(${size} AS VARCHAR), 'e.*$', '')`
  // Digits of a number that is written without an exponent, with the point moved behind the first of them.
  const significant = `trim(replace(${digits}, '.', ''), '0')`
  const mantissa = `left(${significant}, 1) || '.' || CASE WHEN length(${significant}) > 1 THEN substr(${significant}, 2) ELSE '0' END`
  return `CASE
    WHEN ${value} = 0 OR (${size} >= 1e-3 AND ${size} < 1e7) THEN CAST(${value} AS VARCHAR)
    ELSE (CASE WHEN ${value} < 0 THEN '-' ELSE '' END) || ${mantissa} || 'E' || CAST(${exponent} AS VARCHAR) END`
}

/** A date-time as ISO 8601 in UTC with `Z`; parts of a second only where there are any. */
export const dateTimeText = (value: string): string =>
  `CASE WHEN extract('microsecond' FROM ${value}) % 1000000 = 0
     THEN strftime(${value}, '%Y-%m-%dT%H:%M:%SZ') ELSE strftime(${value}, '%Y-%m-%dT%H:%M:%S.%gZ') END`

/** A single value of a column as plain text; the id for a reference. NULL stays NULL. */
export function plainText({ form, value }: StoredColumn): string {
  switch (form) {
    case 'text':
    case 'reference':
      return value
    case 'decimal':
      return decimalText(value)
    case 'date-time':
      return dateTimeText(value)
    case 'references':
      return `array_to_string(${value}, ',')`
    default:
      return `CAST(${value} AS VARCHAR)`
  }
}
