// Who may sign in to the sample server, and what each may see.

/**
 * What an account may do with one table: nothing (it is as if not there), read, add and update but not delete, change
 * rows in every way, or all (its metadata too). Each holds what stands before it.
 */
export const TABLE_RIGHTS = ['none', 'read', 'edit', 'write', 'all'] as const

export type TableRight = (typeof TABLE_RIGHTS)[number]

/** One user of the server. The guest is an account too; nobody signs in as it. */
export type Account = {
  readonly username: string
  /** Absent for the guest. */
  readonly password?: string
  readonly email: string
  /** Roles as `/app-ui-context` lists them. */
  readonly roles: readonly string[]
  /** Refused at sign-in until the password is changed on the website. */
  readonly mustChangePassword: boolean
  /** Where false, signing in is refused. */
  readonly isActive?: boolean
  readonly rightOn: (tableId: string) => TableRight
  readonly canSeePackage: (packageId: string) => boolean
}

/** The accounts of one server. */
export type Accounts = {
  readonly guest: Account
  readonly users: readonly Account[]
}

/** Whether a table or package is one of the server's own. */
export function isSystemId(id: string): boolean {
  return id === 'sys' || id.startsWith('sys_') || EARLY_SYSTEM_TABLES.has(id)
}

/** Names that the first generation had for its own tables. */
const EARLY_SYSTEM_TABLES = new Set([
  'entities',
  'packages',
  'attributes',
  'tags',
  'MolgenisUser',
  'ImportRun',
  'FileMeta',
])

/** Whether an account has all rights, those over users too. */
export function isSuperuser(account: Account): boolean {
  return account.roles.includes('ROLE_SU')
}

/**
 * The accounts of the built-in sample data: `admin` (all rights), `editor` (adds and updates, but does not delete),
 * `reader` (reads), `fresh` (must change the password first), and guests, who read all but the hidden tables.
 *
 * @param hiddenTables  ids of the tables that only a signed-in user sees
 */
export function sampleAccounts(hiddenTables: ReadonlySet<string>): Accounts {
  const user = (username: string): Omit<Account, 'rightOn'> => ({
    username,
    password: username,
    email: `${username}@example.org`,
    roles: ['ROLE_ANONYMOUS', 'ROLE_USER'],
    mustChangePassword: false,
    canSeePackage: () => true,
  })
  return {
    guest: {
      username: 'anonymous',
      email: 'molgenis+anonymous@gmail.com',
      roles: ['ROLE_ANONYMOUS'],
      mustChangePassword: false,
      rightOn: (tableId) => (hiddenTables.has(tableId) ? 'none' : 'read'),
      // As on the real server: guests are granted system tables one by one, not their packages.
      canSeePackage: (packageId) => !isSystemId(packageId),
    },
    users: [
      { ...user('admin'), roles: ADMIN_ROLES, email: 'molgenis+admin@gmail.com', rightOn: () => 'all' },
      { ...user('editor'), rightOn: (tableId) => (isSystemId(tableId) ? 'read' : 'edit') },
      { ...user('reader'), rightOn: () => 'read' },
      { ...user('fresh'), mustChangePassword: true, rightOn: () => 'read' },
    ],
  }
}

/** The roles of a signed-in user, as the server lists them. */
export function accountRoles(isSuper: boolean): readonly string[] {
  return isSuper ? ADMIN_ROLES : ['ROLE_ANONYMOUS', 'ROLE_USER']
}

const ADMIN_ROLES = [
  'ROLE_ACL_GENERAL_CHANGES',
  'ROLE_ACL_MODIFY_AUDITING',
  'ROLE_ACL_TAKE_OWNERSHIP',
  'ROLE_ANONYMOUS',
  'ROLE_METRICS',
  'ROLE_SU',
  'ROLE_USER',
]
