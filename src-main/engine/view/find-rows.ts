// Finds the rows of a query and their order.
import { DuckDBBitValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import { activeFilter } from '@shared/query/query'
import { withResolvedDates } from '@shared/query/relative-date'
import { findAttribute } from '@shared/rsql/rsql-attribute'
import type { ValueType } from '@shared/table/value-type'
import type { AskedQuery } from '../messages'
import { compileQuery, type CompiledQuery } from '../query/compile-query'
import { compileRsql } from '../rsql/compile-rsql'
import type { OpenCopy } from '../store/copy-store'
import { setBits } from '../store/set-bits'
import { textOf } from '../store/read-value'
import type { View } from './view-cache'

/** The rows of a query, from the cache where they were asked for before. */
export function findRows(copy: OpenCopy, asked: AskedQuery, signal: AbortSignal | undefined): Promise<View> {
  const query = withDays(copy, asked)
  return copy.views.get(viewKey(query), signal, (sharedSignal) =>
    copy.pool.use(sharedSignal, (connection) => makeView(copy, connection, query, sharedSignal)),
  )
}

/** A query with its relative dates as days. */
export const withDays = (copy: OpenCopy, query: AskedQuery): AskedQuery =>
  withResolvedDates(query, (attribute) => typeIn(copy, attribute), new Date())

/** Type of an attribute, also of a referenced row's; null where it is not known. */
function typeIn({ about, references }: OpenCopy, attribute: string): ValueType | null {
  const found = findAttribute(attribute, about.table, (id) => references.get(id)?.about.table)
  return typeof found === 'string' ? null : found.type
}

const isRsql = (rsql: string | null | undefined): rsql is string => typeof rsql === 'string' && rsql.trim() !== ''

/** What of a query decides on the rows and their order, as one text. Ids of conditions do not. */
function viewKey({ filter, search, sort, rsql }: AskedQuery): string {
  const rows = isRsql(rsql) ? [rsql] : [activeFilter(filter), search.trim()]
  return JSON.stringify([...rows, sort], (name, value: unknown) => (name === 'id' ? undefined : value))
}

/** Compile a query for a copy, with a connection for the look-ups that this needs. */
export function compileFor(copy: OpenCopy, connection: DuckDBConnection, query: AskedQuery): Promise<CompiledQuery> {
  const selectRows = async (sql: string, values: readonly DuckDBValue[]) =>
    (await connection.runAndReadAll(sql, [...values])).getRowsJS()
  const context = {
    about: copy.about,
    columns: copy.columns,
    references: copy.references,
    selectRows,
    selectNumbers: async (sql: string, values: readonly DuckDBValue[]) =>
      (await selectRows(sql, values)).map(([value]) => Number(value)),
    selectTexts: async (sql: string, values: readonly DuckDBValue[]) =>
      (await selectRows(sql, values)).map(([value]) => textOf(value)),
  }
  const { rsql } = query
  return isRsql(rsql) ? compileRsql(rsql, query.sort, context) : compileQuery(query, context)
}

async function makeView(
  copy: OpenCopy,
  connection: DuckDBConnection,
  query: AskedQuery,
  signal: AbortSignal,
): Promise<View> {
  const { where, order, values } = await compileFor(copy, connection, query)
  const { rowCount } = copy.about
  if (where === null && order.length === 0) return { rows: null, rowCount }
  throwIfCancelled(signal)
  const passing = where === null ? '' : ` WHERE ${where}`
  if (order.length === 0) return inOwnOrder(copy, connection, passing, values)
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

/** Rows in the copy's own order come as one bit for each row of the table, which is read at once. */
async function inOwnOrder(
  { about: { rowCount } }: OpenCopy,
  connection: DuckDBConnection,
  passing: string,
  values: readonly DuckDBValue[],
): Promise<View> {
  if (rowCount === 0) return { rows: new Int32Array(0), rowCount: 0 }
  const sql = `SELECT bitstring_agg(n, 0, ${rowCount - 1}) FROM rows${passing}`
  const chunk = await (await connection.run(sql, [...values])).fetchChunk()
  const bits = chunk?.getColumnVector(0).getItem(0)
  const rows = bits instanceof DuckDBBitValue ? setBits(bits) : new Int32Array(0)
  return { rows, rowCount: rows.length }
}
