// Columns as numbers for plots, read page by page.
import type { NumberColumns } from '@shared/ipc/answers'
import type { Query } from '@shared/query/query'
import { cellId, type Cell } from '@shared/table/table-slice'
import type { NumbersRequest, RowWindow } from '../../row-source'
import { labelOfCell, pickColumns, toCell } from '../map-cell'
import type { PageReader } from './page-reader'
import { indexWindow } from './page-size'
import { readInSteps } from './read-steps'
import { valueIn } from '../wire'

/** A decimal number as people and servers write it; hexadecimal and the like are text. */
const numberText = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/
const pageRows = 1_000

/** The number that a cell is, or NaN: also for texts that are no number, and for those too large for one. */
export function toNumber(cell: Cell): number {
  if (typeof cell === 'number') return cell
  if (typeof cell !== 'string' || !numberText.test(cell)) return NaN
  const value = Number(cell)
  return Number.isFinite(value) ? value : NaN
}

/** The first `maxRows` rows of a query as numbers, with ids and labels; fewer where the server gives no more. */
export async function readNumbers(
  reader: Pick<PageReader, 'table' | 'read' | 'plan'>,
  query: Query,
  request: NumbersRequest,
  signal: AbortSignal,
): Promise<NumberColumns> {
  const { table } = reader
  const [idColumn] = pickColumns(table, [table.idColumn])
  const [labelColumn] = pickColumns(table, [request.labelColumn ?? table.labelColumn])
  const columns = pickColumns(table, request.columns)
  const names = [...new Set([...request.columns, ...(labelColumn ? [labelColumn.name] : [])])]
  const { engine } = await reader.plan(query, signal)
  const maxRows = engine === 'index' ? Math.min(request.maxRows, indexWindow) : request.maxRows
  const read = (part: RowWindow) => reader.read(query, names, part, signal)
  const { items, total, isAll } = await readInSteps(read, { offset: 0, limit: maxRows }, pageRows)

  const values = columns.map((column) =>
    Float64Array.from(items, (item) => toNumber(toCell(valueIn(item, column.name), column))),
  )
  return {
    columns: request.columns,
    values,
    ids: items.map((item) => (idColumn ? cellId(toCell(valueIn(item, idColumn.name), idColumn)) : '')),
    labels: items.map((item) => (labelColumn ? labelOfCell(toCell(valueIn(item, labelColumn.name), labelColumn)) : '')),
    shownCount: items.length,
    totalCount: isAll ? items.length : total,
    missingCount: items.filter((_, row) => values.some((column) => Number.isNaN(column[row]))).length,
    choice: isAll ? 'all' : 'first',
  }
}
