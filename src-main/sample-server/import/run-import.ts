// An import from its file to its report: all of it happens or nothing.
import { isSuperuser } from '../access/account'
import { ServerRefusal } from '../model/server-refusal'
import type { TableCatalogue, TableModel } from '../model/table-model'
import type { StoredRow } from '../store/table-changes'
import type { WritableTable } from '../store/writable-table'
import type { ConversionContext, UploadedFile } from '../write/convert-value'
import { draftRow, idOf } from '../write/row-draft'
import type { WriterParts } from '../write/row-writer'
import { Transaction } from '../write/transaction'
import { requireValid } from '../write/validate-row'
import { registerUsers } from '../write/user-rows'
import { breathe } from '../write/in-slices'
import { planImport, type ImportPlan, type MetadataAction } from './import-plan'
import { readSheets } from './import-source'
import type { Sheet } from './sheet'

/** What to do with rows that are there already, and with those that are not. */
export const DATA_ACTIONS = ['ADD', 'ADD_UPDATE_EXISTING', 'UPDATE', 'ADD_IGNORE_EXISTING'] as const
export type DataAction = (typeof DATA_ACTIONS)[number]

/** What is to be imported. */
export type ImportRequest = {
  readonly file: UploadedFile
  readonly action: DataAction
  readonly metadataAction: MetadataAction
  /** Package of tables that name none. */
  readonly packageId: string | undefined
}

/** What was imported. */
export type ImportReport = { readonly message: string; readonly newTables: readonly string[] }

const ROWS_AT_ONCE = 500

/**
 * Import a file. Nobody else may write meanwhile.
 *
 * @param setMaker  told of each table that came into being
 * @throws ServerRefusal where anything is wrong; then nothing has been imported
 */
export async function runImport(
  parts: WriterParts,
  request: ImportRequest,
  setMaker: (tableId: string) => void,
): Promise<ImportReport> {
  const { store, accounts, view } = parts
  const sheets = await readSheets(request.file)
  const plan = await planImport(store, sheets, request.metadataAction, request.packageId)
  if (plan.staged.size + plan.packages.length > 0 && !isSuperuser(view.account)) {
    throw new ServerRefusal(401, 'No permission to add or change entity types and packages.', 'DS06')
  }
  const transaction = new Transaction(plan.store)
  const counts = new Map<string, number>()
  const users = new Map<string, StoredRow>()
  for (const { sheet, table } of plan.sheets) {
    requireRights(parts, plan, table, request.action)
    const rows = await addRows(transaction, plan, table, sheet, request.action, parts.now())
    counts.set(table.id, (counts.get(table.id) ?? 0) + rows.length)
    if (table.id === store.names.users) for (const row of rows) users.set(String(idOf(table, row)), row)
  }
  await transaction.commitSlowly(breathe)
  install(parts, plan)
  plan.newTables.forEach(setMaker)
  const userTable = store.table(store.names.users)
  if (users.size > 0 && userTable !== undefined) registerUsers(accounts, userTable, users)
  const message = [...counts].filter(([, count]) => count > 0)
  return {
    message: message.map(([id, count]) => `Imported ${String(count)} ${id} entities.<br />`).join(''),
    newTables: plan.newTables,
  }
}

function requireRights({ view }: WriterParts, plan: ImportPlan, table: WritableTable, action: DataAction): void {
  if (plan.newTables.includes(table.id)) return
  const seen = view.open(table.id)
  if (action !== 'UPDATE') view.requireChange(seen, 'Add data')
  if (action === 'UPDATE' || action === 'ADD_UPDATE_EXISTING') view.requireChange(seen, 'Update data')
}

/** Let a transaction add or replace the rows of a sheet; gives those that it does. */
async function addRows(
  transaction: Transaction,
  plan: ImportPlan,
  table: WritableTable,
  sheet: Sheet,
  action: DataAction,
  now: Date,
): Promise<readonly StoredRow[]> {
  const context = conversionFor(plan.store)
  const columns = sheet.columns.map((name) => attributeName(table, name))
  const done: StoredRow[] = []
  for (let from = 0; from < sheet.rows.length; from += ROWS_AT_ONCE) {
    await breathe()
    const added: StoredRow[] = []
    const replaced: StoredRow[] = []
    for (const values of sheet.rows.slice(from, from + ROWS_AT_ONCE)) {
      const row = draftRow(context, table, new Map(columns.map((name, at) => [name, values[at] ?? null])), now)
      const id = idOf(table, row)
      const isThere = id !== null && transaction.has(table, id)
      if (action === 'UPDATE' || (action === 'ADD_UPDATE_EXISTING' && isThere)) replaced.push(row)
      else if (action !== 'ADD_IGNORE_EXISTING' || !isThere) added.push(row)
    }
    requireValid(table, added)
    requireValid(table, replaced)
    transaction.add(table, added)
    transaction.update(table, replaced)
    done.push(...added, ...replaced)
  }
  return done
}

/** An attribute by the heading of a column. Throws ServerRefusal 404 D04 where there is none. */
function attributeName(table: TableModel, heading: string): string {
  const names = table.attributes.map(({ name }) => name)
  const name = names.find((one) => one === heading) ?? names.find((one) => one.toLowerCase() === heading.toLowerCase())
  if (name !== undefined) return name
  throw new ServerRefusal(404, `Unknown attribute '${heading}' of entity type '${table.id}'.`, 'D04')
}

function conversionFor(store: TableCatalogue): ConversionContext {
  const refuse = (): never => {
    throw new ServerRefusal(400, 'Files cannot be imported.')
  }
  // A file is named by the id of its row.
  return { catalogue: store, keepFile: refuse, knownFile: (_, id) => id }
}

function install({ store }: WriterParts, { packages, staged }: ImportPlan): void {
  if (packages.length > 0) {
    const ids = new Set(packages.map(({ id }) => id))
    store.setPackages([...store.packages.filter(({ id }) => !ids.has(id)), ...packages])
  }
  for (const table of staged.values()) store.install(table)
}
