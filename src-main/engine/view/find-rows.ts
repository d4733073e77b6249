// Finds the rows of a query and their order.
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import { activeFilter, type Query } from '@shared/query/query'
import { compileQuery, type CompiledQuery } from '../query/compile-query'
import type { OpenCopy } from '../store/copy-store'
import type { View } from './view-cache'

/** The rows of a query, from the cache where they were asked for before. */
export function findRows(copy: OpenCopy, query: Query, signal: AbortSignal | undefined): Promise<View> {
  return copy.views.get(viewKey(query), signal, (sharedSignal) =>
    copy.pool.use(sharedSignal, (connection) => makeView(copy, connection, query, sharedSignal)),
  )
}

/** What of a query decides on the rows and their order, as one text. Ids of conditions do not. */
function viewKey({ filter, search, sort }: Query): string {
  const active = activeFilter(filter)
  return JSON.stringify([active, search.trim(), sort], (name, value: unknown) => (name === 'id' ? undefined : value))
}

/** Compile a query for a copy, with a connection for the look-ups that this needs. */
export function compileFor(copy: OpenCopy, connection: DuckDBConnection, query: Query): Promise<CompiledQuery> {
  const selectNumbers = async (sql: string, values: readonly DuckDBValue[]): Promise<readonly number[]> => {
    const reader = await connection.runAndReadAll(sql, [...values])
    return reader.getRowsJS().map(([value]) => Number(value))
  }
  return compileQuery(query, { about: copy.about, columns: copy.columns, selectNumbers })
}

async function makeView(
  copy: OpenCopy,
  connection: DuckDBConnection,
  query: Query,
  signal: AbortSignal,
): Promise<View> {
  const { where, order, values } = await compileFor(copy, connection, query)
  const { rowCount } = copy.about
  if (where === null && order.length === 0) return { rows: null, rowCount }
  throwIfCancelled(signal)
  const sql = `SELECT n FROM rows${where === null ? '' : ` WHERE ${where}`}${order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`}`
  const result = await connection.run(sql, [...values])
  const found = new Int32Array(Number(result.rowCount))
  let at = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    chunk.visitColumnValues(0, (value) => {
      found[at] = Number(value)
      at += 1
    })
  }
  // Without an order of its own the answer of a parallel scan may come in any.
  if (order.length === 0) found.sort()
  return { rows: found, rowCount: found.length }
}
