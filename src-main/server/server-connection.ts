// An open connection to one server, whatever dialect it speaks. The token stays behind it.
import type { ImporterAbility } from '@shared/import/uploads'
import type { Query } from '@shared/query/query'
import type { Table, TableListing } from '@shared/table/table'
import type { RowSource, RowWindow } from './row-source'

/** The part of `fetch` that server code uses: Electron's, Node's, or the built-in sample server's own. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** What a server can and cannot do; other rooms read this and never a dialect's name or a version. */
export type Capabilities = {
  /** Largest page that may be asked for, in rows. */
  readonly maxPageRows: number
  /** What its importer can be told; null when it takes no files from programs. */
  readonly importer: ImporterAbility | null
}

/** A server that can be asked; every question can be cancelled by its signal. */
export interface ServerConnection {
  readonly capabilities: Capabilities
  listTables(signal: AbortSignal): Promise<TableListing>
  /** @throws AppError `table.missing`, `auth.required`, `auth.expired` */
  describeTable(tableId: string, signal: AbortSignal): Promise<Table>
  /** The rows of one table. */
  rowSource(tableId: string): RowSource
  /**
   * One page of the query's answer as the server sends it: status 200 and JSON are checked, the body is unread.
   * The order is stable over pages (sorted by id where the query has no sort of its own).
   */
  openPage(table: Table, query: Query, window: RowWindow, signal: AbortSignal): Promise<Response>
}
