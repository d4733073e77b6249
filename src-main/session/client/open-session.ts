// A session by itself, without settings, key store or window: for programs and tests that speak with one server.
import { AppError } from '@shared/errors/app-error'
import { HttpClient, type Patience } from '@main/server/http-client'
import type { Fetch } from '@main/server/server-connection'
import { findServer } from '../find-server'
import { ServerSession } from '../server-session'
import { Session } from './session'
import type { WriterPatience } from './row-writer'
import type { HeldToken } from '../token-vault'

/** Where to, and with what. */
export type OpenSessionOptions = {
  /** As a person would type it; `https://` and `/api/` may be there or not. */
  readonly address: string
  readonly fetch: Fetch
  /** A token that is known already. */
  readonly token?: string
  readonly patience?: Partial<Patience>
  readonly writerPatience?: Partial<WriterPatience>
  readonly now?: () => Date
  readonly signal?: AbortSignal
}

/**
 * Open a session as a guest, or with a token. Name and password of a `login` are kept in memory until `logout`, so
 * that the token can be renewed when it runs out.
 *
 * @throws AppError `input.invalid`, `network.*`, `server.not-molgenis`, `auth.refused` for a token that is not known
 */
export async function openSession(options: OpenSessionOptions): Promise<Session> {
  const { fetch, patience, now = () => new Date() } = options
  const signal = options.signal ?? new AbortController().signal
  const client = (root: string, token: () => string | null) => new HttpClient({ root, fetch, token, patience })
  const { root, detected } = await findServer(options.address, 'guest', (at) => client(at, () => null), signal)
  let held: HeldToken | null = null
  const server = new ServerSession({
    detected,
    client: (token) => client(root, token),
    tokens: {
      get: () => held,
      set: (token, signedInAtIso) => (held = { token, signedInAtIso, isInKeyStore: false }),
      forget: () => {
        held = null
      },
    },
    now,
    onChange: () => undefined,
    knownUserName: null,
  })
  if (options.token === undefined) await server.start(signal)
  else await server.signIn({ kind: 'token', token: options.token }, signal)
  return sessionOver(server, options.writerPatience)
}

type Credentials = { readonly kind: 'password'; readonly userName: string; readonly password: string }

function sessionOver(server: ServerSession, writerPatience?: Partial<WriterPatience>): Session {
  let credentials: Credentials | null = null
  let renewing: Promise<void> | null = null
  return new Session(
    {
      tables: () => Promise.resolve(server.connection.access),
      signIn: async (userName, password, signal) => {
        const given: Credentials = { kind: 'password', userName, password }
        await server.signIn(given, signal)
        credentials = given
      },
      signOut: async (signal) => {
        credentials = null
        await server.signOut(signal)
      },
      renew: (signal) => {
        if (server.isSignedIn) return Promise.resolve()
        if (credentials === null) {
          return Promise.reject(new AppError('auth.expired', 'The sign-in has run out; sign in again to go on.'))
        }
        // Several pieces of work find out at the same time; one sign-in is enough for them all.
        renewing ??= server.signIn(credentials, signal).finally(() => {
          renewing = null
        })
        return renewing
      },
    },
    writerPatience,
  )
}
