// Values on an axis: numbers as they are, whole ones with all their digits, dates as days and moments as milliseconds.
import type { ValueType } from '../../table/value-type'

/** Types whose values can be counted in whole steps. */
export type WholeType = 'int' | 'long' | 'date' | 'date-time'

/** True for types whose axis is whole: all that have one but decimals. */
export const isWholeType = (type: ValueType): type is WholeType =>
  type === 'int' || type === 'long' || type === 'date' || type === 'date-time'

const dayMs = 86_400_000n

/** The largest whole below or at a quotient. */
export function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}

/** A calendar day as days since 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): bigint {
  const at = new Date(0)
  at.setUTCFullYear(year, month, day)
  return BigInt(at.getTime()) / dayMs
}

const dayForm = /^([+-]?\d{4,6})-(\d\d)-(\d\d)/
const momentForm = /^[+-]?\d{4,6}-\d\d-\d\dT(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):?(\d\d))?$/

/** A value's place on its axis; null when the text is no value of that type. Parts of a millisecond are left off. */
export function toWhole(type: WholeType, text: string): bigint | null {
  if (type === 'int' || type === 'long') return /^[+-]?\d{1,30}$/.test(text) ? BigInt(text.replace('+', '')) : null
  const day = dayForm.exec(text)
  if (!day) return null
  const days = dayNumber(Number(day[1]), Number(day[2]) - 1, Number(day[3]))
  if (type === 'date') return days
  if (text.length === day[0].length) return days * dayMs
  const time = momentForm.exec(text)
  if (!time) return null
  const [, hour, minute, second = '0', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = time
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  const zone = (Number(zoneHour) * 3600 + Number(zoneMinute) * 60) * (sign === '-' ? -1 : 1)
  return days * dayMs + BigInt(seconds - zone) * 1000n + BigInt(fraction.padEnd(3, '0').slice(0, 3))
}

const padded = (value: number, length: number): string => String(Math.abs(value)).padStart(length, '0')

/** The text of a place on an axis. */
export function fromWhole(type: WholeType, value: bigint): string {
  if (type === 'int' || type === 'long') return String(value)
  const ms = type === 'date' ? value * dayMs : value
  const at = new Date(Number(ms))
  const year = at.getUTCFullYear()
  const day = `${year < 0 ? '-' : ''}${padded(year, 4)}-${padded(at.getUTCMonth() + 1, 2)}-${padded(at.getUTCDate(), 2)}`
  if (type === 'date') return day
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map((part) => padded(part, 2)).join(':')
  const rest = at.getUTCMilliseconds()
  return `${day}T${time}${rest === 0 ? '' : `.${padded(rest, 3)}`}Z`
}

/** Year, month (from 0) and day of a day number. */
export function calendarOf(days: bigint): { readonly year: number; readonly month: number } {
  const at = new Date(Number(days * dayMs))
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() }
}

const bits = new DataView(new ArrayBuffer(8))

/** The next number that a decimal can be, above or below; of the largest ones it is infinite. */
export function nextDouble(value: number, by: 1 | -1): number {
  if (value === 0) return by * Number.MIN_VALUE
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(value > 0 ? by : -by))
  return bits.getFloat64(0)
}
