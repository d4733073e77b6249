// Turns what a person types into the text that a query carries, or says what is wrong with it.
import type { Condition } from '@shared/query/query'
import { valueCountOf } from '@shared/query/operator-words'
import type { Column } from '@shared/table/table'
import { readRelativeDate, writeRelativeDate } from '@shared/query/relative-date'
import { isDateType, isNumberType, type ValueType } from '@shared/table/value-type'

/** A value in the form that a query carries, or a sentence that says what is wrong with the text. */
export type CheckedValue = { readonly value: string } | { readonly problem: string }

const wholeNumber = /^[+-]?\d+$/
/** A number with its thousands set apart, as it may be copied from a screen. */
const groupedNumber = /^[+-]?\d{1,3}([\s,']\d{3})+$/
const decimalNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/
const timeForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Check a typed value against a type.
 *
 * Numbers keep all their digits, 64-bit ones included; times without a zone are UTC.
 */
export function checkValue(text: string, type: ValueType): CheckedValue {
  const trimmed = text.trim()
  switch (type) {
    case 'int':
      return checkWhole(trimmed, -(2n ** 31n), 2n ** 31n - 1n, '32')
    case 'long':
      return checkWhole(trimmed, -(2n ** 63n), 2n ** 63n - 1n, '64')
    case 'decimal':
      return checkDecimal(trimmed)
    case 'bool':
      return trimmed === 'true' || trimmed === 'false' ? { value: trimmed } : { problem: 'Choose true or false.' }
    case 'date':
      return checkMoving(trimmed) ?? checkDate(trimmed)
    case 'date-time':
      return checkMoving(trimmed) ?? checkTime(trimmed)
    default:
      return { value: text }
  }
}

function checkWhole(text: string, least: bigint, most: bigint, bits: string): CheckedValue {
  const digits = groupedNumber.test(text) ? text.replace(/[\s,']/g, '') : text
  if (!wholeNumber.test(digits)) return { problem: `"${text}" is not a whole number.` }
  const value = BigInt(digits.replace(/^\+/, ''))
  if (value < least || value > most) {
    return { problem: `Outside of what ${bits} bits hold: ${least} to ${most}.` }
  }
  return { value: String(value) }
}

function checkDecimal(text: string): CheckedValue {
  if (/^[+-]?\d+,\d+$/.test(text)) return { problem: `Write the decimals behind a point: ${text.replace(',', '.')}` }
  if (!decimalNumber.test(text)) return { problem: `"${text}" is not a number.` }
  if (!Number.isFinite(Number(text))) return { problem: 'Too large for a number.' }
  return { value: text.replace(/^\+/, '') }
}

/** A date that moves with the calendar, such as `today-30d`; null for all other texts. */
function checkMoving(text: string): CheckedValue | null {
  const relative = readRelativeDate(text)
  return relative && { value: writeRelativeDate(relative) }
}

function checkDate(text: string): CheckedValue {
  const parts = dateForm.exec(text)
  if (!parts) return { problem: 'Write a date as 2026-02-28.' }
  return isDay(text) ? { value: text } : { problem: 'There is no such day.' }
}

function checkTime(text: string): CheckedValue {
  const parts = timeForm.exec(text)
  if (!parts) return { problem: 'Write a time as 2026-02-28 14:30, or with seconds; it is taken as UTC.' }
  const [, day = '', hour = '00', minute = '00', second = '00', zone = 'Z'] = parts
  if (!isDay(day)) return { problem: 'There is no such day.' }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return { problem: 'There is no such time.' }
  }
  const isUtc = zone.toUpperCase() === 'Z'
  const offset = isUtc ? 'Z' : zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const instant = new Date(`${day}T${hour}:${minute}:${second}${offset}`)
  if (Number.isNaN(instant.getTime())) return { problem: 'There is no such time.' }
  return { value: instant.toISOString().replace(/\.000Z$/, 'Z') }
}

/** True when the calendar has this day, written as YYYY-MM-DD. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day >= 1 && day <= (lengths[month - 1] ?? 0)
}

/** What a condition lacks before it can be asked, with the place of the value it concerns. */
export type ConditionProblem = {
  /** `incomplete`: there is no value yet; `invalid`: there is one, and it is wrong. */
  readonly kind: 'incomplete' | 'invalid'
  readonly valueIndex: number
  readonly text: string
}

/** The first thing that keeps a condition from being asked; null when it is ready. */
export function problemOf(condition: Condition, column: Column | null): ConditionProblem | null {
  if (condition.attribute === '') return { kind: 'incomplete', valueIndex: 0, text: 'An attribute is missing.' }
  const wanted = { none: 0, one: 1, two: 2, many: 1 }[valueCountOf(condition.operator)]
  for (let index = 0; index < Math.max(wanted, wanted === 0 ? 0 : condition.values.length); index += 1) {
    const text = condition.values[index] ?? ''
    // Blanks alone may be what somebody looks for in a text; in numbers and dates they are nothing.
    if (text === '' || (text.trim() === '' && isStrict(valueTypeOf(column)))) {
      return { kind: 'incomplete', valueIndex: index, text: 'A value is missing.' }
    }
    const checked = checkValue(text, valueTypeOf(column))
    if ('problem' in checked) {
      // Among many it has to be found.
      const isNamed = valueCountOf(condition.operator) !== 'many' || checked.problem.includes(text.trim())
      return { kind: 'invalid', valueIndex: index, text: isNamed ? checked.problem : `"${text}": ${checked.problem}` }
    }
  }
  return null
}

/** The condition with its values in the form that a query carries; null while it lacks something. */
export function readyCondition(condition: Condition, column: Column | null): Condition | null {
  if (problemOf(condition, column) !== null) return null
  if (valueCountOf(condition.operator) === 'none') return { ...condition, values: [] }
  const type = valueTypeOf(column)
  const values = condition.values.map((text) => {
    const checked = checkValue(text, type)
    return 'value' in checked ? checked.value : text
  })
  return { ...condition, values }
}

/** The type that values of a column have in a condition: for references that of the ids they hold. */
export const valueTypeOf = (column: Column | null): ValueType => column?.target?.idType ?? column?.type ?? 'string'

const isStrict = (type: ValueType): boolean => isNumberType(type) || isDateType(type) || type === 'bool'
