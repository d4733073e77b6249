// The ways in which rows are written, whichever API asks: add, replace, change, delete; each as one transaction.
import type { View } from '../access/view'
import type { AccountRegister } from '../access/account-register'
import { ServerRefusal } from '../model/server-refusal'
import type { CellValue, TableModel } from '../model/table-model'
import type { ServerStore } from '../store/server-store'
import type { StoredRow } from '../store/table-changes'
import type { WritableTable } from '../store/writable-table'
import type { WriteLock } from '../store/write-lock'
import { newId } from './auto-values'
import type { ConversionContext, UploadedFile } from './convert-value'
import { dropMetadata, isMetadataTable } from './drop-metadata'
import { inSlices } from './in-slices'
import { updateMappedBy } from './mapped-by'
import { changedRow, draftRow, idOf, type GivenRow } from './row-draft'
import { Transaction } from './transaction'
import { requireValid } from './validate-row'
import { registerUsers, withHiddenPassword } from './user-rows'

/** What a writer works on. */
export type WriterParts = {
  readonly store: ServerStore
  readonly accounts: AccountRegister
  readonly view: View
  /** Scheme and host that addresses of files begin with. */
  readonly origin: string
  readonly now: () => Date
  readonly lock: WriteLock
}

const SLICE = 200

/** Writes rows for one account. All methods throw ServerRefusal and then have changed nothing. */
export class RowWriter {
  private readonly files = new Map<string, UploadedFile>()

  constructor(private readonly parts: WriterParts) {}

  /** Add rows; gives their ids. */
  async add(tableId: string, rows: readonly GivenRow[]): Promise<readonly string[]> {
    const table = this.open(tableId)
    const drafts = await this.drafts(table, rows)
    this.parts.view.requireChange(table, 'Add data')
    const writable = this.writable(table)
    await this.write(writable, drafts, (transaction, slice) => {
      transaction.add(writable, slice)
      for (const row of slice) updateMappedBy(this.parts.store, transaction, writable, row, () => [])
    })
    return drafts.map((row) => String(idOf(table, row)))
  }

  /** Replace whole rows: what a row leaves out becomes missing or takes its default. */
  async replace(tableId: string, rows: readonly GivenRow[]): Promise<void> {
    const table = this.open(tableId)
    const drafts = await this.drafts(table, rows)
    this.parts.view.requireChange(table, 'Update data')
    const writable = this.writable(table)
    await this.write(writable, drafts, (transaction, slice) => {
      transaction.update(writable, slice)
      for (const row of slice) {
        const id = String(idOf(table, row))
        updateMappedBy(this.parts.store, transaction, writable, row, (name) => this.listed(writable, id, name))
      }
    })
  }

  /** Change some values of rows that are there, and leave all others. */
  async change(tableId: string, changes: ReadonlyMap<string, ReadonlyMap<string, CellValue>>): Promise<void> {
    const table = this.open(tableId)
    this.parts.view.requireChange(table, 'Update data')
    const writable = this.writable(table)
    const isListed = table.attributes.some(
      ({ name, type }) => type === 'ONE_TO_MANY' && [...changes.values()].some((values) => values.has(name)),
    )
    const rows = (): readonly StoredRow[] =>
      [...changes].map(([id, values]) => changedRow(writable, this.rowToChange(writable, id), values))
    await this.write(writable, rows, (transaction, slice) => {
      transaction.update(writable, slice)
      for (const row of isListed ? slice : []) {
        const id = String(idOf(table, row))
        updateMappedBy(this.parts.store, transaction, writable, row, (name) => this.listed(writable, id, name))
      }
    })
  }

  /** Delete rows; ids that no row has are passed over. Of the server's metadata: drop tables and packages. */
  async remove(tableId: string, ids: readonly string[] | 'all'): Promise<void> {
    const table = this.open(tableId)
    this.parts.view.requireChange(table, 'Delete data')
    await this.parts.lock.hold(() => this.removeNow(table, ids))
  }

  /** Keep a file that no row refers to yet; gives its id. */
  async addFile(file: UploadedFile): Promise<string> {
    const table = this.open(this.parts.store.names.files)
    this.parts.view.requireChange(table, 'Add data')
    const id = newId()
    this.files.set(id, file)
    await this.write(this.writable(table), [], () => undefined)
    return id
  }

  /** How values of requests for a row become values of a table. */
  conversion(table: TableModel, id: string | undefined): ConversionContext {
    const { store, view } = this.parts
    return {
      catalogue: view,
      keepFile: (file) => {
        const fileId = newId()
        this.files.set(fileId, file)
        return fileId
      },
      knownFile: (attribute, fileName) => {
        const row = id === undefined ? undefined : table.rowOf(id)
        const fileId = row === undefined ? null : table.value(row, attribute)
        const files = store.table(store.names.files)
        const fileRow = fileId === null ? undefined : files?.rowOf(String(fileId))
        const isKnown = fileRow !== undefined && files?.value(fileRow, 'filename') === fileName
        return isKnown ? String(fileId) : undefined
      },
    }
  }

  private open(tableId: string): TableModel {
    const table = this.parts.view.open(tableId)
    if (table.isAbstract) throw new ServerRefusal(404, `Unknown repository '${tableId}'.`, 'D05')
    return table
  }

  private writable(table: TableModel): WritableTable {
    const writable = this.parts.store.table(table.id)
    if (writable === undefined)
      throw new ServerRefusal(400, `Repository '${table.id}' does not support 'writing'.`, 'D11')
    return writable
  }

  /** Conversion looks at no other row, so others may be served between two slices. */
  private async drafts(table: TableModel, rows: readonly GivenRow[]): Promise<readonly StoredRow[]> {
    const drafts: StoredRow[] = []
    await inSlices(rows, SLICE, (slice) => drafts.push(...slice.map((row) => this.draft(table, row))))
    return drafts
  }

  private draft(table: TableModel, row: GivenRow): StoredRow {
    const id = row.get(table.idAttribute)
    const known = typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
    return draftRow(this.conversion(table, known), table, row, this.parts.now())
  }

  private rowToChange(table: WritableTable, id: string): StoredRow {
    const row = table.rowOf(id)
    if (row === undefined) throw new ServerRefusal(404, `Unknown entity '${id}' of type '${table.id}'.`, 'D02a')
    const stored = table.storedRow(row)
    return table.id === this.parts.store.names.users ? withHiddenPassword(table, stored) : stored
  }

  private listed(table: WritableTable, id: string, attribute: string): readonly string[] {
    const row = table.rowOf(id)
    const value = row === undefined ? null : table.value(row, attribute)
    return typeof value === 'object' && value !== null ? value : []
  }

  /** @param given  rows, or the way to them once nobody else writes */
  private async write(
    table: WritableTable,
    given: readonly StoredRow[] | (() => readonly StoredRow[]),
    change: (transaction: Transaction, slice: readonly StoredRow[]) => void,
  ): Promise<void> {
    const { store, accounts, lock } = this.parts
    await lock.hold(async () => {
      const rows = typeof given === 'function' ? given() : given
      const transaction = new Transaction(store)
      await inSlices(rows, SLICE, (slice) => requireValid(table, slice))
      this.addFiles(transaction)
      await inSlices(rows, SLICE, (slice) => change(transaction, slice))
      transaction.commit()
      for (const [id, { name, contentType, bytes }] of this.files) store.setFile(id, { name, contentType, body: bytes })
      this.files.clear()
      if (table.id === store.names.users) {
        registerUsers(accounts, table, new Map(rows.map((row) => [String(idOf(table, row)), row])))
      }
    })
  }

  private addFiles(transaction: Transaction): void {
    const files = this.files.size === 0 ? undefined : this.parts.store.table(this.parts.store.names.files)
    if (files === undefined) return
    for (const [id, { name, contentType, bytes }] of this.files) {
      const values = new Map<string, CellValue>([
        ['id', id],
        ['filename', name],
        ['contentType', contentType],
        ['size', BigInt(bytes.length)],
        ['url', `${this.parts.origin}/files/${id}`],
      ])
      transaction.add(files, [changedRow(files, [], values)])
    }
  }

  private removeNow(table: TableModel, ids: readonly string[] | 'all'): void {
    const { store, accounts } = this.parts
    const tableId = table.id
    if (isMetadataTable(store, tableId)) {
      const all = Array.from({ length: table.rowCount }, (_, row) => String(table.value(row, table.idAttribute)))
      dropMetadata(store, tableId, ids === 'all' ? all : ids)
      return
    }
    const writable = this.writable(table)
    const names = tableId === store.names.users ? this.usernames(writable, ids) : []
    const transaction = new Transaction(store)
    transaction.remove(writable, ids)
    transaction.commit()
    for (const name of names) accounts.remove(name)
    if (tableId === store.names.files && ids !== 'all') for (const id of ids) store.setFile(id, undefined)
  }

  private usernames(table: WritableTable, ids: readonly string[] | 'all'): readonly string[] {
    const rows =
      ids === 'all' ? Array.from({ length: table.rowCount }, (_, row) => row) : ids.map((id) => table.rowOf(id))
    return rows.flatMap((row) => (row === undefined ? [] : [String(table.value(row, 'username'))]))
  }
}
