// What every route needs to know about the one who asks: token, account, and the server as that account sees it.
import type { Account } from '../access/account'
import type { AccountRegister } from '../access/account-register'
import type { Rights } from '../access/rights'
import { createSessionRegister, sessionCookie, type SessionRegister } from '../access/session-register'
import type { TokenRegister } from '../access/token-register'
import type { Generation } from '../generation'
import { createView, type View } from '../access/view'
import type { ServerContent } from '../model/server-content'
import { createServerStore, type ServerStore } from '../store/server-store'
import { createImportQueue, type ImportQueue } from '../import/import-queue'
import { createWriteLock, type WriteLock } from '../store/write-lock'
import { serverTables } from '../system/server-tables'

/** The front desk of a server. */
export type Desk = {
  readonly generation: Generation
  readonly sessions: SessionRegister
  readonly accounts: AccountRegister
  readonly rights: Rights
  readonly now: () => Date
  readonly lock: WriteLock
  readonly imports: ImportQueue
  readonly tokens: TokenRegister
  /** Scheme and host for absolute links in the answer to a request. */
  originOf(request: Request): string
  /** The token that a request carries, in the header or as a parameter. */
  tokenOf(request: Request): string | undefined
  /** The account of a request. A token that is unknown or expired is passed over in silence: the guest asks. */
  accountOf(request: Request): Account
  viewOf(request: Request): View
  storeFor(request: Request): ServerStore
}

/** What a desk is made of. */
export type DeskParts = {
  /** Called once, with the origin of the first request for a table. */
  readonly content: (origin: string) => ServerContent
  readonly accounts: AccountRegister
  readonly rights: Rights
  readonly tokens: TokenRegister
  readonly now: () => Date
  /** Scheme and host of absolute links; the request's own where it is not given. */
  readonly baseUrl: string | undefined
  readonly generation: Generation
}

export function createDesk({ content, accounts, rights, tokens, now, baseUrl, generation }: DeskParts): Desk {
  let store: ServerStore | undefined
  const originOf = (request: Request): string => (baseUrl ?? new URL(request.url).origin).replace(/\/$/, '')
  const storeFor = (request: Request): ServerStore =>
    (store ??= createServerStore(
      content(originOf(request)),
      serverTables([accounts.guest, ...accounts.all]),
      generation,
    ))
  const sessions = createSessionRegister()
  const views = new Map<Account, { readonly view: View; readonly version: string }>()
  const tokenOf = (request: Request): string | undefined => {
    const token = request.headers.get('x-molgenis-token') ?? new URL(request.url).searchParams.get('molgenis-token')
    return token === null || token === '' ? undefined : token
  }
  const accountOf = (request: Request): Account => {
    const token = tokenOf(request)
    const known = token === undefined ? undefined : tokens.accountOf(token)
    const cookie = generation.opensSessions ? sessionCookie(request) : undefined
    const username = known?.username ?? (cookie === undefined ? undefined : sessions.usernameOf(cookie))
    // An account may have been changed or deleted since.
    return (username === undefined ? undefined : accounts.find(username)) ?? accounts.guest
  }
  return {
    generation,
    sessions,
    accounts,
    rights,
    now,
    lock: createWriteLock(),
    imports: createImportQueue(),
    tokens,
    tokenOf,
    accountOf,
    storeFor,
    originOf,
    viewOf(request) {
      const account = accountOf(request)
      const contents = storeFor(request)
      const version = `${String(contents.metadataVersion)} ${String(rights.version)}`
      const known = views.get(account)
      if (known?.version === version) return known.view
      const view = createView(contents, account, rights)
      views.set(account, { view, version })
      return view
    },
  }
}
