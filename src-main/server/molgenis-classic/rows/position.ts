// Tells where in a query's answer a row stands.
import { isNumberType } from '@shared/table/value-type'
import { findColumn } from '@shared/table/table'
import { emptyGroup, rsqlOf, type Condition, type Operator, type Query } from '@shared/query/query'
import { argument } from '@shared/query/rsql'
import { cellId } from '@shared/table/table-slice'
import type { RowWindow } from '../../row-source'
import { toCell } from '../map-cell'
import { valueIn } from '../wire'
import type { PageReader } from './page-reader'
import { readSteps } from './read-steps'

/** Answers of up to this many rows are looked through. */
const longestWalk = 10_000
const stepRows = 2_000

/**
 * Position from 0 of the row with this id; null when the row does not pass, or when its place cannot be known.
 *
 * With a number for an id and an order by id alone the rows before it are counted, else the ids are read, up to
 * 10,000 of them.
 */
export async function findPosition(
  reader: PageReader,
  query: Query,
  id: string,
  signal: AbortSignal,
): Promise<number | null> {
  const { table } = reader
  const idColumn = findColumn(table, table.idColumn)
  if (!idColumn) return null
  const isNumeric = isNumberType(idColumn.type)
  if (isNumeric && !/^[+-]?\d+$/.test(id)) return null
  const isThere = (await reader.count(narrowed(query, table.idColumn, 'equals', id), signal)) > 0
  if (!isThere) return null

  const [first] = query.sort
  if (isNumeric && (first === undefined || first.attribute === table.idColumn)) {
    const operator = first?.direction === 'descending' ? 'greater' : 'less'
    return reader.count(narrowed(query, table.idColumn, operator, id), signal)
  }
  const read = (part: RowWindow) => reader.read(query, [table.idColumn], part, signal)
  for await (const { items, total, offset } of readSteps(read, { offset: 0, limit: longestWalk }, stepRows)) {
    if (total > longestWalk) return null
    const index = items.findIndex((item) => cellId(toCell(valueIn(item, table.idColumn), idColumn)) === id)
    if (index >= 0) return offset + index
  }
  return null
}

/** The query with one more condition, which must hold beside all others; it stands first, as denials must not. */
function narrowed(query: Query, attribute: string, operator: Operator, value: string): Query {
  const condition: Condition = { kind: 'condition', id: 'position', attribute, operator, values: [value], isOff: false }
  const rsql = rsqlOf(query)
  const only: Query = { ...query, sort: [], filter: { ...emptyGroup(), children: [condition] } }
  if (rsql !== null) return { ...only, rsql: `${comparisonOf(condition)};(${rsql})` }
  return { ...only, filter: { ...only.filter, children: [condition, query.filter] } }
}

const signs: Partial<Record<Operator, string>> = { equals: '==', less: '=lt=', greater: '=gt=' }

const comparisonOf = ({ attribute, operator, values: [value = ''] }: Condition): string =>
  `${attribute}${signs[operator] ?? '=='}${argument(value, attribute)}`
