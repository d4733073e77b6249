// What a condition means where a server's PostgreSQL answers: three-valued logic, with its two exceptions.
import type { Condition } from '@shared/query/query'
import type { BoundValues } from '../store/sql-text'
import { compare, isEmpty, isOneOf, valueAt } from './comparison'
import { operandValue, type Operand } from './operand'
import { decimalText } from './value-text'

/**
 * A condition as SQL that is true, false or NULL; only rows for which the whole filter is true pass.
 *
 * @throws AppError `query.invalid`, `query.refused`
 */
export function databaseCondition(operand: Operand, condition: Condition, bound: BoundValues): string {
  switch (condition.operator) {
    case 'empty':
      return isEmpty(operand)
    case 'not-empty':
      return `(NOT ${isEmpty(operand)})`
    case 'equals':
      // The empty text stands for 'no value' in the server's language.
      return valueAt(condition, 0) === '' ? isEmpty(operand) : isOneOf(operand, condition, bound)
    case 'not-equals':
      return isOther(operand, valueAt(condition, 0), bound)
    case 'in':
      return isOneOf(operand, condition, bound)
    case 'not-in':
      return notIn(operand, condition, bound)
    case 'contains':
      return contains(operand, valueAt(condition, 0), bound)
    case 'not-contains':
      return `(NOT ${contains(operand, valueAt(condition, 0), bound)})`
    case 'search':
      // Words belong to the index: a filter that has them never comes here.
      return contains(operand, valueAt(condition, 0), bound)
    default:
      return compare(operand, condition, bound)
  }
}

function isOther(operand: Operand, text: string, bound: BoundValues): string {
  if (text === '') return `(NOT ${isEmpty(operand)})`
  const value = operandValue(operand, text, bound)
  // A list passes when it has another element, beside the value or instead of it.
  if (operand.isList) return `(len(list_filter(${operand.sql}, lambda x: x <> ${value})) > 0)`
  // A missing yes-or-no counts as not yes: the one type whose empty rows pass.
  return operand.form === 'bool' ? `(${operand.sql} IS DISTINCT FROM ${value})` : `(${operand.sql} <> ${value})`
}

function notIn(operand: Operand, condition: Condition, bound: BoundValues): string {
  valueAt(condition, 0)
  if (operand.form === 'text' && !operand.isList && condition.values.length > 50) {
    return `(NOT ${isOneOf(operand, condition, bound)})`
  }
  return `(${condition.values.map((value) => isOther(operand, value, bound)).join(' AND ')})`
}

/** 'Contains', case ignored; `%` and `_` are wild cards and nothing escapes them. */
export function contains(operand: Operand, text: string, bound: BoundValues): string {
  // Without wild cards a plain search for the text says the same and is several times as fast.
  if (!/[%_]/.test(text) && !operand.isList) {
    return `contains(lower(${storedText(operand)}), lower(${bound.text(text)}))`
  }
  const pattern = bound.text(`%${text}%`)
  if (operand.isList) return `(len(list_filter(${operand.sql}, lambda x: x ILIKE ${pattern})) > 0)`
  return `(${storedText(operand)} ILIKE ${pattern})`
}

/** A value's text as the database writes it. */
function storedText({ form, sql }: Operand): string {
  if (form === 'text') return sql
  if (form === 'decimal') return decimalText(sql)
  return form === 'date-time' ? `strftime(${sql}, '%Y-%m-%d %H:%M:%S+00')` : `CAST(${sql} AS VARCHAR)`
}
