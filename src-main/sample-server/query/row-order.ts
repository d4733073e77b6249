// The window of rows that a query asks for, in its order. Only the rows near the window are sorted.
import type { TableCatalogue, TableModel } from '../model/table-model'
import { findAttribute } from './attribute-path'
import { badSql, serverFailure } from './refusals'
import { sortKeys } from './sort-key'
import type { Engine, SortKeys } from './sort-key'

/** One attribute to sort by. */
export type SortOrder = { readonly attribute: string; readonly direction: 'ASC' | 'DESC' }

/** Part of the answer: `count` rows from position `start` on. */
export type Window = { readonly start: number; readonly count: number }

/**
 * Rows of a window, in order.
 *
 * Ties are in order of the row, that is of the id. Empty values: the database puts them last ascending and first
 * descending, the index always last.
 *
 * @param rows  ascending row numbers that pass the filter, or a count for all rows
 * @throws ServerRefusal 500 for an attribute that does not exist
 */
export function orderedRows(
  catalogue: TableCatalogue,
  table: TableModel,
  rows: readonly number[] | number,
  sort: readonly SortOrder[],
  engine: Engine,
  window: Window,
): number[] {
  const total = typeof rows === 'number' ? rows : rows.length
  const start = Math.min(window.start, total)
  const end = Math.min(start + window.count, total)
  const rowAt = (index: number): number => (typeof rows === 'number' ? index : (rows[index] ?? 0))
  if (start === end) return checkSort(table, sort)
  const ranks = sort.map((order) => ranksOf(catalogue, table, order, engine, rows))
  const [first] = ranks
  if (first === undefined) return Array.from({ length: end - start }, (_, index) => rowAt(start + index))
  const near = rowsNear(first, start, end)
  near.indexes.sort((left, right) => compareRanks(ranks, left, right))
  return near.indexes.slice(start - near.before, end - near.before).map(rowAt)
}

function checkSort(table: TableModel, sort: readonly SortOrder[]): [] {
  for (const order of sort) sortAttribute(table, order)
  return []
}

/** Order numbers that ascend in the asked direction, empty values included. */
function ranksOf(
  catalogue: TableCatalogue,
  table: TableModel,
  order: SortOrder,
  engine: Engine,
  rows: readonly number[] | number,
): SortKeys {
  const keys = sortKeys(catalogue, table, sortAttribute(table, order), engine, rows)
  const isDescending = order.direction === 'DESC'
  const empty = isDescending && engine === 'sql' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? Number.NaN
    keys[index] = Number.isNaN(key) ? empty : isDescending ? -key : key
  }
  return keys
}

function sortAttribute(table: TableModel, order: SortOrder): NonNullable<ReturnType<typeof findAttribute>> {
  const attribute = findAttribute(table, order.attribute)
  if (attribute === undefined) {
    throw serverFailure(
      'Cannot invoke "org.molgenis.data.meta.model.Attribute.hasExpression()" because the return value of ' +
        '"org.molgenis.data.meta.model.EntityType.getAttribute(String)" is null',
    )
  }
  if (attribute.type === 'COMPOUND') throw badSql(table, `TRUE ORDER BY "${attribute.name}"`)
  return attribute
}

/**
 * Positions whose rank lies between those of the first and the last of the window, found by sorting the bare ranks,
 * and how many come before them. Only these have to be put in order by all attributes.
 */
function rowsNear(ranks: SortKeys, start: number, end: number): { indexes: number[]; before: number } {
  const sorted = ranks.slice().sort()
  const lowest = sorted[start] ?? Number.NEGATIVE_INFINITY
  const highest = sorted[end - 1] ?? Number.POSITIVE_INFINITY
  const indexes: number[] = []
  let before = 0
  for (let index = 0; index < ranks.length; index += 1) {
    const rank = ranks[index] ?? 0
    if (rank < lowest) before += 1
    else if (rank <= highest) indexes.push(index)
  }
  return { indexes, before }
}

function compareRanks(ranks: readonly SortKeys[], left: number, right: number): number {
  for (const list of ranks) {
    const a = list[left] ?? 0
    const b = list[right] ?? 0
    if (a !== b) return a < b ? -1 : 1
  }
  return left - right
}
