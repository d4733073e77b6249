// The tokens that were given out, each good for a fixed time from sign-in.
import { randomUUID } from 'node:crypto'
import type { Account } from './account'

/** Gives out tokens and knows whose they are. */
export interface TokenRegister {
  /** A new token of 32 hexadecimal digits; earlier ones of the same account stay good. */
  issue(account: Account): string
  /** The account of a token; undefined for an unknown or expired one. */
  accountOf(token: string): Account | undefined
  /** Forget a token; false where it was unknown or expired. */
  revoke(token: string): boolean
}

/**
 * @param lifetimeMs  from sign-in, not prolonged by use
 * @param now         the clock
 */
export function createTokenRegister(lifetimeMs: number, now: () => Date): TokenRegister {
  const given = new Map<string, { account: Account; endsAt: number }>()
  const accountOf = (token: string): Account | undefined => {
    const entry = given.get(token)
    if (entry === undefined) return undefined
    if (now().getTime() < entry.endsAt) return entry.account
    given.delete(token)
    return undefined
  }
  return {
    issue(account) {
      const token = randomUUID().replaceAll('-', '')
      given.set(token, { account, endsAt: now().getTime() + lifetimeMs })
      return token
    },
    accountOf,
    revoke(token) {
      const isKnown = accountOf(token) !== undefined
      given.delete(token)
      return isKnown
    },
  }
}
