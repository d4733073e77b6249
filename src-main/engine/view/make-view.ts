// Finds the numbers of the rows that pass, and puts them into their order.
import { DuckDBBitValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import type { CompiledQuery } from '../query/compile-query'
import type { OpenCopy } from '../store/copy-store'
import { readOne } from '../store/open-database'
import { bitsInOrder, countBits, setBits } from '../store/set-bits'
import { BoundValues } from '../store/sql-text'
import { hasNumber } from './row-numbers'
import type { View } from './view-cache'

/** Up to so many rows, and so large a part of the table, are sorted by themselves. */
const mostSorted = 20_000
const largestPart = 0.02

/** The rows of a compiled query, in their order. */
export async function makeView(
  copy: OpenCopy,
  connection: DuckDBConnection,
  { where, order, values, found }: CompiledQuery,
  signal: AbortSignal,
): Promise<View> {
  const { rowCount } = copy.about
  if (rowCount === 0 || (where === null && order.length === 0)) return { rows: null, rowCount }
  if (where === null) return wholeInOrder(copy, order, signal)
  // One bit for each row of the table: however many pass, they are read at once.
  const bits =
    found !== undefined
      ? found
      : await readOne(connection, `SELECT bitstring_agg(n, 0, ${rowCount - 1}) FROM rows WHERE ${where}`, values)
  if (!(bits instanceof DuckDBBitValue)) return { rows: new Int32Array(0), rowCount: 0 }
  const count = countBits(bits)
  if (order.length > 0 && count > Math.min(mostSorted, rowCount * largestPart)) {
    // The order of the whole table is gone through, which stays for the filters that come after this one.
    const whole = await wholeInOrder(copy, order, signal)
    if (whole.rows !== null) return { rows: bitsInOrder(bits, whole.rows), rowCount: count }
  }
  const rows = setBits(bits)
  return order.length === 0 ? { rows, rowCount: count } : inOrder(connection, rows, order)
}

async function inOrder(connection: DuckDBConnection, rows: Int32Array, order: readonly string[]): Promise<View> {
  if (rows.length < 2) return { rows, rowCount: rows.length }
  const bound = new BoundValues()
  return sorted(connection, ` WHERE ${hasNumber(Array.from(rows), bound)}`, order, bound.values)
}

/** All rows in an order; from the cache where it was asked for before. */
const wholeInOrder = (copy: OpenCopy, order: readonly string[], signal: AbortSignal): Promise<View> =>
  copy.views.get(`order ${order.join(', ')}`, signal, (sharedSignal) =>
    copy.pool.use(sharedSignal, (connection) => sorted(connection, '', order, [])),
  )

async function sorted(
  connection: DuckDBConnection,
  passing: string,
  order: readonly string[],
  values: readonly DuckDBValue[],
): Promise<View> {
  const result = await connection.run(`SELECT n FROM rows${passing} ORDER BY ${order.join(', ')}`, [...values])
  const rows = new Int32Array(Number(result.rowCount))
  let at = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    const numbers = chunk.getColumnVector(0)
    for (let row = 0; row < numbers.itemCount; row += 1, at += 1) rows[at] = Number(numbers.getItem(row))
  }
  return { rows, rowCount: rows.length }
}
