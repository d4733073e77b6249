// The session with a server as programs use it: the surface of the published Python client, in camelCase.
import { AppError } from '@shared/errors/app-error'
import type { Row } from '@shared/table/table-slice'
import type {
  FileValue,
  ImportRun,
  RowSelection,
  RowValues,
  ServerRow,
  TableAccess,
  WriteValue,
} from '@main/server/table-access'
import { packTables } from './import-zip'
import { checkImport, followImport } from './import-run'
import { readRows } from './read-rows'
import { RowWriter, type WriterPatience } from './row-writer'
import {
  signalOf,
  type CallOptions,
  type GetOptions,
  type RowOptions,
  type SessionAccess,
  type UploadOptions,
  type WriteOptions,
} from './session-options'
import { renewing } from './renewing'
import { wholeOrThrow, type WriteReport } from './write-report'

/** In the place of an id: every row of the table. Said in full, so that a missing id never deletes a table. */
export const allRows = Symbol('all rows')

/**
 * A session on one server.
 *
 * Every method can be cancelled by `signal`, has time-outs, and goes on by itself when the token died meanwhile and a
 * new one is given. Entities are tables, by their full id; ids may hold any characters. Errors are AppErrors:
 * `auth.*`, `network.*`, `server.*`, `table.missing`, `input.invalid` and `cancelled`.
 */
export class Session {
  private readonly writer: RowWriter

  constructor(
    private readonly access: SessionAccess,
    patience: Partial<WriterPatience> = {},
  ) {
    this.writer = new RowWriter(access, patience)
  }

  /**
   * Sign in; the token stays in the session and goes into a header only.
   *
   * @throws AppError `auth.refused`, `auth.password-change`
   */
  login(username: string, password: string, options: CallOptions = {}): Promise<void> {
    return this.access.signIn(username, password, signalOf(options))
  }

  /** End the session here and on the server; what guests may see can still be asked for. */
  logout(options: CallOptions = {}): Promise<void> {
    return this.access.signOut(signalOf(options))
  }

  /**
   * Rows of a table, page by page to the last one.
   *
   * Values are as the server writes them: what is empty is left out, whole numbers beyond 2^53 are text with all their
   * digits, references are objects with id and label.
   *
   * @param options  `raw`: only the first page, whole as the server sent it, metadata included
   * @throws AppError `query.refused` with the server's words, `input.invalid` for unknown attributes
   */
  get(entity: string, options: GetOptions & { readonly raw: true }): Promise<unknown>
  get(entity: string, options?: GetOptions & { readonly raw?: false }): Promise<ServerRow[]>
  get(entity: string, options: GetOptions & { readonly raw?: boolean } = {}): Promise<unknown> {
    return readRows(this.access, entity, options, options.raw === true)
  }

  /** The row with this id; null when there is none. */
  getById(entity: string, id: string | number, options: RowOptions = {}): Promise<ServerRow | null> {
    return this.tables(options, async (tables, signal) => {
      const row = await tables.readRow(entity, String(id), selectionOf(options), signal)
      // A guest may be shown fewer rows.
      if (row === null) await tables.confirm(signal)
      return row
    })
  }

  /**
   * The rows that there are for these ids, as cells, by the text of their ids; ids that are not there are left out.
   * Beyond the client's surface, for comparing many rows.
   */
  getByIds(
    entity: string,
    ids: readonly string[],
    options: Pick<RowOptions, 'signal' | 'attributes'> = {},
  ): Promise<ReadonlyMap<string, Row>> {
    return this.confirmed(options, (tables, signal) =>
      tables.readCells(entity, ids, options.attributes ?? null, signal),
    )
  }

  /** Those of the ids that have a row. Beyond the client's surface. */
  findIds(entity: string, ids: readonly string[], options: CallOptions = {}): Promise<ReadonlySet<string>> {
    return this.confirmed(options, (tables, signal) => tables.findIds(entity, ids, signal))
  }

  /**
   * Add one row, with files for its file attributes.
   *
   * @returns the new row's id
   * @throws AppError `input.invalid` for attributes that the table does not have, `server.refused` with the server's words
   */
  add(
    entity: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>> = {},
    options: CallOptions = {},
  ): Promise<string> {
    return this.writer.addOne(entity, row, files, signalOf(options))
  }

  /**
   * Add any number of rows, in batches of 1,000 of which each is added whole or not at all.
   *
   * @returns a report with the ids, in the order of the rows
   * @throws WriteFailure with the report, when not all rows were added; `input.invalid` before anything is sent
   */
  async addAll(entity: string, rows: readonly RowValues[], options: WriteOptions = {}): Promise<WriteReport> {
    return wholeOrThrow(await this.writer.add(entity, rows, options))
  }

  /** Change one attribute of one row; null empties it. */
  async updateOne(
    entity: string,
    id: string | number,
    attribute: string,
    value: WriteValue,
    options: CallOptions = {},
  ): Promise<void> {
    const idAttribute = await this.tables(options, (tables, signal) => tables.idAttribute(entity, signal))
    if (attribute === idAttribute) throw new AppError('input.invalid', 'The id of a row cannot be changed.')
    await this.updateAll(entity, [{ [idAttribute]: String(id), [attribute]: value }], options)
  }

  /**
   * Change any number of rows, in batches of 1,000. Each row names its id and the attributes to change; all others stay.
   *
   * @throws WriteFailure with the report, when not all rows were changed; `input.invalid` before anything is sent
   */
  async updateAll(entity: string, rows: readonly RowValues[], options: WriteOptions = {}): Promise<WriteReport> {
    return wholeOrThrow(await this.writer.change(entity, rows, options))
  }

  /**
   * Replace files of one row that is there, and change what else the row names; all other attributes stay.
   *
   * Servers take files only with the whole row, so it is read first and sent as a form, after a look that the form says
   * all of it.
   *
   * @param row  names the id, and attributes to change along with the files
   * @throws AppError `input.invalid` with `attribute` for what a form cannot say, `server.refused` with the server's words
   */
  updateFiles(
    entity: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>>,
    options: CallOptions = {},
  ): Promise<void> {
    return this.writer.changeFiles(entity, row, files, signalOf(options))
  }

  /**
   * Change the rows whose ids are there and add the others, as `updateAll` and `addAll` do.
   *
   * @throws WriteFailure with the report, when not all rows were written
   */
  async upsert(entity: string, rows: readonly RowValues[], options: WriteOptions = {}): Promise<WriteReport> {
    return wholeOrThrow(await this.writer.upsert(entity, rows, options))
  }

  /** Delete one row (one that is not there is no error), or, said as `allRows`, every row of the table. */
  async delete(entity: string, id: string | number | typeof allRows, options: CallOptions = {}): Promise<void> {
    if (id === allRows) return this.writer.deleteAll(entity, signalOf(options))
    if (id === '') throw new AppError('input.invalid', 'No row was named to delete.')
    await this.deleteList(entity, [id], options)
  }

  /**
   * Delete any number of rows by their ids, in batches of 1,000; ids that are not there are passed over.
   *
   * @throws WriteFailure with the report, when not all were deleted
   */
  async deleteList(
    entity: string,
    ids: readonly (string | number)[],
    options: WriteOptions = {},
  ): Promise<WriteReport> {
    return wholeOrThrow(await this.writer.delete(entity, ids.map(String), options))
  }

  /** A table's metadata with all attributes, as the server's first interface writes them. */
  getEntityMetaData(entity: string, options: CallOptions = {}): Promise<ServerRow> {
    return this.tables(options, (tables, signal) => tables.entityMetaData(entity, signal))
  }

  /** One attribute's metadata. */
  getAttributeMetaData(entity: string, attribute: string, options: CallOptions = {}): Promise<ServerRow> {
    return this.tables(options, (tables, signal) => tables.attributeMetaData(entity, attribute, signal))
  }

  /** A table's metadata as the metadata interface of servers since 8.3 writes it; of older ones in the same form. */
  getMeta(entity: string, options: CallOptions = {}): Promise<ServerRow> {
    return this.tables(options, (tables, signal) => tables.meta(entity, signal))
  }

  /**
   * Hand a file (EMX zip or XLSX, CSV, VCF …) to the server's importer and wait for its end.
   *
   * @throws AppError `server.refused` with the server's message when the import failed
   */
  uploadZip(file: FileValue, options: UploadOptions = {}): Promise<ImportRun> {
    return followImport(this.access, file, options)
  }

  /**
   * Import rows of several tables at once by the server's importer.
   *
   * @param tables  rows by the id of their table
   * @throws AppError `input.invalid` for attributes that a table does not have, `server.refused` as `uploadZip`
   */
  async importData(
    tables: Readonly<Record<string, readonly RowValues[]>>,
    options: UploadOptions = {},
  ): Promise<ImportRun> {
    const content = await packTables(tables)
    await checkImport(this.access, tables, signalOf(options))
    return followImport(this.access, { name: 'import.zip', content }, options)
  }

  /** A dead token is silent: a guest may be shown fewer rows. */
  private confirmed<T>(
    options: CallOptions,
    work: (tables: TableAccess, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return this.tables(options, async (tables, signal) => {
      const answer = await work(tables, signal)
      await tables.confirm(signal)
      return answer
    })
  }

  private tables<T>(options: CallOptions, work: (tables: TableAccess, signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = signalOf(options)
    return renewing(this.access, signal, async () => work(await this.access.tables(signal), signal))
  }
}

function selectionOf({ attributes, expand, uploadable }: RowOptions): RowSelection {
  return { attributes: attributes ?? null, expand: expand ?? [], isUploadable: uploadable === true }
}
