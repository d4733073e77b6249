// What both sides know of a server and of the session on it. No secret is ever part of these.
import { z } from 'zod'

/** Identifies a remembered server; the built-in sample data has the id `sample`. */
export const serverIdSchema = z.string().min(1).max(100).brand<'ServerId'>()
export type ServerId = z.infer<typeof serverIdSchema>

/** The id of the built-in sample data. */
export const sampleServerId = 'sample' as ServerId

/** How a person signs in. Passwords and tokens are handed in once and never come back. */
export const signInSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guest') }),
  z.object({
    kind: z.literal('password'),
    userName: z.string().min(1).max(200),
    password: z.string().min(1).max(1000),
  }),
  z.object({ kind: z.literal('token'), token: z.string().min(1).max(10_000) }),
])
export type SignIn = z.infer<typeof signInSchema>

/** A remembered server with one account on it; a server with several accounts is remembered once for each. */
export const serverProfileSchema = z.object({
  id: serverIdSchema,
  name: z.string().min(1).max(200),
  /** Root of the server without `/api` and without a closing slash; null for the built-in sample data. */
  address: z.string().nullable(),
  signInKind: z.enum(['guest', 'password', 'token']),
  userName: z.string().nullable(),
  lastUsedAtIso: z.string().nullable(),
})
export type ServerProfile = z.infer<typeof serverProfileSchema>

/** What is known of the session on a server right now. */
export type SessionState = {
  /**
   * `closed`: not opened since the start; `guest` / `signed-in`: usable;
   * `expired`: a token was held and the server no longer knows it;
   * `sign-in-needed`: the server admits no guests; `unreachable`: the last request did not reach it.
   */
  readonly state: 'closed' | 'guest' | 'signed-in' | 'expired' | 'sign-in-needed' | 'unreachable'
  readonly userName: string | null
  /** Version that the server tells, such as `10.2.4`; null when unknown. */
  readonly serverVersion: string | null
  /** Where the token is kept: in the system's key store, in memory until the program ends, or no token at all. */
  readonly tokenKeptIn: 'key-store' | 'memory' | null
  /** When the token that is held was given; null without one. */
  readonly signedInAtIso: string | null
  /** What ended an expired session: the server forgot the token, or this computer's key store no longer opens it. */
  readonly endedBy: 'server' | 'key-store' | null
}

/** A server with its session, as lists show it. */
export type ServerEntry = ServerProfile & { readonly session: SessionState }

/** A server after a sign-out. `isServerTold` is false when only this computer forgot the token. */
export type SignedOut = ServerEntry & { readonly isServerTold: boolean }
