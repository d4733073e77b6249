// Values as text the way a server's database writes them, for 'contains', which works on the text of every type.
import type { RsqlValue } from '@shared/rsql/rsql-value'
import type { ValueType } from '@shared/table/value-type'
import { decimalText } from '../query/value-text'

/** A stored value as the database casts it to text. */
export function storedText(value: string, type: ValueType): string {
  switch (type) {
    case 'decimal':
      return databaseDecimal(value)
    case 'date-time':
      return `(CASE WHEN extract('microsecond' FROM ${value}) % 1000000 = 0
        THEN strftime(${value}, '%Y-%m-%d %H:%M:%S+00')
        ELSE rtrim(strftime(${value}, '%Y-%m-%d %H:%M:%S.%g'), '0') || '+00' END)`
    case 'int':
    case 'long':
    case 'bool':
    case 'date':
      return `CAST(${value} AS VARCHAR)`
    default:
      return value
  }
}

/** The database goes over to exponents at 1e15, ours at 1e16; otherwise both write the shortest text. */
function databaseDecimal(value: string): string {
  const digits = `CAST(CAST(abs(${value}) AS BIGINT) AS VARCHAR)`
  const rest = `rtrim(substr(${digits}, 2), '0')`
  return `(CASE WHEN abs(${value}) >= 1e15 AND abs(${value}) < 1e16
    THEN (CASE WHEN ${value} < 0 THEN '-' ELSE '' END) || left(${digits}, 1) ||
      (CASE WHEN ${rest} = '' THEN '' ELSE '.' || ${rest} END) || 'e+15'
    ELSE ${decimalText(value)} END)`
}

/**
 * The value of a 'contains' as the server writes it into its pattern: decimals with a point (`3.0`, `1.0E7`),
 * instants with `T` and `Z`.
 */
export function patternText(value: RsqlValue, type: ValueType): string {
  if (type === 'decimal' && typeof value === 'number') return pointedDecimal(value)
  if (type === 'date-time' && typeof value === 'string') return value.replace('.000Z', 'Z')
  return String(value)
}

function pointedDecimal(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value)
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`
}
