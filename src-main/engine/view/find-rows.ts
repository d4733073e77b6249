// Finds the rows of a query and their order.
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import { activeFilter } from '@shared/query/query'
import { withResolvedDates } from '@shared/query/relative-date'
import { findAttribute } from '@shared/rsql/rsql-attribute'
import type { ValueType } from '@shared/table/value-type'
import type { AskedQuery } from '../messages'
import { compileQuery, type CompiledQuery } from '../query/compile-query'
import { compileRsql } from '../rsql/compile-rsql'
import type { OpenCopy } from '../store/copy-store'
import { readOne } from '../store/open-database'
import { textOf } from '../store/read-value'
import { makeView } from './make-view'
import type { View } from './view-cache'

/** The rows of a query, from the cache where they were asked for before. */
export function findRows(copy: OpenCopy, asked: AskedQuery, signal: AbortSignal | undefined): Promise<View> {
  const query = withDays(copy, asked)
  return copy.views.get(viewKey(query), signal, (sharedSignal) =>
    copy.pool.use(sharedSignal, async (connection) => {
      const compiled = await compileFor(copy, connection, query)
      throwIfCancelled(sharedSignal)
      return makeView(copy, connection, compiled, sharedSignal)
    }),
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
    selectValue: (sql: string, values: readonly DuckDBValue[]) => readOne(connection, sql, values),
    selectNumbers: async (sql: string, values: readonly DuckDBValue[]) =>
      (await selectRows(sql, values)).map(([value]) => Number(value)),
    selectTexts: async (sql: string, values: readonly DuckDBValue[]) =>
      (await selectRows(sql, values)).map(([value]) => textOf(value)),
  }
  const { rsql } = query
  return isRsql(rsql) ? compileRsql(rsql, query.sort, context) : compileQuery(query, context)
}
