// Who may do what with which table: what an account has of itself, what it was granted since, and what a locked server
// and the server's own tables hold back.
import { isSuperuser, isSystemId, TABLE_RIGHTS, type Account, type TableRight } from './account'

/** The rights on one server. */
export interface Rights {
  /** Changes with each grant. */
  readonly version: number
  rightOf(account: Account, tableId: string): TableRight
  /** Give an account a right on a table, beside what it has. */
  grant(username: string, tableId: string, right: TableRight): void
  /** A table that came into being while the server runs: its maker has all rights, others none but granted ones. */
  setMaker(tableId: string, username: string): void
}

/** Tables of the server that only a superuser sees. */
const SECRET = /^sys_sec_|^MolgenisUser$/
/** Tables of the server that every signed-in user sees, each with its own rows only. */
const PERSONAL = new Set(['sys_ImportRun', 'ImportRun'])

/**
 * @param guest     the account of those who did not sign in
 * @param isLocked  guests are refused the server's own tables, and with them every table
 */
export function createRights(guest: Account, isLocked: boolean): Rights {
  const granted = new Map<string, TableRight>()
  const makers = new Map<string, string>()
  let version = 0
  const ownRight = (account: Account, tableId: string): TableRight => {
    if (isSuperuser(account)) return account.rightOn(tableId)
    if (SECRET.test(tableId)) return 'none'
    const maker = makers.get(tableId)
    if (maker !== undefined) return maker === account.username ? 'all' : 'none'
    if (account === guest && (PERSONAL.has(tableId) || (isLocked && isSystemId(tableId)))) return 'none'
    return PERSONAL.has(tableId) ? 'read' : account.rightOn(tableId)
  }
  return {
    get version() {
      return version
    },
    rightOf(account, tableId) {
      const own = ownRight(account, tableId)
      const given = granted.get(keyOf(account.username, tableId))
      return given === undefined || rank(given) < rank(own) ? own : given
    },
    grant(username, tableId, right) {
      granted.set(keyOf(username, tableId), right)
      version += 1
    },
    setMaker(tableId, username) {
      makers.set(tableId, username)
      version += 1
    },
  }
}

/** Whether a right holds another. */
export function holdsRight(right: TableRight, needed: TableRight): boolean {
  return rank(right) >= rank(needed)
}

function rank(right: TableRight): number {
  return TABLE_RIGHTS.indexOf(right)
}

function keyOf(username: string, tableId: string): string {
  return JSON.stringify([username, tableId])
}
