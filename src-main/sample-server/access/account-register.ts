// The accounts of a running server: those that it began with, and those that were written to its table of users since.
import type { Account, Accounts } from './account'

/** Finds accounts and checks passwords. */
export interface AccountRegister {
  readonly guest: Account
  readonly all: readonly Account[]
  find(username: string): Account | undefined
  /** The account of these credentials. */
  signIn(username: string, password: string): Account | undefined
  /** Put an account in, or in the place of the one with the same name; without a password the known one stays. */
  put(account: Account): void
  remove(username: string): void
}

export function createAccountRegister({ guest, users }: Accounts): AccountRegister {
  const byName = new Map(users.map((user) => [user.username, user]))
  return {
    guest,
    get all() {
      return [...byName.values()]
    },
    find: (username) => byName.get(username),
    signIn(username, password) {
      const account = byName.get(username)
      return account?.password === password ? account : undefined
    },
    put(account) {
      const password = account.password ?? byName.get(account.username)?.password
      byName.set(account.username, { ...account, ...(password === undefined ? {} : { password }) })
    },
    remove: (username) => void byName.delete(username),
  }
}
