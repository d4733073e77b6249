// Rows of the table of users are accounts: a password is taken out of the row and kept apart, where no answer reads it.
import { accountRoles, type Account } from '../access/account'
import type { AccountRegister } from '../access/account-register'
import type { TableModel } from '../model/table-model'
import { PASSWORD } from '../system/server-tables'
import type { StoredRow } from '../store/table-changes'
import type { WritableTable } from '../store/writable-table'
import { changedRow, valueOf } from './row-draft'

/** Stands for a password that stays as it is. */
const UNCHANGED = '********'

/** A row of the table of users as it is read before a change: with something in the place of the password. */
export function withHiddenPassword(table: TableModel, row: StoredRow): StoredRow {
  return changedRow(table, row, new Map([[PASSWORD, UNCHANGED]]))
}

/** Make accounts of rows that were written, and take the passwords out of the table. */
export function registerUsers(
  accounts: AccountRegister,
  table: WritableTable,
  rows: ReadonlyMap<string, StoredRow>,
): void {
  for (const row of rows.values()) accounts.put(accountOf(accounts, table, row))
  const sealed = new Map([...rows].map(([id, row]) => [id, changedRow(table, row, new Map([[PASSWORD, null]]))]))
  table.apply({ replaced: sealed })
}

function accountOf(accounts: AccountRegister, table: TableModel, row: StoredRow): Account {
  const text = (attribute: string): string => String(valueOf(table, row, attribute) ?? '')
  const is = (attribute: string): boolean => valueOf(table, row, attribute) === true
  const username = text('username')
  const known = accounts.find(username)
  const password = text(PASSWORD)
  const isSuper = is('superuser')
  return {
    username,
    ...(password === UNCHANGED ? {} : { password }),
    email: text('Email'),
    roles: accountRoles(isSuper),
    mustChangePassword: is('changePassword'),
    isActive: is('active'),
    // A new user may do what guests may, until more is granted.
    rightOn: isSuper ? () => 'all' : (known?.rightOn ?? accounts.guest.rightOn),
    canSeePackage: () => true,
  }
}
