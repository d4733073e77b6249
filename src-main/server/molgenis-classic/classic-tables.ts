// Reads and changes the tables of a classic server row by row, each method one request or one small step.
import { AppError } from '@shared/errors/app-error'
import type { Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import { rowsAtOnce } from '@shared/table/rows-at-once'
import { z } from 'zod'
import type {
  FileValue,
  ImportRequest,
  PageRequest,
  RowPage,
  RowSelection,
  RowValues,
  ServerRow,
  TableAccess,
} from '../table-access'
import type { Asker } from './ask'
import type { Generation } from './generations'
import { pickColumns, toCell } from './map-cell'
import { metadataForm } from './metadata-form'
import { collection, metadataRequest, read } from './requests'
import { readRowPage } from './rows/read-row-page'
import { asUploadable } from './rows/row-shape'
import { readOneRow, readRowsById, type RowPlace } from './rows/rows-by-id'
import { RowEditing } from './writing/row-editing'
import { importFile, readImportRun } from './writing/import-wizard'
import { requireColumn } from './writing/write-value'
import { valueIn } from './wire'

const objectSchema = z.record(z.string(), z.unknown())

/** Tables of one server, for the session's own surface. */
export class ClassicTables implements TableAccess {
  readonly maxBatchRows = 1_000
  private readonly editing: RowEditing

  constructor(
    private readonly asker: Asker,
    private readonly generation: Generation,
    private readonly table: (tableId: string, signal: AbortSignal) => Promise<Table>,
  ) {
    this.editing = new RowEditing(asker, generation)
  }

  async pageRows(tableId: string, signal: AbortSignal): Promise<number> {
    return rowsAtOnce((await this.table(tableId, signal)).columns.length)
  }

  async idAttribute(tableId: string, signal: AbortSignal): Promise<string> {
    const { idColumn, label } = await this.table(tableId, signal)
    if (idColumn !== '') return idColumn
    throw new AppError('table.missing', `The table ${label} has no id to find a row by.`, { facts: { tableId } })
  }

  async checkAttributes(tableId: string, names: Iterable<string>, signal: AbortSignal): Promise<void> {
    const table = await this.table(tableId, signal)
    for (const name of names) requireColumn(table, name)
  }

  async readPage(tableId: string, request: PageRequest, signal: AbortSignal): Promise<RowPage> {
    const place = await this.place(tableId, signal)
    requireAll(place.table, request)
    const page = await readRowPage(place, request, signal)
    return request.isUploadable ? { ...page, rows: page.rows.map((row) => asUploadable(row, place.table)) } : page
  }

  async readRow(tableId: string, id: string, selection: RowSelection, signal: AbortSignal): Promise<ServerRow | null> {
    const place = await this.place(tableId, signal)
    requireAll(place.table, selection)
    const row = await readOneRow(place, id, selection, signal)
    return row !== null && selection.isUploadable ? asUploadable(row, place.table) : row
  }

  async readCells(
    tableId: string,
    ids: readonly string[],
    names: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Row>> {
    const place = await this.place(tableId, signal)
    const wanted = names === null ? null : [...new Set([place.table.idColumn, ...names])]
    const columns = pickColumns(place.table, wanted)
    const rows = new Map<string, Row>()
    for (const [id, row] of await readRowsById(place, ids, wanted, signal)) {
      rows.set(
        id,
        Object.fromEntries(columns.map((column) => [column.name, toCell(valueIn(row, column.name), column)])),
      )
    }
    return rows
  }

  confirm(signal: AbortSignal): Promise<void> {
    return this.asker.confirm(signal)
  }

  async addRow(
    tableId: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>>,
    signal: AbortSignal,
  ): Promise<string> {
    return this.editing.addRow(await this.place(tableId, signal), row, files, signal)
  }

  async addRows(tableId: string, rows: readonly RowValues[], signal: AbortSignal): Promise<readonly string[]> {
    return this.editing.addRows(await this.place(tableId, signal), rows, signal)
  }

  async changeRows(tableId: string, rows: readonly RowValues[], signal: AbortSignal): Promise<void> {
    await this.editing.changeRows(await this.place(tableId, signal), rows, signal)
  }

  async changeFiles(
    tableId: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.editing.changeFiles(await this.place(tableId, signal), row, files, signal)
  }

  async storedFiles(tableId: string, id: string, attributes: readonly string[], signal: AbortSignal) {
    return this.editing.storedFiles(await this.place(tableId, signal), id, attributes, signal)
  }

  async deleteRows(tableId: string, ids: readonly string[], signal: AbortSignal): Promise<void> {
    await this.editing.deleteRows(await this.place(tableId, signal), ids, signal)
  }

  deleteAllRows(tableId: string, signal: AbortSignal): Promise<void> {
    return this.editing.deleteAllRows(tableId, signal)
  }

  async findIds(tableId: string, ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    return new Set((await readRowsById(await this.place(tableId, signal), ids, [], signal)).keys())
  }

  async findArrivals(tableId: string, rows: readonly RowValues[], signal: AbortSignal) {
    return this.editing.findArrivals(await this.place(tableId, signal), rows, signal)
  }

  entityMetaData(tableId: string, signal: AbortSignal): Promise<ServerRow> {
    const request = read(`${collection('v1', tableId)}/meta?expand=attributes`)
    return this.asker.ask(request, objectSchema, { tableId }, signal)
  }

  async attributeMetaData(tableId: string, attribute: string, signal: AbortSignal): Promise<ServerRow> {
    const request = read(`${collection('v1', tableId)}/meta/${encodeURIComponent(attribute)}`)
    try {
      return await this.asker.ask(request, objectSchema, {}, signal)
    } catch (error) {
      if (!(error instanceof AppError) || error.facts['status'] !== 404) throw error
      // Servers say the same of an attribute that is not there as of a table.
      await this.entityMetaData(tableId, signal)
      throw noAttribute(tableId, attribute)
    }
  }

  async meta(tableId: string, signal: AbortSignal): Promise<ServerRow> {
    if (this.generation.hasMetadataApi) {
      const request = read(`/api/metadata/${encodeURIComponent(tableId)}?flattenAttributes=true`)
      try {
        return await this.asker.ask(request, objectSchema, { tableId }, signal)
      } catch (error) {
        // Where the interface is switched off, its address is one that the server does not know.
        if (!(error instanceof AppError) || error.facts['status'] !== 404 || error.code === 'table.missing') throw error
      }
    }
    const described = z.object({ meta: objectSchema })
    const { meta } = await this.asker.ask(metadataRequest(tableId), described, { tableId }, signal)
    return metadataForm(meta, this.asker.root)
  }

  importFile(request: ImportRequest, signal: AbortSignal): Promise<string> {
    return importFile(this.asker, this.generation.importer, request, signal)
  }

  readImportRun(path: string, signal: AbortSignal) {
    return readImportRun(this.asker, path, signal)
  }

  private async place(tableId: string, signal: AbortSignal): Promise<RowPlace> {
    const { asker, generation } = this
    return { asker, generation, table: await this.table(tableId, signal) }
  }
}

/** Servers refuse some unknown attributes in a selection, and pass over others in silence. */
function requireAll(table: Table, { attributes, expand }: Pick<RowSelection, 'attributes' | 'expand'>): void {
  for (const name of [...(attributes ?? []), ...expand]) requireColumn(table, name)
}

const noAttribute = (tableId: string, attribute: string) =>
  new AppError('input.invalid', `The table ${tableId} has no attribute '${attribute}'.`, {
    facts: { attribute, tableId },
  })
