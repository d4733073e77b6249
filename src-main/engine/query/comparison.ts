// Comparisons that both sets of rules share, as SQL; where a row has no value the answer is NULL.
import { AppError } from '@shared/errors/app-error'
import type { Condition, Operator } from '@shared/query/query'
import { BoundValues } from '../store/sql-text'
import { operandValue, type Operand } from './operand'

const signs: Partial<Record<Operator, string>> = {
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
}

/** A condition's value by its number. @throws AppError `query.invalid` when it has none */
export function valueAt(condition: Condition, index: number): string {
  const value = condition.values[index]
  if (value !== undefined) return value
  throw new AppError('query.invalid', `The condition on ${condition.attribute} has no value yet.`, {
    facts: { attribute: condition.attribute },
  })
}

/** 'Has no value'; never NULL. */
export const isEmpty = ({ sql, isList }: Operand): string => (isList ? `(len(${sql}) = 0)` : `(${sql} IS NULL)`)

/** 'Is one of these', for lists 'has one of these'. @throws AppError `query.invalid` without a value */
export function isOneOf(operand: Operand, condition: Condition, bound: BoundValues): string {
  valueAt(condition, 0)
  return isAmong(operand, condition.values, bound)
}

/** 'Is one of these', for lists 'has one of these'. */
export function isAmong(operand: Operand, values: readonly string[], bound: BoundValues): string {
  const { sql, isList, form } = operand
  if (isList) return hasAny(sql, values, bound)
  if (values.length > 50 && form === 'text') return `(${sql} IN (SELECT unnest(${bound.texts(values)})))`
  return `(${sql} IN (${values.map((value) => operandValue(operand, value, bound)).join(', ')}))`
}

/** So many values are looked for in each list by themselves; of more, the rows are found by a join. */
export const mostByThemselves = 4
/** The rows of more values than these are found beforehand. */
const mostJoined = 16

function hasAny(name: string, values: readonly string[], bound: BoundValues): string {
  if (values.length > mostJoined) {
    const own = new BoundValues()
    return bound.rows({ sql: rowsHolding(name, `SELECT unnest(${own.texts(values)})`), values: own.values })
  }
  if (values.length > mostByThemselves) return listHolds(name, `SELECT unnest(${bound.texts(values)})`)
  return listHasAny(
    name,
    values.map((value) => bound.text(value)),
  )
}

const rowsHolding = (name: string, texts: string, schema = ''): string =>
  `SELECT n FROM (SELECT n, unnest(${name}) AS text FROM ${schema}rows) WHERE text IN (${texts})`

/** 'A value of the row's list is one of a few texts', each written as SQL. */
export const listHasAny = (name: string, texts: readonly string[]): string =>
  `(${texts.map((text) => `list_contains(${name}, ${text})`).join(' OR ')})`

/**
 * 'A value of the row's list is among the texts that a sub-query selects'; never NULL.
 *
 * @param schema  the attached copy whose column it is, a name with a dot behind it; empty for the copy itself
 */
export const listHolds = (name: string, texts: string, schema = ''): string =>
  `(n IN (${rowsHolding(name, texts, schema)}))`

/**
 * `<`, `<=`, `>`, `>=` and the range with both ends in it.
 *
 * @throws AppError `query.refused` for columns that have no order there
 */
export function compare(operand: Operand, condition: Condition, bound: BoundValues): string {
  const { attribute, operator } = condition
  if (operand.form === 'text' || operand.form === 'bool' || operand.isList) {
    throw new AppError(
      'query.refused',
      `${attribute} holds no numbers or dates: larger and smaller mean nothing there.`,
      {
        facts: { attribute },
      },
    )
  }
  const value = (index: number) => operandValue(operand, valueAt(condition, index), bound)
  const { sql } = operand
  if (operator === 'range') return `(${sql} >= ${value(0)} AND ${sql} <= ${value(1)})`
  return `(${sql} ${signs[operator] ?? '='} ${value(0)})`
}
