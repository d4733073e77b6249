// A query on one table, answered as the server would: by the database or by the index, with their differences.
import type { TableCatalogue, TableModel } from '../model/table-model'
import { indexFilter } from './index-engine/index-filter'
import type { QueryRule } from './query-rule'
import { indexWindowFailure } from './refusals'
import { orderedRows } from './row-order'
import type { SortOrder } from './row-order'
import { rulesFromRsql } from './rsql-rules'
import { checkRules, goesToIndex } from './rule-check'
import type { Engine } from './sort-key'
import { sqlFilter } from './sql-engine/sql-filter'

/** A query: filter text or rules (both: both must pass), order, and the window of rows asked for. */
export type TableQuery = {
  readonly rsql?: string | undefined
  readonly rules?: readonly QueryRule[] | undefined
  readonly sort?: readonly SortOrder[] | undefined
  /** Position of the first row, from 0. */
  readonly start: number
  /** Number of rows at most; 0 asks for the total only. */
  readonly num: number
}

/** Number of rows that pass, and the row numbers of the window in order. */
export type QueryAnswer = { readonly total: number; readonly rows: readonly number[] }

/** The index gives out this many hits of one query, and no more. */
const INDEX_WINDOW = 10_000

/**
 * Answer a query.
 *
 * Row numbers ascend with the id, which is the order of a query without `sort`. Without filter and sort no row is
 * looked at. An index query whose window ends beyond the first 10,000 hits is refused; so is one for exactly 10,000
 * rows that finds at least as many from `start` on, because the server then asks for one more.
 *
 * @throws ServerRefusal with the server's status, code and words, for everything that the server refuses
 */
export function runQuery(catalogue: TableCatalogue, table: TableModel, query: TableQuery): QueryAnswer {
  const rules = allRules(catalogue, table, query)
  const sort = query.sort ?? []
  const sortedBy = sort.map((order) => order.attribute)
  const isByIndex = catalogue.queries?.isAllByIndex === true && rules.length > 0
  const engine = isByIndex || goesToIndex(table, rules, sortedBy) ? 'index' : 'sql'
  const passing = passingRows(catalogue, table, rules, engine)
  const total = typeof passing === 'number' ? passing : passing.length
  if (engine === 'index') checkWindow(catalogue, table, query, total)
  const window = { start: query.start, count: query.num }
  return { total, rows: orderedRows(catalogue, table, passing, sort, engine, window) }
}

/**
 * All rows that the index finds for a filter, ascending and without a window. This is what the server aggregates
 * over: it always asks the index for that, whatever the filter.
 *
 * @throws ServerRefusal as `runQuery`
 */
export function rowsToAggregate(
  catalogue: TableCatalogue,
  table: TableModel,
  filter: Pick<TableQuery, 'rsql' | 'rules'>,
): readonly number[] {
  const passing = passingRows(catalogue, table, allRules(catalogue, table, filter), 'index')
  return typeof passing === 'number' ? Array.from({ length: passing }, (_, row) => row) : passing
}

function allRules(
  catalogue: TableCatalogue,
  table: TableModel,
  query: Pick<TableQuery, 'rsql' | 'rules'>,
): readonly QueryRule[] {
  const fromText = query.rsql === undefined || query.rsql === '' ? [] : rulesFromRsql(catalogue, table, query.rsql)
  const given = query.rules ?? []
  if (fromText.length === 0) return given
  if (given.length === 0) return fromText
  return [
    { operator: 'NESTED', nestedRules: fromText },
    { operator: 'AND' },
    { operator: 'NESTED', nestedRules: given },
  ]
}

/** Ascending row numbers, or the count of all rows where there is no filter. */
function passingRows(
  catalogue: TableCatalogue,
  table: TableModel,
  rules: readonly QueryRule[],
  engine: Engine,
): readonly number[] | number {
  if (rules.length === 0) return table.rowCount
  checkRules(catalogue, table, rules)
  const compile = engine === 'index' ? indexFilter : sqlFilter
  const { candidates, passes } = compile(catalogue, table, rules)
  if (candidates !== undefined) return candidates.filter((row) => passes(row))
  const rows: number[] = []
  for (let row = 0; row < table.rowCount; row += 1) if (passes(row)) rows.push(row)
  return rows
}

function checkWindow(catalogue: TableCatalogue, table: TableModel, query: TableQuery, total: number): void {
  const beyond = catalogue.queries?.beyondWindow
  if (query.num === 0 || beyond === null) return
  const asksForOneMore = query.num >= INDEX_WINDOW && total - query.start >= INDEX_WINDOW
  if (query.start + query.num > INDEX_WINDOW || asksForOneMore) throw indexWindowFailure(table, beyond)
}
