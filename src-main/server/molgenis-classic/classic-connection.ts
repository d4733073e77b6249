// An open connection to a classic server: lists and describes tables, gives their rows, and pages for bulk reading.
import { AppError } from '@shared/errors/app-error'
import type { Query } from '@shared/query/query'
import { emptyQuery, isFiltering } from '@shared/query/query'
import type { Table, TableListing } from '@shared/table/table'
import { z } from 'zod'
import type { RowSource, RowWindow } from '../row-source'
import type { Capabilities } from '../server-connection'
import type { DialectConnection } from '../server-dialect'
import type { Asker } from './ask'
import { ClassicTables } from './classic-tables'
import { readingOf, type Generation } from './generations'
import { readDistribution } from './distribution/read-distribution'
import { listTables } from './listing'
import { lookUp } from './rows/look-up'
import { pickColumns, toSlice } from './map-cell'
import { toTable } from './map-table'
import { readNumbers } from './rows/numbers'
import { PageReader } from './rows/page-reader'
import { findPosition } from './rows/position'
import { metadataRequest } from './requests'
import { ShortPlanShelf } from './plan/plan-shelf'
import { indexWindow } from './rows/page-size'
import { openRulePage } from './rows/rule-page'
import { isNumberType } from '@shared/table/value-type'
import { entityTypeSchema, type WireEntityType } from './wire'

const describedSchema = z.object({ meta: entityTypeSchema })

/** A connection that keeps the metadata it has read until it is told to forget. */
export class ClassicConnection implements DialectConnection {
  readonly capabilities: Capabilities
  readonly access: ClassicTables
  private readonly tables = new Map<string, Table>()
  private readonly packageIds = new Map<string, string | null>()
  private readonly shelf = new ShortPlanShelf()

  constructor(
    private readonly asker: Asker,
    private readonly generation: Generation,
  ) {
    this.capabilities = { maxPageRows: 10_000, importer: generation.importer }
    this.access = new ClassicTables(asker, generation, (tableId, signal) => this.table(tableId, signal))
  }

  forget(): void {
    this.tables.clear()
    this.packageIds.clear()
    this.shelf.clear()
  }

  async listTables(signal: AbortSignal): Promise<TableListing> {
    const listing = await listTables(this.asker, this.generation, signal)
    for (const { id, packageId } of listing.tables) this.packageIds.set(id, packageId)
    return listing
  }

  async describeTable(tableId: string, signal: AbortSignal): Promise<Table> {
    const meta = await this.metadata(tableId, signal)
    const reading = readingOf(this.generation)
    const described = toTable(meta, this.packageIds.get(tableId) ?? null)
    const table = reading === null ? described : { ...described, reading }
    this.tables.set(tableId, table)
    return table
  }

  rowSource(tableId: string): RowSource {
    const reader = (signal: AbortSignal) => this.reader(tableId, signal)
    return {
      describe: (signal) => this.describeTable(tableId, signal),
      count: async (query, signal) => (await reader(signal)).count(query, signal),
      rows: async (query, window, signal) => {
        const pages = await reader(signal)
        const columns = pickColumns(pages.table, query.columns)
        const { items, total } = await pages.read(query, query.columns, window, signal)
        return toSlice(items, columns, window.offset, total)
      },
      row: async (id, signal) => readRow(await reader(signal), id, signal),
      numbers: async (query, request, signal) => readNumbers(await reader(signal), query, request, signal),
      lookUp: async (column, text, limit, signal) => {
        const own = await reader(signal)
        return lookUp({ own, target: (id, until) => this.reader(id, until) }, column, text, limit, signal)
      },
      position: async (query, id, signal) => findPosition(await reader(signal), query, id, signal),
      distribution: async (query, request, signal) => readDistribution(await reader(signal), query, request, signal),
      explain: async (query, signal) => (await reader(signal)).explain(query, signal),
    }
  }

  async openPage(table: Table, query: Query, window: RowWindow, signal: AbortSignal): Promise<Response> {
    const limit = Math.min(window.limit, this.capabilities.maxPageRows)
    const reader = this.readerOf(table)
    pickColumns(table, query.columns)
    const plan = await reader.plan(query, signal)
    // The index refuses to give all that it can give in one answer.
    const isAllOfIndex = plan.engine === 'index' && limit >= indexWindow
    if (!reader.isPlain(plan) || isAllOfIndex) {
      const page = await openRulePage(reader, query, { ...window, limit }, signal)
      await this.asker.confirm(signal)
      return page
    }
    const request = reader.request(plan, query.columns, window.offset, limit)
    const subject = { tableId: table.id, hasQuery: isFiltering(query) }
    return this.asker.open(request, subject, signal, (error) => reader.refine(error, query))
  }

  /** With a row, as all servers take it; without one where that row refers to what may not be read. */
  private async metadata(tableId: string, signal: AbortSignal): Promise<WireEntityType> {
    const ask = async (rowCount: 0 | 1) =>
      (await this.asker.ask(metadataRequest(tableId, rowCount), describedSchema, { tableId }, signal)).meta
    try {
      return await ask(1)
    } catch (error) {
      const isReferred = error instanceof AppError && error.facts['deniedTableId'] !== undefined
      if (!isReferred || !this.generation.hasEmptyPages) throw error
      return ask(0)
    }
  }

  private async reader(tableId: string, signal: AbortSignal): Promise<PageReader> {
    return this.readerOf(await this.table(tableId, signal))
  }

  private readerOf(table: Table): PageReader {
    const { asker, generation, shelf } = this
    return new PageReader({ asker, generation, shelf, readerOf: (id, signal) => this.reader(id, signal) }, table)
  }

  private async table(tableId: string, signal: AbortSignal): Promise<Table> {
    return this.tables.get(tableId) ?? (await this.describeTable(tableId, signal))
  }
}

/** Read by a condition, not by path: servers refuse paths with encoded slashes. */
async function readRow(reader: PageReader, id: string, signal: AbortSignal) {
  const { table } = reader
  const idColumn = table.columns.find(({ isId }) => isId)
  if (!idColumn) throw new AppError('table.missing', `The table ${table.label} has no id to find a row by.`)
  if (id === '' || (isNumberType(idColumn.type) && !/^[+-]?\d+$/.test(id))) return null
  const query = emptyQuery()
  query.filter.children.push({
    kind: 'condition',
    id: 'row',
    attribute: idColumn.name,
    operator: 'equals',
    values: [id],
    isOff: false,
  })
  const { items, total } = await reader.read(query, null, { offset: 0, limit: 1 }, signal)
  return items.length === 0 ? null : toSlice(items, table.columns, 0, total)
}
