// What every route needs to know about the one who asks: token, account, and the server as that account sees it.
import type { Account, Accounts } from '../access/account'
import type { TokenRegister } from '../access/token-register'
import { createView, type View } from '../access/view'
import type { ServerContent } from '../model/server-content'

/** The front desk of a server. */
export type Desk = {
  readonly accounts: Accounts
  readonly tokens: TokenRegister
  /** Scheme and host for absolute links in the answer to a request. */
  originOf(request: Request): string
  /** The token that a request carries, in the header or as a parameter. */
  tokenOf(request: Request): string | undefined
  /** The account of a request. A token that is unknown or expired is passed over in silence: the guest asks. */
  accountOf(request: Request): Account
  viewOf(request: Request): View
  contentFor(request: Request): ServerContent
}

/**
 * @param content   called once, with the origin of the first request for a table
 * @param isLocked  guests are refused every table
 * @param baseUrl   scheme and host of absolute links; the request's own where it is not given
 */
export function createDesk(
  content: (origin: string) => ServerContent,
  accounts: Accounts,
  tokens: TokenRegister,
  isLocked: boolean,
  baseUrl: string | undefined,
): Desk {
  let opened: ServerContent | undefined
  const originOf = (request: Request): string => (baseUrl ?? new URL(request.url).origin).replace(/\/$/, '')
  const contentFor = (request: Request): ServerContent => (opened ??= content(originOf(request)))
  const views = new Map<Account, View>()
  const tokenOf = (request: Request): string | undefined => {
    const token = request.headers.get('x-molgenis-token') ?? new URL(request.url).searchParams.get('molgenis-token')
    return token === null || token === '' ? undefined : token
  }
  const accountOf = (request: Request): Account => {
    const token = tokenOf(request)
    return (token === undefined ? undefined : tokens.accountOf(token)) ?? accounts.guest
  }
  return {
    accounts,
    tokens,
    tokenOf,
    accountOf,
    contentFor,
    originOf,
    viewOf(request) {
      const account = accountOf(request)
      const known = views.get(account)
      if (known !== undefined) return known
      const view = createView(contentFor(request), account, isLocked && account === accounts.guest)
      views.set(account, view)
      return view
    },
  }
}
