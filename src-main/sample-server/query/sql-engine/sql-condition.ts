// One condition of a filter as the database answers it, in three-valued logic.
import { MULTIPLE_REFERENCES } from '../../model/table-model'
import type { AttributeModel, CellValue, TableCatalogue, TableModel } from '../../model/table-model'
import { findAttribute } from '../attribute-path'
import { rowsWithAny } from '../candidate-rows'
import type { QueryRule } from '../query-rule'
import { cellReader, compareComparables, comparableValue } from '../query-value'
import type { Comparable } from '../query-value'
import { invalidQuery, serverFailure } from '../refusals'
import { castText, containsPattern, patternText } from './sql-text'

/** False, unknown, true. AND is the minimum, OR the maximum, NOT the change of sign. */
export type Truth = -1 | 0 | 1

/** A condition ready to run: truth per row, the rows where it can be true, and its SQL for error sentences. */
export type SqlCondition = {
  readonly truth: (row: number, isNegated: boolean) => Truth
  readonly candidates: readonly number[] | undefined
  readonly sql: string
}

type Cell = Exclude<CellValue, readonly string[]>
type CellTest = (cell: Cell) => Truth

/**
 * Compile one condition (a rule with an attribute and a value).
 *
 * @throws ServerRefusal 400 for values of the wrong type or attributes that do not exist, 500 for operators that the
 *   database cannot run
 */
export function sqlCondition(catalogue: TableCatalogue, table: TableModel, rule: QueryRule): SqlCondition {
  const attribute = attributeOf(table, rule)
  const test = cellTest(catalogue, attribute, rule)
  const { name } = attribute
  const isMultiple = MULTIPLE_REFERENCES.has(attribute.type)
  return {
    truth: isMultiple
      ? (row, isNegated) => truthOfAny(table.value(row, name), test, isNegated)
      : (row, isNegated) => signed(test(single(table.value(row, name))), isNegated),
    candidates: candidatesOf(catalogue, table, attribute, rule),
    sql: sqlOf(rule),
  }
}

/**
 * The two halves of a RANGE, which the server writes side by side without parentheses, so that a NOT in front
 * negates the first half only.
 */
export function sqlRangeHalves(rule: QueryRule): readonly [QueryRule, QueryRule] {
  const { field, value } = rule
  if (value === null || value === undefined) throw serverFailure('Missing value for RANGE query')
  if (typeof value !== 'object') {
    throw invalidQuery('Query rule with operator [RANGE] value is of type [String] instead of [Iterable]')
  }
  const [from = null, to = null] = value
  const named = field === undefined ? {} : { field }
  return [
    { operator: 'GREATER_EQUAL', ...named, value: from },
    { operator: 'LESS_EQUAL', ...named, value: to },
  ]
}

/** The attribute of a rule, with the refusal of the server's check where there is none. */
export function attributeOf(table: TableModel, rule: QueryRule): AttributeModel {
  if (rule.field === undefined) throw serverFailure(`Can't use ${rule.operator} without specifying an attribute`)
  const attribute = findAttribute(table, rule.field)
  if (attribute === undefined) {
    throw invalidQuery(`Unknown attribute '${rule.field}' of entity type '${table.id}'.`)
  }
  return attribute
}

function cellTest(catalogue: TableCatalogue, attribute: AttributeModel, rule: QueryRule): CellTest {
  if (rule.operator === 'IN') return listTest(catalogue, attribute, rule)
  const value = comparableValue(catalogue, attribute, rule.value ?? null)
  const read = cellReader(catalogue, attribute)
  switch (rule.operator) {
    case 'EQUALS':
      return equalsTest(attribute, value, read)
    case 'LESS':
      return orderTest(value, read, (order) => order < 0)
    case 'LESS_EQUAL':
      return orderTest(value, read, (order) => order <= 0)
    case 'GREATER':
      return orderTest(value, read, (order) => order > 0)
    case 'GREATER_EQUAL':
      return orderTest(value, read, (order) => order >= 0)
    case 'LIKE':
      return likeTest(catalogue, attribute, value)
    default:
      throw serverFailure(`Query operator [${rule.operator}] not supported by PostgreSQL repository`)
  }
}

function equalsTest(attribute: AttributeModel, value: Comparable, read: (cell: Cell) => Comparable): CellTest {
  if (value === null) return (cell) => (cell === null ? 1 : -1)
  // The server asks `IS TRUE` and `IS FALSE` of a boolean, which are never unknown.
  if (attribute.type === 'BOOL') return (cell) => (cell === value ? 1 : -1)
  return (cell) => (cell === null ? 0 : read(cell) === value ? 1 : -1)
}

function orderTest(value: Comparable, read: (cell: Cell) => Comparable, holds: (order: number) => boolean): CellTest {
  if (value === null) return () => 0
  return (cell) => {
    const own = read(cell)
    return own === null ? 0 : holds(compareComparables(own, value)) ? 1 : -1
  }
}

function listTest(catalogue: TableCatalogue, attribute: AttributeModel, rule: QueryRule): CellTest {
  const values = listValues(catalogue, attribute, rule)
  const read = cellReader(catalogue, attribute)
  const wanted = new Set<Comparable>(values.filter((value) => value !== null))
  const otherwise: Truth = wanted.size < new Set(values).size ? 0 : -1
  return (cell) => (cell === null ? 0 : wanted.has(read(cell)) ? 1 : otherwise)
}

function listValues(catalogue: TableCatalogue, attribute: AttributeModel, rule: QueryRule): Comparable[] {
  const { value } = rule
  if (value === null || value === undefined) throw serverFailure('Missing value for IN query')
  if (typeof value !== 'object') {
    throw invalidQuery('Query rule with operator [IN] value is of type [String] instead of [Iterable]')
  }
  return value.map((item) => comparableValue(catalogue, attribute, item))
}

function likeTest(catalogue: TableCatalogue, attribute: AttributeModel, value: Comparable): CellTest {
  const contains = containsPattern(patternText(attribute, value), catalogue.queries?.isLikeCaseSensitive)
  return (cell) => (cell === null ? 0 : contains(castText(attribute, cell)) ? 1 : -1)
}

/** Each condition on a multiple reference joins its elements on its own; a row without any joins one empty. */
function truthOfAny(cell: CellValue, test: CellTest, isNegated: boolean): Truth {
  if (cell === null || typeof cell !== 'object' || cell.length === 0) return signed(test(null), isNegated)
  let best: Truth = -1
  for (const element of cell) {
    const truth = signed(test(element), isNegated)
    if (truth > best) best = truth
    if (best === 1) break
  }
  return best
}

function signed(truth: Truth, isNegated: boolean): Truth {
  return isNegated ? (truth === 1 ? -1 : truth === -1 ? 1 : 0) : truth
}

function single(cell: CellValue): Cell {
  return typeof cell === 'object' ? null : cell
}

function candidatesOf(
  catalogue: TableCatalogue,
  table: TableModel,
  attribute: AttributeModel,
  rule: QueryRule,
): readonly number[] | undefined {
  if (rule.operator === 'EQUALS') {
    const value = comparableValue(catalogue, attribute, rule.value ?? null)
    return value === null ? undefined : rowsWithAny(table, attribute, [value])
  }
  return rule.operator === 'IN' ? rowsWithAny(table, attribute, listValues(catalogue, attribute, rule)) : undefined
}

const SQL_SIGNS = new Map([
  ['EQUALS', '= ? '],
  ['LESS', '< ? '],
  ['LESS_EQUAL', '<= ?'],
  ['GREATER', '> ? '],
  ['GREATER_EQUAL', '>= ?'],
  ['LIKE', 'ILIKE ?'],
])

function sqlOf(rule: QueryRule): string {
  const column = `this."${rule.field ?? ''}"`
  if (rule.operator === 'EQUALS' && (rule.value ?? null) === null) return `${column} IS NULL `
  if (typeof rule.value === 'boolean') return `${column} IS ${rule.value ? 'TRUE' : 'FALSE'}`
  if (typeof rule.value === 'object' && rule.value !== null)
    return `${column} IN (${rule.value.map(() => '?').join(',')})`
  return `${column} ${SQL_SIGNS.get(rule.operator) ?? '?'}`
}
