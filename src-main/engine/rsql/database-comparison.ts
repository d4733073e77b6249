// One comparison as a server's PostgreSQL answers it: true, false or NULL.
import type { RsqlAttribute } from '@shared/rsql/rsql-attribute'
import { isDenial, type RsqlComparison, type RsqlOperator } from '@shared/rsql/rsql-tree'
import { readLikeValue, readRsqlValue, type RsqlValue } from '@shared/rsql/rsql-value'
import { isManyReferenceType, isReferenceType } from '@shared/table/value-type'
import { mostByThemselves } from '../query/comparison'
import type { BoundValues } from '../store/sql-text'
import type { StoredColumn } from '../store/stored-column'
import { patternText, storedText } from './database-text'
import { comparable, isKeptAsText, literal, literalList } from './typed-value'
import { idSource } from './value-source'

/** The signs of comparisons by order. */
export const orderSigns: Partial<Record<RsqlOperator, string>> = {
  '=lt=': '<',
  '=le=': '<=',
  '=gt=': '>',
  '=ge=': '>=',
}

/** Longer lists are looked up as one. */
const shortList = 50

/** Read the values of a comparison that a server does not refuse. */
export function valuesOf({ operator, values }: RsqlComparison, { comparedType, choices }: RsqlAttribute): RsqlValue[] {
  const isLike = operator === '=like=' || operator === '=notlike='
  return values.map((text) => {
    const read = isLike ? readLikeValue(text, comparedType, choices) : readRsqlValue(text, comparedType, choices)
    return read.ok ? read.value : null
  })
}

/** 'Is one of these' on a value's SQL; none of them is null. Without values it is never true. */
export function isAmong(
  value: string,
  values: readonly RsqlValue[],
  { type, comparedType }: RsqlAttribute,
  bound: BoundValues,
): string {
  const [only] = values
  if (only === undefined) return 'NULL'
  const own = comparable(value, type, comparedType)
  if (values.length === 1) return `(${own} = ${literal(only, comparedType, bound)})`
  return `(${own} IN (${values.map((each) => literal(each, comparedType, bound)).join(', ')}))`
}

/** 'Is one of these' for long lists, as a sub-query to look stored values up in; null where a short list will do. */
export function longList(
  values: readonly RsqlValue[],
  { type, comparedType }: RsqlAttribute,
  bound: BoundValues,
): string | null {
  if (values.length <= (isManyReferenceType(type) ? mostByThemselves : shortList)) return null
  // Ids of references are kept as text, and a decimal can be written in more than one way.
  if (isReferenceType(type) && comparedType === 'decimal') return null
  return `SELECT unnest(${literalList(values, isReferenceType(type) ? 'string' : comparedType, bound)})`
}

/**
 * A comparison on a column of the copy.
 *
 * A list passes when one of its elements does, also with `!=`; an empty list has one element without a value.
 */
export function databaseComparison(
  comparison: RsqlComparison,
  attribute: RsqlAttribute,
  stored: StoredColumn,
  bound: BoundValues,
): string {
  const isList = stored.form === 'references'
  const values = valuesOf(comparison, attribute)
  const [first = null] = values
  const isEquality = comparison.operator === '==' || comparison.operator === '!='
  if (isEquality && first === null) {
    const isEmpty = isList ? `(len(${stored.value}) = 0)` : `(${stored.value} IS NULL)`
    return isDenial(comparison) ? `(NOT ${isEmpty})` : isEmpty
  }
  if (comparison.operator === '=in=') return isOneOf(values, attribute, stored, bound)
  const test = (value: string) => singleTest(comparison, attribute, values, value, bound)
  return isList ? `(len(list_filter(${stored.value}, lambda v: ${test('v')})) > 0)` : test(stored.value)
}

function isOneOf(
  values: readonly RsqlValue[],
  attribute: RsqlAttribute,
  stored: StoredColumn,
  bound: BoundValues,
): string {
  // An empty text in a list stands for NULL, which nothing is equal to.
  const given = [...new Set(values)].filter((value) => value !== null)
  const isList = stored.form === 'references'
  const list = longList(given, attribute, bound)
  if (list !== null) return idSource(stored).holds(list)
  const test = (value: string) => isAmong(value, given, attribute, bound)
  return isList ? `(len(list_filter(${stored.value}, lambda v: ${test('v')})) > 0)` : test(stored.value)
}

function singleTest(
  { operator }: RsqlComparison,
  { type, comparedType }: RsqlAttribute,
  [first = null, second = null]: readonly RsqlValue[],
  value: string,
  bound: BoundValues,
): string {
  const own = comparable(value, type, comparedType)
  const given = (each: RsqlValue) => literal(each, comparedType, bound)
  switch (operator) {
    case '==':
      return `(${own} = ${given(first)})`
    case '!=':
      // A missing yes-or-no is not yes: the one type whose empty rows pass.
      return type === 'bool' ? `(${own} IS DISTINCT FROM ${given(first)})` : `(${own} <> ${given(first)})`
    case '=rng=':
      return `(${own} >= ${given(first)} AND ${own} <= ${given(second)})`
    case '=like=':
    case '=notlike=': {
      const text = isKeptAsText(comparedType) || own !== value ? value : storedText(value, comparedType)
      const contains = contained(text, patternText(first, comparedType), bound)
      return operator === '=like=' ? contains : `(NOT ${contains})`
    }
    default:
      return `(${own} ${orderSigns[operator] ?? '='} ${given(first)})`
  }
}

/** 'Contains', case ignored; `%` and `_` are wild cards, and nothing escapes them. */
function contained(text: string, pattern: string, bound: BoundValues): string {
  // Without wild cards a plain look for the text says the same and is several times as fast.
  if (!/[%_]/.test(pattern)) return `contains(lower(${text}), lower(${bound.text(pattern)}))`
  return `(${text} ILIKE ${bound.text(`%${pattern}%`)})`
}
