// The server's check of a filter before it chooses an engine, and that choice.
import { ServerRefusal } from '../model/server-refusal'
import type { AttributeModel, TableCatalogue, TableModel } from '../model/table-model'
import { attributeAt, findAttribute } from './attribute-path'
import type { QueryOperator, QueryRule } from './query-rule'
import { comparableValue } from './query-value'
import { invalidQuery, serverFailure } from './refusals'

const INDEX_OPERATORS = new Set<QueryOperator>([
  'SEARCH',
  'SEARCH_QUERY',
  'SHOULD',
  'DIS_MAX',
  'FUZZY_MATCH',
  'FUZZY_MATCH_NGRAM',
])
const UNCHECKED_OPERATORS = new Set<QueryOperator>(['AND', 'OR', 'NOT', 'SEARCH', 'SEARCH_QUERY'])

/**
 * Check that every condition names an attribute and that its values fit.
 *
 * @throws ServerRefusal 400 without a code
 */
export function checkRules(catalogue: TableCatalogue, table: TableModel, rules: readonly QueryRule[]): void {
  for (const rule of rules) {
    if (catalogue.queries?.missingOperators.has(rule.operator) === true) throw serverFailure('Unknown error')
    if (rule.nestedRules !== undefined) checkRules(catalogue, table, rule.nestedRules)
    if (rule.field !== undefined && !UNCHECKED_OPERATORS.has(rule.operator)) checkValues(catalogue, table, rule)
  }
}

function checkValues(catalogue: TableCatalogue, table: TableModel, rule: QueryRule): void {
  const attribute = knownAttribute(catalogue, table, rule.field ?? '')
  const value = rule.value ?? null
  const isList = rule.operator === 'IN' || rule.operator === 'RANGE'
  if (!isList) {
    comparableValue(catalogue, attribute, value)
  } else if (typeof value === 'object') {
    for (const item of value ?? []) comparableValue(catalogue, attribute, item)
  } else {
    throw invalidQuery(`Query rule with operator [${rule.operator}] value is of type [String] instead of [Iterable]`)
  }
}

function knownAttribute(catalogue: TableCatalogue, table: TableModel, field: string): AttributeModel {
  try {
    return attributeAt(catalogue, table, field)
  } catch (error) {
    // The check words an unknown attribute like everyone else, but answers it as a broken query.
    if (error instanceof ServerRefusal && error.status === 404) throw invalidQuery(error.message)
    throw error
  }
}

/**
 * Whether the index answers the whole query: if any condition searches, walks through a reference, or speaks of a
 * computed attribute, or if the order does.
 */
export function goesToIndex(table: TableModel, rules: readonly QueryRule[], sortedBy: readonly string[]): boolean {
  return rules.some((rule) => needsIndex(table, rule)) || sortedBy.some((name) => isComputed(table, name))
}

function needsIndex(table: TableModel, rule: QueryRule): boolean {
  if (INDEX_OPERATORS.has(rule.operator)) return true
  if (rule.field !== undefined && (rule.field.includes('.') || isComputed(table, rule.field))) return true
  return rule.nestedRules?.some((nested) => needsIndex(table, nested)) === true
}

function isComputed(table: TableModel, name: string): boolean {
  return findAttribute(table, name)?.expression !== undefined
}
