// What a kind of server must be able to do. Each kind is a folder beside this file and a line in the registry.
import type { AppError } from '@shared/errors/app-error'
import type { HttpClient } from './http-client'
import type { ServerConnection } from './server-connection'
import type { TableAccess } from './table-access'

/** Who the server says is asking. */
export type Identity = { readonly isSignedIn: boolean; readonly userName: string | null }

/** A token and whose it is. */
export type SignedIn = { readonly token: string; readonly userName: string }

/** What a connection asks of the session that it belongs to. */
export interface SessionGuard {
  /** A refusal is about to be thrown: the session finds out whether the token has died, and answers what to throw. */
  explain(error: AppError, signal: AbortSignal): Promise<AppError>
  /**
   * Make sure that the answer just received was given to the person signed in, not to a guest.
   *
   * @throws AppError `auth.expired`
   */
  confirm(signal: AbortSignal): Promise<void>
  /** The server answered, with what is in a table where one is named, or failed to. */
  noticeAnswer(tableId?: string): void
  noticeFailure(error: AppError): void
}

/** A connection that can also change tables, and forget what it learned for when somebody else signs in. */
export type DialectConnection = ServerConnection & { readonly access: TableAccess; forget(): void }

/** One kind of server. All methods throw AppErrors and can be cancelled. */
export type ServerDialect = {
  /**
   * The server's version when it is of this kind, else null.
   *
   * @throws AppError when the address answers nothing, or something that is no MOLGENIS at all
   */
  detect(http: HttpClient, signal: AbortSignal): Promise<{ version: string } | null>
  /** @throws AppError `auth.refused`, `auth.password-change` */
  signIn(http: HttpClient, userName: string, password: string, signal: AbortSignal): Promise<SignedIn>
  /** End the session of the client's token on the server. */
  signOut(http: HttpClient, signal: AbortSignal): Promise<void>
  /** Whose token the client sends; null where the server cannot tell. */
  whoAmI(http: HttpClient, signal: AbortSignal): Promise<Identity | null>
  /** For servers that cannot tell whose token the client sends: true when it is surely nobody's. */
  takesForGuest(http: HttpClient, signal: AbortSignal): Promise<boolean>
  /** False when guests are refused everything. */
  admitsGuests(http: HttpClient, version: string, signal: AbortSignal): Promise<boolean>
  /** How long a token lives at least by rule, for servers that cannot tell whose it is; in milliseconds. */
  readonly tokenLifeMs: number
  connect(http: HttpClient, version: string, guard: SessionGuard): DialectConnection
}
