// Conditions on columns of referenced rows, answered from a copy of the table that these rows are in.
import { AppError } from '@shared/errors/app-error'
import { findAttribute, type RsqlAttribute } from '@shared/rsql/rsql-attribute'
import type { Condition, Operator } from '@shared/query/query'
import type { RsqlComparison, RsqlOperator } from '@shared/rsql/rsql-tree'
import { readLikeValue, readRsqlValue, searchedValue } from '@shared/rsql/rsql-value'
import type { Table } from '@shared/table/table'
import type { ValueType } from '@shared/table/value-type'
import { storedText } from '../rsql/database-text'
import { indexComparison } from '../rsql/index-comparison'
import type { RsqlContext } from '../rsql/rsql-context'
import { denied, valueSource } from '../rsql/value-source'
import { valueAt } from './comparison'
import { signsSql } from './condition'
import { refuseTwoSteps } from './operand'

const signs: Readonly<Record<Operator, RsqlOperator>> = {
  equals: '==',
  'not-equals': '==',
  in: '=in=',
  'not-in': '=in=',
  less: '=lt=',
  'less-or-equal': '=le=',
  greater: '=gt=',
  'greater-or-equal': '=ge=',
  range: '=rng=',
  contains: '=like=',
  'not-contains': '=like=',
  begins: '=like=',
  ends: '=like=',
  search: '=q=',
  empty: '==',
  'not-empty': '==',
}

const denials: readonly Operator[] = ['not-equals', 'not-in', 'not-contains', 'not-empty']

/**
 * A condition that leads into the rows of an attached copy; true for rows that refer to a row which passes, and with
 * a denial for all others.
 *
 * @param isDenied  the rows for which it is not so
 * @returns null for all other conditions
 * @throws AppError `query.invalid` when a value is missing or is none of the column's type, `query.refused` for what lies
 *   behind two references
 */
export async function referencedCondition(
  condition: Condition,
  isDenied: boolean,
  table: Table,
  context: RsqlContext,
): Promise<string | null> {
  const { operator } = condition
  const attribute = findAttribute(condition.attribute, table, (id) => context.references.get(id)?.about.table)
  if (attribute === 'too-deep') refuseTwoSteps(condition.attribute, context.columns)
  if (typeof attribute === 'string' || attribute.inner === null) return null
  const { target } = attribute.column
  if (target === null || attribute.inner === target.idColumn || !context.references.has(target.tableId)) return null
  const comparison = comparisonOf(condition, attribute)
  const sql =
    signs[operator] === '=like='
      ? holdsSigns(comparison.values[0] ?? '', condition, attribute, context)
      : await indexComparison(comparison, attribute, context)
  return denials.includes(operator) === isDenied ? sql : denied(sql)
}

function comparisonOf(condition: Condition, attribute: RsqlAttribute): RsqlComparison {
  const { operator } = condition
  const isEmpty = operator === 'empty' || operator === 'not-empty'
  if (!isEmpty) for (let at = 0; at < (operator === 'range' ? 2 : 1); at += 1) valueAt(condition, at)
  const values = isEmpty ? [''] : condition.values
  if (!isEmpty) values.forEach((value) => check(value, operator, attribute))
  const nowhere = { start: 0, end: 0 }
  const places = { selector: nowhere, operator: nowhere, values: [] }
  return { kind: 'comparison', selector: condition.attribute, operator: signs[operator], values, places, ...nowhere }
}

/** @throws AppError `query.invalid` */
function check(value: string, operator: Operator, { name, comparedType, choices }: RsqlAttribute): void {
  if (signs[operator] === '=like=') return
  const read =
    operator === 'search' ? searchedValue(value, comparedType) : readerOf(comparedType)(value, comparedType, choices)
  if (read === 'words' || (read !== 'none' && read.ok)) return
  const wanted = read === 'none' ? 'such a value' : read.wanted
  throw new AppError('query.invalid', `'${value}' is not ${wanted}, which ${name} needs.`, {
    facts: { attribute: name },
  })
}

/** Of a yes-or-no a server takes any text for no; a person is told. Choices may have changed and are not checked. */
const readerOf = (type: ValueType): typeof readRsqlValue =>
  type === 'bool' ? readLikeValue : (text, of) => readRsqlValue(text, of, null)

/** A referenced row whose text has the signs, case ignored. */
function holdsSigns(text: string, condition: Condition, attribute: RsqlAttribute, context: RsqlContext): string {
  const given = context.bound.text(text)
  return valueSource(attribute, context).some((value) => signsSql(storedText(value, attribute.type), condition, given))
}
