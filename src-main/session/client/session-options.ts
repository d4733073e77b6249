// What the methods of a session can be told, and what a session needs.
import type { SortKey } from '@shared/query/query'
import type { DataAction, ImportRun, MetadataAction, QueryRule, TableAccess } from '@main/server/table-access'
import type { OnRefusal } from './batch-run'

/** Where a session finds its tables, and how it gets a token. */
export type SessionAccess = {
  readonly tables: (signal: AbortSignal) => Promise<TableAccess>
  readonly signIn: (userName: string, password: string, signal: AbortSignal) => Promise<void>
  readonly signOut: (signal: AbortSignal) => Promise<void>
  /** After the token died: resolves when there is one again. @throws AppError `auth.expired` when nobody signs in */
  readonly renew: (signal: AbortSignal) => Promise<void>
}

/** Everything can be cancelled. */
export type CallOptions = { readonly signal?: AbortSignal }

/** How a row is told. */
export type RowOptions = CallOptions & {
  /** All when left out. */
  readonly attributes?: readonly string[]
  /** References to be written out with all their attributes. */
  readonly expand?: readonly string[]
  /** In the form in which it can be sent back: ids for references, nothing but values. */
  readonly uploadable?: boolean
}

/** Which rows, and how. */
export type GetOptions = RowOptions & {
  /** RSQL, such as `Chr==1;Pos=gt=1000`, or query rules, such as `[{ field: 'Chr', operator: 'EQUALS', value: '1' }]`. */
  readonly q?: string | readonly QueryRule[]
  /** First row, from 0. */
  readonly start?: number
  /** Most rows; all when left out. */
  readonly num?: number
  /** Rows asked for at once, 1 to 10,000; by the width of the table when left out. */
  readonly batchSize?: number
  /** By the id when left out. */
  readonly sort?: readonly SortKey[]
  /** Told the number of rows read so far and in all. */
  readonly onProgress?: (doneRows: number, totalRows: number) => void
}

/** How rows are written. */
export type WriteOptions = CallOptions & {
  /** What a refused batch means for the others: they go on (when left out), they stop, or only rows at fault are left out. */
  readonly onRefusal?: OnRefusal
  /** Told the number of rows done so far and in all. */
  readonly onProgress?: (doneRows: number, totalRows: number) => void
}

/** What the importer does, and whether its end is waited for. */
export type UploadOptions = CallOptions & {
  /** `ADD` when left out. */
  readonly dataAction?: DataAction
  /** Left to the server when left out. */
  readonly metadataAction?: MetadataAction
  readonly packageId?: string
  /** Told how far the server is, each time that it was asked. */
  readonly onRun?: (run: ImportRun) => void
  /** Come back as soon as the server has the file. */
  readonly asynchronous?: boolean
}

/** The signal of a call that nobody cancels. */
export const signalOf = ({ signal }: CallOptions): AbortSignal => signal ?? new AbortController().signal
