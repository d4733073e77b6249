// The server as one account sees it: its tables and system tables, and what is refused in which words.
import type { PackageModel } from '../model/server-content'
import type { Generation } from '../generation'
import { PermissionRefusal, ServerRefusal } from '../model/server-refusal'
import type { TableCatalogue, TableModel } from '../model/table-model'
import type { ServerStore } from '../store/server-store'
import { systemPackages, systemTables } from '../system/system-tables'
import type { WritableTable } from '../store/writable-table'
import { isSuperuser, isSystemId, type Account, type TableRight } from './account'
import { holdsRight, type Rights } from './rights'
import { rowsOfUser } from './rows-of-user'

/** A kind of writing, in the words of the refusal. */
export type ChangePermission = 'Add data' | 'Update data' | 'Delete data' | 'Delete metadata'

/** Tables, packages and rights of one account. */
export type View = TableCatalogue & {
  readonly account: Account
  readonly generation: Generation
  readonly tables: readonly TableModel[]
  readonly packages: readonly PackageModel[]
  /** A table whose metadata is asked for: some generations tell it to everyone. Throws like `open`. */
  openMetadata(id: string): TableModel
  /** The table of a request. Throws ServerRefusal 404 D01 or 401 DS04 as the account's rights are. */
  open(id: string): TableModel
  /** Permissions on a table, in the order in which the real server was seen to send them. */
  permissions(id: string): readonly string[]
  /** Throws ServerRefusal 401 DS04 if the account may not read this table's rows. */
  requireRead(table: TableModel): void
  /** Throws ServerRefusal 401 DS04 if the account may not change this table in this way. */
  requireChange(table: TableModel, permission: ChangePermission): void
}

/** Permissions on a table, in the order in which the real server was seen to send them, and the right that gives each. */
const PERMISSIONS: readonly (readonly [name: string, needed: TableRight])[] = [
  ['ADD_DATA', 'edit'],
  ['UPDATE_METADATA', 'all'],
  ['READ_METADATA', 'read'],
  ['DELETE_DATA', 'write'],
  ['READ_DATA', 'read'],
  ['AGGREGATE_DATA', 'read'],
  ['UPDATE_DATA', 'edit'],
  ['COUNT_DATA', 'read'],
  ['DELETE_METADATA', 'all'],
]

const CHANGES: Readonly<Record<ChangePermission, TableRight>> = {
  'Add data': 'edit',
  'Update data': 'edit',
  'Delete data': 'write',
  'Delete metadata': 'all',
}

/** The server as an account sees it. */
export function createView(store: ServerStore, account: Account, rights: Rights): View {
  const { generation, names } = store
  const rightOn = (id: string) => rights.rightOf(account, id)
  // Whoever may not read the list of tables is refused each of them, without a word on whether it exists.
  const isRefused = rightOn(names.tables) === 'none'
  const packages = [...systemPackages, ...store.packages].filter(({ id }) => account.canSeePackage(id))
  const contents = store.tables.map((table) => ownRows(table, names.importRuns, account))
  const seen = contents.filter(({ id }) => rightOn(id) !== 'none')
  const ownTables = systemTables(packages, seen, (id) => rightOn(id) !== 'none', generation.metadata)
  const all = new Map([...contents, ...ownTables].map((table) => [table.id, table]))
  const readable = [...all.values()].filter(({ id }) => rightOn(id) !== 'none')
  const find = (id: string): TableModel | undefined =>
    all.get(id) ??
    (generation.metadata.isOpen
      ? [...all.values()].find((one) => one.id.toLowerCase() === id.toLowerCase())
      : undefined)
  const denied = (permission: string, id: string): ServerRefusal =>
    permissionDenied(permission, all.get(id)?.label ?? id, id)
  const open = (id: string): TableModel => {
    const table = find(id)
    const isSystem = table !== undefined && isSystemId(id)
    const isHidden = table === undefined || rightOn(table.id) === 'none'
    if (!generation.refusal.hidesTables && table !== undefined) {
      if (isHidden || isRefused) throw denied('Read metadata', table.id)
      return table
    }
    if ((isRefused && !isSystem) || (isSystem && isHidden)) throw denied('Read metadata', isSystem ? id : names.tables)
    if (isHidden) throw new ServerRefusal(404, `Unknown entity type '${id}'.`, 'D01')
    return table
  }
  const requireChange = (table: TableModel, permission: ChangePermission): void => {
    if (!holdsRight(rightOn(table.id), CHANGES[permission])) throw permissionDenied(permission, table.label, table.id)
  }
  return {
    account,
    packages,
    tables: readable,
    table: (id) => all.get(id),
    generation,
    queries: generation.query,
    openMetadata: (id) => (generation.metadata.isOpen ? find(id) : undefined) ?? open(id),
    open,
    permissions: (id) => PERMISSIONS.filter(([, needed]) => holdsRight(rightOn(id), needed)).map(([name]) => name),
    requireRead(table) {
      if (rightOn(table.id) === 'none') throw permissionDenied('Read data', table.label, table.id)
    },
    requireChange,
  }
}

/** A table of personal rows, cut down to those of the account. */
function ownRows(table: WritableTable, importRuns: string, account: Account): TableModel {
  return table.id === importRuns && !isSuperuser(account) ? rowsOfUser(table, 'username', account.username) : table
}

/** The refusal for a missing permission, `permission` in the server's words ('Read metadata', 'Add data'). */
export function permissionDenied(permission: string, label: string, id: string): ServerRefusal {
  return new PermissionRefusal(permission, label, id)
}
