// The server as one account sees it: its tables and system tables, and what is refused in which words.
import type { PackageModel, ServerContent } from '../model/server-content'
import { ServerRefusal } from '../model/server-refusal'
import type { TableCatalogue, TableModel } from '../model/table-model'
import { systemPackages, systemTables } from '../system/system-tables'
import { isSystemId, type Account } from './account'

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
}

const READ_PERMISSIONS = ['READ_METADATA', 'READ_DATA', 'AGGREGATE_DATA', 'COUNT_DATA']
const ALL_PERMISSIONS = [
  'ADD_DATA',
  'UPDATE_METADATA',
  'READ_METADATA',
  'DELETE_DATA',
  'READ_DATA',
  'AGGREGATE_DATA',
  'UPDATE_DATA',
  'COUNT_DATA',
  'DELETE_METADATA',
]

/**
 * The server as an account sees it.
 *
 * @param isRefused  a locked server and a guest: every table is refused with 401
 */
export function createView(content: ServerContent, account: Account, isRefused: boolean): View {
  const rightOn = (id: string) => (isRefused ? 'none' : account.rightOn(id))
  const packages = [...systemPackages, ...content.packages].filter(({ id }) => account.canSeePackage(id))
  const seen = content.tables.filter(({ id }) => rightOn(id) !== 'none')
  const ownTables = systemTables(packages, seen, (id) => rightOn(id) !== 'none')
  const all = new Map([...content.tables, ...ownTables].map((table) => [table.id, table]))
  const readable = [...all.values()].filter(({ id }) => rightOn(id) !== 'none')
  return {
    account,
    packages,
    tables: readable,
    table: (id) => all.get(id),
    open(id) {
      const table = all.get(id)
      const isSystem = table !== undefined && isSystemId(id)
      if (isRefused || (isSystem && rightOn(id) === 'none')) {
        const named = isSystem ? id : 'sys_md_EntityType'
        throw permissionDenied('Read metadata', all.get(named)?.label ?? named, named)
      }
      if (table === undefined || rightOn(id) === 'none') {
        throw new ServerRefusal(404, `Unknown entity type '${id}'.`, 'D01')
      }
      return table
    },
    permissions: (id) => permissionsFor(rightOn(id)),
    requireRead(table) {
      if (rightOn(table.id) === 'none') throw permissionDenied('Read data', table.label, table.id)
    },
  }
}

function permissionsFor(right: ReturnType<Account['rightOn']>): readonly string[] {
  if (right === 'none') return []
  return right === 'all' ? ALL_PERMISSIONS : READ_PERMISSIONS
}

/** The refusal for a missing permission, `permission` in the server's words ('Read metadata', 'Add data'). */
export function permissionDenied(permission: string, label: string, id: string): ServerRefusal {
  return new ServerRefusal(401, `No '${permission}' permission on entity type '${label}' with id '${id}'.`, 'DS04')
}
