// What a condition means to the person who set it, as SQL: true for the rows that pass, and false or NULL for all others.
import type { Condition } from '@shared/query/query'
import type { ValueType } from '@shared/table/value-type'
import { denied } from '../rsql/value-source'
import { heldTexts } from '../rsql/word-search'
import type { BoundValues } from '../store/sql-text'
import { analyse } from '../text/analyse'
import { compare, isAmong, isEmpty, isOneOf, listHolds, valueAt } from './comparison'
import type { Operand } from './operand'
import { anyTermSql } from './phrase'
import { decimalText } from './value-text'

/**
 * A condition as SQL.
 *
 * @param isDenied  the rows for which it is not so, those without a value among them
 * @throws AppError `query.invalid` (a value of the wrong type, or none), `query.refused` (a column without an order)
 */
export function conditionSql(operand: Operand, condition: Condition, isDenied: boolean, bound: BoundValues): string {
  const { sql, isDenial } = positive(operand, condition, bound)
  return isDenial === isDenied ? sql : denied(sql)
}

type Positive = { readonly sql: string; readonly isDenial: boolean }

function positive(operand: Operand, condition: Condition, bound: BoundValues): Positive {
  const is = (sql: string): Positive => ({ sql, isDenial: false })
  const isNot = (sql: string): Positive => ({ sql, isDenial: true })
  switch (condition.operator) {
    case 'empty':
      return is(isEmpty(operand))
    case 'not-empty':
      return isNot(isEmpty(operand))
    case 'equals':
    case 'in':
      return is(isOneOf(operand, condition, bound))
    case 'not-equals':
    case 'not-in':
      return isNot(isOneOf(operand, condition, bound))
    case 'contains':
    case 'begins':
    case 'ends':
      return is(holdsSigns(operand, condition, bound))
    case 'not-contains':
      return isNot(holdsSigns(operand, condition, bound))
    case 'search':
      return is(hasWord(operand, valueAt(condition, 0), bound))
    default:
      return is(compare(operand, condition, bound))
  }
}

/** The text as it is written, case ignored. */
function holdsSigns(operand: Operand, condition: Condition, bound: BoundValues): string {
  const text = valueAt(condition, 0)
  const test = (value: string) => signsSql(value, condition, bound.text(text))
  if (!operand.isList) return test(storedText(operand))
  return `(len(list_filter(${operand.sql}, lambda x: ${test('x')})) > 0)`
}

/** 'Contains', 'begins' or 'ends' on a text; `given` is SQL of the text asked for. */
export function signsSql(value: string, { operator }: Pick<Condition, 'operator'>, given: string): string {
  const name = operator === 'begins' ? 'starts_with' : operator === 'ends' ? 'ends_with' : 'contains'
  return `${name}(lower(${value}), lower(${given}))`
}

/** A value's text as a person reads it. */
function storedText({ form, sql }: Operand): string {
  if (form === 'text') return sql
  if (form === 'decimal') return decimalText(sql)
  return form === 'date-time' ? `strftime(${sql}, '%Y-%m-%dT%H:%M:%SZ')` : `CAST(${sql} AS VARCHAR)`
}

/** At least one word of the text, as a server's index cuts texts into words; ids and other values as a whole. */
function hasWord(operand: Operand, text: string, bound: BoundValues): string {
  const isWritten = operand.form === 'text' && operand.place !== null && !isId(operand)
  if (!isWritten || operand.place === null) return isAmong(operand, [text], bound)
  const terms = analyse(text).map(({ term }) => term)
  if (terms.length === 0) return 'false'
  const texts = heldTexts({ schema: '', place: operand.place }, anyTermSql(terms, operand.place, bound))
  return operand.isList ? listHolds(operand.sql, texts) : `(${operand.sql} IN (${texts}))`
}

/** References are searched by their ids, as a whole. */
const isId = ({ sql, type }: Operand): boolean =>
  sql.startsWith('c') && (type.startsWith('reference') || idTypes.includes(type))
const idTypes: readonly ValueType[] = ['category', 'categories', 'back-references', 'file']
