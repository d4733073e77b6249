// Values of RSQL in the types of their attributes, read the way a server reads them.
import type { Choice } from '../table/table'
import { isDateType, isNumberType, isReferenceType, type ValueType } from '../table/value-type'

/**
 * A value ready to compare: text; a number (int, decimal); a bigint (long); a boolean; a day as `YYYY-MM-DD`; an
 * instant as ISO 8601 in UTC with milliseconds and `Z`. Null is 'no value', which the empty text means.
 */
export type RsqlValue = null | string | number | bigint | boolean

/** A value, or what a text should have been. */
export type ReadValue =
  { readonly ok: true; readonly value: RsqlValue } | { readonly ok: false; readonly wanted: string }

const is = (value: RsqlValue): ReadValue => ({ ok: true, value })
const isNot = (wanted: string): ReadValue => ({ ok: false, wanted })

/**
 * A text as a value of a type. References are read by the type of the ids that they hold.
 *
 * Of a bool every text but `true` is false; the other types say what they wanted when the text is no value of theirs.
 *
 * @param choices  the only values of an enum; null when unknown
 */
export function readRsqlValue(text: string, type: ValueType, choices: readonly Choice[] | null): ReadValue {
  if (text === '') return is(null)
  if (type === 'bool') return is(text.toLowerCase() === 'true')
  return readStrictly(text, type, choices)
}

/** As `readRsqlValue`, for `=like=`: the empty text is text, and a bool takes `true` and `false` alone. */
export function readLikeValue(text: string, type: ValueType, choices: readonly Choice[] | null): ReadValue {
  if (type !== 'bool') return readStrictly(text, type, choices)
  return /^(true|false)$/i.test(text) ? is(text.toLowerCase() === 'true') : isNot('true or false')
}

function readStrictly(text: string, type: ValueType, choices: readonly Choice[] | null): ReadValue {
  switch (type) {
    case 'int':
      return readInt(text)
    case 'long':
      return readLong(text)
    case 'decimal':
      return readDecimal(text)
    case 'date':
      return readDay(text)
    case 'date-time':
      return readInstant(text)
    case 'enum': {
      const isChoice = choices === null || choices.some(({ id }) => id === text)
      return isChoice ? is(text) : isNot(`one of ${choices.map(({ id }) => id).join(', ')}`)
    }
    default:
      return is(text)
  }
}

const wholeNumber = /^[+-]?\d+$/

function readInt(text: string): ReadValue {
  const value = wholeNumber.test(text) ? Number(text) : Number.NaN
  return value >= -(2 ** 31) && value < 2 ** 31 ? is(value + 0) : isNot('a whole number of at most 32 bits')
}

function readLong(text: string): ReadValue {
  if (!wholeNumber.test(text) || text.length > 1000) return isNot('a whole number of at most 64 bits')
  const value = BigInt(text.replace(/^\+/, ''))
  return BigInt.asIntN(64, value) === value ? is(value) : isNot('a whole number of at most 64 bits')
}

// The servers' language allows a letter for the precision behind a number, and blanks around it.
const decimalNumber = /^\s*([+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))[fFdD]?\s*$/

function readDecimal(text: string): ReadValue {
  const digits = decimalNumber.exec(text)?.[1]
  return digits === undefined ? isNot('a number') : is(Number(digits.replace(/^\+?NaN$|^-NaN$/, 'NaN')))
}

const dateForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}|\d{6}|\d{9}))?)?(?:Z|([+-])(\d\d):?(\d\d))?)?$/

/** The day of a date form, or null where no calendar has it. */
function dayOf(text: string): { parts: RegExpExecArray; dayMs: number } | null {
  const parts = dateForm.exec(text)
  if (!parts) return null
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const isReal = month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? { parts, dayMs: date.getTime() } : null
}

function readDay(text: string): ReadValue {
  // A time behind the day is dropped, not converted.
  return dayOf(text) ? is(text.slice(0, 10)) : isNot('a date such as 2015-12-31')
}

function readInstant(text: string): ReadValue {
  const wanted = isNot('a date and time such as 2015-12-31T22:59:59Z')
  const day = dayOf(text)
  if (!day) return wanted
  const [hour, minute, second] = [4, 5, 6].map((at) => Number(day.parts[at] ?? '0'))
  if (hour === undefined || minute === undefined || second === undefined) return wanted
  const [offsetHours, offsetMinutes] = [Number(day.parts[9] ?? '0'), Number(day.parts[10] ?? '0')]
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 18 || offsetMinutes > 59) return wanted
  const ms = Number((day.parts[7] ?? '').padEnd(3, '0').slice(0, 3))
  const offset = (offsetHours * 60 + offsetMinutes) * (day.parts[8] === '-' ? -60_000 : 60_000)
  return is(new Date(day.dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms - offset).toISOString())
}

/**
 * What a searched text means in a type that is not cut into words: the value that is equal to it.
 *
 * @returns `words` for types that are cut into words, `none` when the text is no value of the type; a number that no
 *          whole number can be is `NaN` for a long, which nothing is equal to
 */
export function searchedValue(text: string, type: ValueType): ReadValue | 'words' | 'none' {
  if (isReferenceType(type)) return 'none'
  if (type === 'bool') return text === 'true' || text === 'false' ? { ok: true, value: text === 'true' } : 'none'
  if (type === 'date' && !/^\d{4}-\d\d-\d\d$/.test(text)) return 'none'
  if (type === 'date-time' && !/T.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return 'none'
  if (!isNumberType(type) && !isDateType(type)) return 'words'
  const read = text === '' ? null : readRsqlValue(text, type, null)
  if (read?.ok === true) return read
  // A number with a point is looked for among whole numbers too, and found where it is whole.
  const decimal = (type === 'int' || type === 'long') && text !== '' ? readRsqlValue(text, 'decimal', null) : null
  if (decimal?.ok !== true) return 'none'
  return type === 'long' ? is(wholeOf(text) ?? Number.NaN) : decimal
}

/** The 64-bit whole number that a decimal number means, to the last digit; null where it is not whole or not as long. */
function wholeOf(text: string): bigint | null {
  const [, digits = '', fraction = '', exponent = '0'] = /^\s*([+-]?\d*)\.?(\d*)(?:[eE]([+-]?\d+))?/.exec(text) ?? []
  const scale = Number(exponent) - fraction.length
  // Nothing of so many digits is held, and powers of any size would take their time.
  if (text.length > 1000 || Math.abs(scale) > 1000 || !/\d/.test(digits + fraction)) return null
  const mantissa = BigInt(`${digits}${fraction}`)
  const power = 10n ** BigInt(Math.abs(scale))
  if (scale < 0 && mantissa % power !== 0n) return null
  const value = scale < 0 ? mantissa / power : mantissa * power
  return BigInt.asIntN(64, value) === value ? value : null
}
