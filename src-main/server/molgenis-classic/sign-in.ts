// Recognising a classic server, and sessions on it.
import { AppError, isCancelled } from '@shared/errors/app-error'
import type { HttpClient } from '../http-client'
import type { Identity, SignedIn } from '../server-dialect'
import { parseAnswer } from './ask'
import { generationOf } from './generations'
import { readRefusal, readSignInRefusal } from './refusal'
import {
  accountPageRequest,
  contextRequest,
  loginRequest,
  logoutRequest,
  rowsRequest,
  versionRequest,
} from './requests'
import { contextSchema, loginSchema, versionSchema } from './wire'

/** Tokens of classic servers live two hours from the sign-in. */
export const tokenLifeMs = 2 * 60 * 60 * 1000

/** The version that a classic server tells everybody; null when something else answered in JSON. */
export async function detectVersion(http: HttpClient, signal: AbortSignal): Promise<{ version: string } | null> {
  const { status, body } = await http.json(versionRequest, signal)
  const parsed = versionSchema.safeParse(body)
  return status === 200 && parsed.success ? { version: parsed.data.molgenisVersion } : null
}

/** @throws AppError `auth.refused`, `auth.password-change` and those of the HTTP client */
export async function signIn(
  http: HttpClient,
  userName: string,
  password: string,
  signal: AbortSignal,
): Promise<SignedIn> {
  const { status, body } = await http.json(loginRequest(userName, password), signal)
  if (status !== 200) throw readSignInRefusal(status, body, http.root)
  const { token, username } = parseAnswer(loginSchema, body)
  return { token, userName: username ?? userName }
}

/** End the session of the client's token; a token that the server no longer knows is at its end already. */
export async function signOut(http: HttpClient, signal: AbortSignal): Promise<void> {
  const { status, body } = await http.json(logoutRequest, signal)
  if (status >= 500) throw readRefusal(status, body, {})
}

/**
 * Whose token the client sends, as the server sees it; null where it cannot tell (before version 7).
 *
 * @throws AppError `auth.password-change` where the server sends every request on to its form for a new password
 */
export async function whoAmI(http: HttpClient, signal: AbortSignal): Promise<Identity | null> {
  try {
    const { status, body } = await http.json(contextRequest, signal)
    const parsed = contextSchema.safeParse(body)
    if (status !== 200 || !parsed.success) return null
    const { authenticated, username } = parsed.data
    return { isSignedIn: authenticated, userName: authenticated ? (username ?? null) : null }
  } catch (error) {
    // Pages and other texts instead of data: this server has no such place.
    if (!(error instanceof AppError)) throw error
    if (!['server.not-molgenis', 'server.answer-malformed', 'server.refused'].includes(error.code)) throw error
    const location = error.facts['location']
    if (typeof location === 'string' && location.endsWith('/account/password/change')) {
      throw new AppError('auth.password-change', 'The password must be changed on the web site of the server first.', {
        cause: error,
        facts: { address: http.root },
      })
    }
    return null
  }
}

/**
 * Whether the client's token is nobody's, as far as servers tell that cannot tell whose it is: only guests are kept from
 * the page of the own account.
 */
export async function takesForGuest(http: HttpClient, signal: AbortSignal): Promise<boolean> {
  try {
    return (await http.json(accountPageRequest, signal)).status === 401
  } catch (error) {
    if (!(error instanceof AppError) || isCancelled(error) || error.code.startsWith('network.')) throw error
    const { status, location } = error.facts
    // Where the page for signing in is, not every fetch tells.
    return status === 401 || (status === 302 && (typeof location !== 'string' || location.endsWith('/login')))
  }
}

/** False when guests are refused the list of tables, where that means: refused everything. */
export async function admitsGuests(http: HttpClient, version: string, signal: AbortSignal): Promise<boolean> {
  const { refusesGuestsAll, listing } = generationOf(version)
  if (!refusesGuestsAll) return true
  const request = rowsRequest({
    tableId: listing.tables,
    attributes: [listing.id],
    rsql: null,
    sort: [],
    start: 0,
    num: 1,
  })
  const { status } = await http.json(request, signal)
  return status !== 401 && status !== 403
}
