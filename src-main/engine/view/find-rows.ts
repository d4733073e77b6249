// Finds the rows of a query and their order.
import type { DuckDBConnection, DuckDBValue, JS } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import { activeFilter } from '@shared/query/query'
import { withResolvedDates } from '@shared/query/relative-date'
import { findAttribute } from '@shared/rsql/rsql-attribute'
import type { ValueType } from '@shared/table/value-type'
import type { AskedQuery } from '../messages'
import { compileQuery, type CompiledQuery } from '../query/compile-query'
import { compileRsql } from '../rsql/compile-rsql'
import type { OpenCopy } from '../store/copy-store'
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
  const select = async <T>(sql: string, values: readonly DuckDBValue[], read: (value: JS | undefined) => T) => {
    const reader = await connection.runAndReadAll(sql, [...values])
    return reader.getRowsJS().map(([value]) => read(value))
  }
  const selectNumbers = (sql: string, values: readonly DuckDBValue[]) => select(sql, values, Number)
  const selectTexts = (sql: string, values: readonly DuckDBValue[]) => select(sql, values, textOf)
  const { about, columns, references } = copy
  const { rsql } = query
  if (isRsql(rsql)) return compileRsql(rsql, query.sort, { about, columns, references, selectNumbers, selectTexts })
  return compileQuery(query, { about, columns, references, selectNumbers, selectTexts })
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
