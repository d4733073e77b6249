// One condition of a filter as the index answers it: a row matches or it does not, and an empty value never matches.
import type { FieldType, TableCatalogue, TableModel } from '../../model/table-model'
import type { QueryOperator, QueryRule, RuleValue } from '../query-rule'
import { cellReader, compareComparables, comparableValue, valueText } from '../query-value'
import type { Comparable } from '../query-value'
import { serverFailure } from '../refusals'
import type { RowTest } from '../row-test'
import { indexTarget } from './index-path'
import type { IndexTarget } from './index-path'
import { searchAttribute, searchEverywhere } from './index-search'
import { likeCondition } from './index-like'
import { simpleQueryEverywhere, simpleQueryOfAttribute } from './simple-query'

const ORDERED_TYPES = new Set<FieldType>(['INT', 'LONG', 'DECIMAL', 'DATE', 'DATE_TIME'])

const ORDER_HOLDS = new Map<QueryOperator, (order: number) => boolean>([
  ['LESS', (order) => order < 0],
  ['LESS_EQUAL', (order) => order <= 0],
  ['GREATER', (order) => order > 0],
  ['GREATER_EQUAL', (order) => order >= 0],
])

/**
 * Compile one condition.
 *
 * @throws ServerRefusal 500 for an operator that the index does not offer on the attribute's type, 404 for unknown
 *   attributes, 400 for values that do not fit
 */
export function indexCondition(catalogue: TableCatalogue, table: TableModel, rule: QueryRule): RowTest {
  const value = rule.value ?? null
  if (rule.operator === 'SEARCH' || rule.operator === 'SEARCH_QUERY') return searchCondition(catalogue, table, rule)
  if (rule.field === undefined) throw serverFailure(`Can't use ${rule.operator} without specifying an attribute`)
  const target = indexTarget(catalogue, table, rule.field)
  switch (rule.operator) {
    case 'EQUALS':
      return value === null ? isEmpty(target) : isAnyOf(target, catalogue, [value])
    case 'IN':
      return inCondition(target, catalogue, value)
    case 'LIKE':
      return likeCondition(target, comparableValue(catalogue, target.attribute, value), catalogue.queries?.isAllByIndex)
    case 'RANGE':
      return rangeCondition(target, catalogue, value)
    default:
      return orderCondition(target, catalogue, rule.operator, value)
  }
}

function searchCondition(catalogue: TableCatalogue, table: TableModel, rule: QueryRule): RowTest {
  if (rule.value === null || rule.value === undefined) throw serverFailure('Query value cannot be null')
  const text = valueText(rule.value)
  const isSimpleQuery = rule.operator === 'SEARCH_QUERY'
  if (rule.field === undefined) {
    return isSimpleQuery ? simpleQueryEverywhere(catalogue, table, text) : searchEverywhere(catalogue, table, text)
  }
  const target = indexTarget(catalogue, table, rule.field)
  return isSimpleQuery ? simpleQueryOfAttribute(target, text) : searchAttribute(table, target, text)
}

function isEmpty(target: IndexTarget): RowTest {
  const hasValue = target.some(() => true)
  return { passes: (row) => !hasValue(row) }
}

function isAnyOf(target: IndexTarget, catalogue: TableCatalogue, values: readonly RuleValue[]): RowTest {
  const read = cellReader(catalogue, target.attribute)
  const wanted = new Set<Comparable>(values.map((value) => comparableValue(catalogue, target.attribute, value)))
  return { passes: target.some((value) => wanted.has(read(value))), candidates: target.candidates([...wanted]) }
}

function inCondition(target: IndexTarget, catalogue: TableCatalogue, value: RuleValue): RowTest {
  if (value === null) throw serverFailure('Query value cannot be null')
  if (typeof value !== 'object') throw serverFailure(`Query value must be a Iterable instead of [${typeName(value)}]`)
  const filled = value.filter((item) => item !== null)
  const hasEmpty = filled.length < value.length
  if (filled.length === 0 && !hasEmpty) throw serverFailure('Query value cannot be null')
  const any = isAnyOf(target, catalogue, filled)
  if (!hasEmpty) return any
  const empty = isEmpty(target)
  return { passes: (row) => any.passes(row) || empty.passes(row) }
}

function orderCondition(
  target: IndexTarget,
  catalogue: TableCatalogue,
  operator: QueryOperator,
  value: RuleValue,
): RowTest {
  const holds = ORDER_HOLDS.get(operator)
  if (holds === undefined) throw serverFailure(`Unexpected query operator [${operator}]`)
  checkOrdered(target)
  const limit = comparableValue(catalogue, target.attribute, value)
  if (limit === null) throw serverFailure('Query value cannot be null')
  const read = cellReader(catalogue, target.attribute)
  return {
    passes: target.some((cell) => {
      const own = read(cell)
      return own !== null && holds(compareComparables(own, limit))
    }),
  }
}

function rangeCondition(target: IndexTarget, catalogue: TableCatalogue, value: RuleValue): RowTest {
  checkOrdered(target)
  if (value === null) throw serverFailure('Query value cannot be null')
  // The server looks at the list of both ends as if it were one date.
  if (target.type === 'DATE') throw serverFailure('Query value must be of type LocalDate instead of [ArrayList]')
  if (target.type === 'DATE_TIME') throw serverFailure('Query value must be of type Instant instead of [ArrayList]')
  if (typeof value !== 'object') throw serverFailure(`Query value must be a Iterable instead of [${typeName(value)}]`)
  const [from = null, to = null] = value.map((item) => comparableValue(catalogue, target.attribute, item))
  const read = cellReader(catalogue, target.attribute)
  return {
    passes: target.some((cell) => {
      const own = read(cell)
      if (own === null) return false
      return (from === null || compareComparables(own, from) >= 0) && (to === null || compareComparables(own, to) <= 0)
    }),
  }
}

function checkOrdered(target: IndexTarget): void {
  if (!ORDERED_TYPES.has(target.type)) throw serverFailure(`Range query not allowed for type [${target.type}]`)
}

function typeName(value: string | number | bigint | boolean): string {
  return typeof value === 'string' ? 'String' : typeof value === 'boolean' ? 'Boolean' : 'Double'
}
