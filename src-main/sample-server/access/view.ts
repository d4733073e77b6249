// The server as one account sees it: its tables and system tables, and what is refused in which words.
import type { PackageModel } from '../model/server-content'
import { ServerRefusal } from '../model/server-refusal'
import type { TableCatalogue, TableModel } from '../model/table-model'
import type { ServerStore } from '../store/server-store'
import { IMPORT_RUN } from '../system/server-tables'
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
  readonly tables: readonly TableModel[]
  readonly packages: readonly PackageModel[]
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
  const rightOn = (id: string) => rights.rightOf(account, id)
  // Whoever may not read the list of tables is refused each of them, without a word on whether it exists.
  const isRefused = rightOn('sys_md_EntityType') === 'none'
  const packages = [...systemPackages, ...store.packages].filter(({ id }) => account.canSeePackage(id))
  const contents = store.tables.map((table) => ownRows(table, account))
  const seen = contents.filter(({ id }) => rightOn(id) !== 'none')
  const ownTables = systemTables(packages, seen, (id) => rightOn(id) !== 'none')
  const all = new Map([...contents, ...ownTables].map((table) => [table.id, table]))
  const readable = [...all.values()].filter(({ id }) => rightOn(id) !== 'none')
  const open = (id: string): TableModel => {
    const table = all.get(id)
    const isSystem = table !== undefined && isSystemId(id)
    if ((isRefused && !isSystem) || (isSystem && rightOn(id) === 'none')) {
      const named = isSystem ? id : 'sys_md_EntityType'
      throw permissionDenied('Read metadata', all.get(named)?.label ?? named, named)
    }
    if (table === undefined || rightOn(id) === 'none')
      throw new ServerRefusal(404, `Unknown entity type '${id}'.`, 'D01')
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
    open,
    permissions: (id) => PERMISSIONS.filter(([, needed]) => holdsRight(rightOn(id), needed)).map(([name]) => name),
    requireRead(table) {
      if (rightOn(table.id) === 'none') throw permissionDenied('Read data', table.label, table.id)
    },
    requireChange,
  }
}

/** A table of personal rows, cut down to those of the account. */
function ownRows(table: WritableTable, account: Account): TableModel {
  return table.id === IMPORT_RUN && !isSuperuser(account) ? rowsOfUser(table, 'username', account.username) : table
}

/** The refusal for a missing permission, `permission` in the server's words ('Read metadata', 'Add data'). */
export function permissionDenied(permission: string, label: string, id: string): ServerRefusal {
  return new ServerRefusal(401, `No '${permission}' permission on entity type '${label}' with id '${id}'.`, 'DS04')
}
