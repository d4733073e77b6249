// Reads windows of rows and gives their cells the form in which they travel.
import type { DuckDBConnection, JS } from '@duckdb/node-api'
import { AppError } from '@shared/errors/app-error'
import type { Cell, ReferenceCell, TableSlice } from '@shared/table/table-slice'
import type { AskedQuery } from '../messages'
import { dateTimeText } from '../query/value-text'
import type { OpenCopy } from '../store/copy-store'
import { BoundValues } from '../store/sql-text'
import { textOf } from '../store/read-value'
import type { StoredColumn } from '../store/stored-column'
import { findRows } from './find-rows'
import { hasNumber, windowOf } from './row-numbers'

/** The columns of a query, in its order. @throws AppError `query.invalid` for an unknown one */
export function queryColumns(copy: OpenCopy, names: readonly string[] | null): StoredColumn[] {
  return names === null ? [...copy.columns] : names.map((name) => columnNamed(copy, name))
}

/** @throws AppError `query.invalid` for an unknown column */
export function columnNamed(copy: OpenCopy, name: string): StoredColumn {
  const found = copy.columns.find(({ column }) => column.name === name)
  if (found) return found
  throw new AppError('query.invalid', `The copy has no column ${name}.`, { facts: { attribute: name } })
}

/** A window of a query's rows. */
export async function readRows(
  copy: OpenCopy,
  query: AskedQuery,
  offset: number,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<TableSlice> {
  const columns = queryColumns(copy, query.columns)
  const view = await findRows(copy, query, signal)
  const numbers = windowOf(view, offset, limit)
  const data = await copy.pool.use(signal, (connection) => readCells(connection, columns, numbers))
  return {
    columns: columns.map(({ column }) => column.name),
    data,
    rowCount: numbers.length,
    offset,
    totalRowCount: view.rowCount,
  }
}

/** One row by its id, with all columns; null when there is none. */
export async function readRow(copy: OpenCopy, id: string, signal: AbortSignal | undefined): Promise<TableSlice | null> {
  return copy.pool.use(signal, async (connection) => {
    const number = await numberOf(copy, connection, id)
    if (number === null) return null
    const data = await readCells(connection, copy.columns, [number])
    const columns = copy.columns.map(({ column }) => column.name)
    return { columns, data, rowCount: 1, offset: 0, totalRowCount: 1 }
  })
}

/** Number of the row with this id; null when there is none. */
export async function numberOf(copy: OpenCopy, connection: DuckDBConnection, id: string): Promise<number | null> {
  const stored = columnNamed(copy, copy.about.table.idColumn)
  const reader = await connection.runAndReadAll(
    `SELECT n FROM rows WHERE ${stored.value} = TRY_CAST($1 AS ${stored.sqlType}) ORDER BY n LIMIT 1`,
    [id],
  )
  const [row] = reader.getRowsJS()
  return row === undefined ? null : Number(row[0])
}

/** Position from 0 of the row with this id among the rows of a query; null when it is not there. */
export async function findPosition(
  copy: OpenCopy,
  query: AskedQuery,
  id: string,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const view = await findRows(copy, query, signal)
  const number = await copy.pool.use(signal, (connection) => numberOf(copy, connection, id))
  if (number === null || view.rows === null) return number
  const position = view.rows.indexOf(number)
  return position === -1 ? null : position
}

/** The cells of rows by column, in the order of their numbers as given. */
async function readCells(
  connection: DuckDBConnection,
  columns: readonly StoredColumn[],
  numbers: readonly number[],
): Promise<Cell[][]> {
  if (numbers.length === 0) return columns.map(() => [])
  const bound = new BoundValues()
  const wanted = columns.flatMap((stored) => [cellSql(stored), ...(stored.label === null ? [] : [stored.label])])
  const sql = `SELECT ${['n', ...wanted].join(', ')} FROM rows WHERE ${hasNumber(numbers, bound)}`
  const reader = await connection.runAndReadAll(sql, bound.values)
  const [found = [], ...read] = reader.getColumnsJS()
  const rowOfNumber = new Map(found.map((number, row) => [Number(number), row]))
  const order = numbers.map((number) => rowOfNumber.get(number) ?? -1)
  let at = 0
  return columns.map((stored) => {
    const values = read[at] ?? []
    const labels = stored.label === null ? null : (read[at + 1] ?? [])
    at += stored.label === null ? 1 : 2
    return order.map((row) => toCell(values[row] ?? null, labels?.[row] ?? null, stored))
  })
}

function cellSql({ form, value }: StoredColumn): string {
  if (form === 'long' || form === 'date') return `CAST(${value} AS VARCHAR)`
  return form === 'date-time' ? dateTimeText(value) : value
}

function toCell(value: JS, label: JS, { form }: StoredColumn): Cell {
  if (form === 'references') return Array.isArray(value) ? referenceCells(value, label) : []
  if (value === null) return null
  if (form === 'reference') return { id: textOf(value), label: textOf(label ?? value) }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new AppError('internal', 'The copy holds a value of an unknown kind.')
}

function referenceCells(ids: readonly JS[], labels: JS): ReferenceCell[] {
  const names = Array.isArray(labels) ? labels : []
  return ids.map((id, index) => ({ id: textOf(id), label: textOf(names[index] ?? id) }))
}
