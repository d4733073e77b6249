// The single requests by which tables are read and written row by row; batches, renewal and reports are the session's.
import type { SortKey } from '@shared/query/query'
import type { Row } from '@shared/table/table-slice'

/**
 * A value to write. Whole numbers and decimals may be text with all their digits, dates are ISO 8601 text,
 * references are ids (several: a list of ids), null is no value.
 */
export type WriteValue = string | number | bigint | boolean | null | readonly (string | number | bigint)[]

/** Values by attribute. In a change, attributes that are not named, or undefined, stay as they are. */
export type RowValues = Readonly<Record<string, WriteValue | undefined>>

/** A file for a file attribute. */
export type FileValue = { readonly name: string; readonly content: Blob }

/** Files that the server holds for a row, by attribute. */
export type StoredFiles = ReadonlyMap<string, { readonly id: string; readonly name: string }>

/** A row as the server writes it: what has no value is left out, whole numbers beyond 2^53 are text. */
export type ServerRow = Readonly<Record<string, unknown>>

/** A rule of the servers' query language, such as `{ field: 'Chr', operator: 'EQUALS', value: '1' }`. */
export type QueryRule = {
  readonly field?: string
  readonly operator: string
  readonly value?: RuleValue | readonly RuleValue[]
  readonly nestedRules?: readonly QueryRule[]
}
type RuleValue = string | number | bigint | boolean

/** Which attributes of a row are wanted, and in what form. */
export type RowSelection = {
  /** Null for all. */
  readonly attributes: readonly string[] | null
  /** References to be written out with all attributes of the row that they mean. */
  readonly expand: readonly string[]
  /** Rows that can be sent back as they are: ids for references, nothing that is not a value. */
  readonly isUploadable: boolean
}

/** A window of rows: `q` is RSQL, or query rules, or null for all rows. */
export type PageRequest = RowSelection & {
  readonly q: string | readonly QueryRule[] | null
  readonly sort: readonly SortKey[]
  readonly start: number
  readonly num: number
}

/** A window of rows, the number of rows that pass in all, and the whole answer as it came. */
export type RowPage = { readonly rows: readonly ServerRow[]; readonly total: number; readonly raw: unknown }

/** What became of rows whose answer was lost; `different`: there is a row with this id that is not the one sent. */
export type Arrival = 'there' | 'absent' | 'different'

/** What an import does with rows that are there already. */
export type DataAction = 'ADD' | 'ADD_UPDATE_EXISTING' | 'UPDATE' | 'ADD_IGNORE_EXISTING'
/** What an import does with tables that are there already. */
export type MetadataAction = 'ADD' | 'UPDATE' | 'UPSERT' | 'IGNORE'

/** A file for the server's own importer. */
export type ImportRequest = {
  readonly file: FileValue
  readonly dataAction: DataAction
  /** Null leaves it to the server. */
  readonly metadataAction: MetadataAction | null
  /** Package for new tables; null for none. */
  readonly packageId: string | null
}

/** How far an import is; `message` without markup. */
export type ImportRun = {
  readonly path: string
  readonly status: 'RUNNING' | 'FINISHED' | 'FAILED'
  readonly message: string | null
  readonly importedEntities: readonly string[]
  /** Tables that were made, and those of which the message says that rows were written. */
  readonly writtenTables: readonly string[]
}

/**
 * Tables of one server, one request (or one small step) at a time.
 *
 * All methods throw AppErrors; a refusal of rows is `server.refused` or `input.invalid` with the server's words and,
 * where they can be told, `attribute` and `rowIndex` (from 0, in the rows given). A batch is written whole or not at all.
 */
export interface TableAccess {
  /** Most rows of one batch. */
  readonly maxBatchRows: number
  /** Most rows of one page that can be read without holding anything up. */
  pageRows(tableId: string, signal: AbortSignal): Promise<number>
  /** Name of the attribute that holds the ids. */
  idAttribute(tableId: string, signal: AbortSignal): Promise<string>
  /** @throws AppError `input.invalid` for an attribute that the table does not have or that cannot be written */
  checkAttributes(tableId: string, names: Iterable<string>, signal: AbortSignal): Promise<void>
  readPage(tableId: string, request: PageRequest, signal: AbortSignal): Promise<RowPage>
  /** Null when there is no row with this id. */
  readRow(tableId: string, id: string, selection: RowSelection, signal: AbortSignal): Promise<ServerRow | null>
  /**
   * The rows that there are for these ids, as cells, by the text of the id.
   *
   * @param names  attributes wanted; null for all. The id comes in any case.
   */
  readCells(
    tableId: string,
    ids: readonly string[],
    names: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Row>>
  /** Make sure that what was read was given to the person signed in. @throws AppError `auth.expired` */
  confirm(signal: AbortSignal): Promise<void>
  /** @returns the id of the new row */
  addRow(
    tableId: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>>,
    signal: AbortSignal,
  ): Promise<string>
  /** @returns the ids of the new rows, in their order */
  addRows(tableId: string, rows: readonly RowValues[], signal: AbortSignal): Promise<readonly string[]>
  /** Change the attributes named in each row, which also names its id; nothing else of the rows changes. */
  changeRows(tableId: string, rows: readonly RowValues[], signal: AbortSignal): Promise<void>
  /**
   * Replace files of one row, which names its id, and change the attributes that it names; nothing else changes.
   *
   * @throws AppError `input.invalid` for rows that the server would change further, `server.refused` for ids that it
   *   cannot be told this way
   */
  changeFiles(
    tableId: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>>,
    signal: AbortSignal,
  ): Promise<void>
  /** The files that these attributes of a row hold. */
  storedFiles(tableId: string, id: string, attributes: readonly string[], signal: AbortSignal): Promise<StoredFiles>
  /** Rows that are not there are passed over. */
  deleteRows(tableId: string, ids: readonly string[], signal: AbortSignal): Promise<void>
  deleteAllRows(tableId: string, signal: AbortSignal): Promise<void>
  /** Those of the ids that have a row. */
  findIds(tableId: string, ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>
  /** What became of rows that were sent; null when they cannot be recognised because a row has no id of its own. */
  findArrivals(tableId: string, rows: readonly RowValues[], signal: AbortSignal): Promise<readonly Arrival[] | null>
  entityMetaData(tableId: string, signal: AbortSignal): Promise<ServerRow>
  attributeMetaData(tableId: string, attribute: string, signal: AbortSignal): Promise<ServerRow>
  /** As the metadata interface writes it; servers without it are read through v2. */
  meta(tableId: string, signal: AbortSignal): Promise<ServerRow>
  /** @returns the path of the run */
  importFile(request: ImportRequest, signal: AbortSignal): Promise<string>
  readImportRun(path: string, signal: AbortSignal): Promise<ImportRun>
}
