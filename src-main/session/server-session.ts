// The session on one server: its token, its state, and what a refusal means given both.
import { AppError } from '@shared/errors/app-error'
import type { SessionState, SignIn } from '@shared/server/server-profile'
import type { Detected } from '@main/server/dialect-registry'
import type { HttpClient } from '@main/server/http-client'
import type { DialectConnection, SessionGuard } from '@main/server/server-dialect'
import { joinSignals } from '@main/server/joined-signal'
import { expired, guestsRefused, notAllowed, tokenRefused } from './session-refusals'
import type { HeldToken } from './token-vault'

/** While rows are read one after another, the server is asked this often whether the token still counts. */
const confirmEveryMs = 10_000
/** A person who signs out waits at most this long for the server; the token is forgotten here before. */
const farewellMs = 8_000

/** Where the session's token is held. */
export type TokenPlace = {
  /** The token; null when there is none, `unreadable` when the key store no longer opens the one that was kept. */
  get(): HeldToken | 'unreadable' | null
  set(token: string, signedInAtIso: string): HeldToken
  forget(): void
}

/** What a session needs. */
export type ServerSessionOptions = {
  readonly detected: Detected
  /** A client for the same server that sends another token, or none. */
  readonly client: (token: () => string | null) => HttpClient
  readonly tokens: TokenPlace
  readonly now: () => Date
  readonly onChange: () => void
  /** Name under which the person signed in last; null for guests. */
  readonly knownUserName: string | null
}

type Usable = 'guest' | 'signed-in' | 'expired' | 'sign-in-needed'

/** An open session; it stays the same object when the person signs in again, and so do its connection and sources. */
export class ServerSession implements SessionGuard {
  readonly connection: DialectConnection
  private readonly options: ServerSessionOptions
  private readonly http: HttpClient
  private readonly ending = new AbortController()
  private held: HeldToken | null = null
  private state: Usable = 'guest'
  /** What ended the session; only looked at while it is expired. */
  private endedBy: 'server' | 'key-store' = 'server'
  private isUnreachable = false
  private userName: string | null
  private confirmedAtMs = 0
  private isConfirming = false
  /** Tables that the server has shown since the last sign-in. */
  private readonly shown = new Set<string>()

  constructor(options: ServerSessionOptions) {
    this.options = options
    this.userName = options.knownUserName
    this.http = options.client(() => this.held?.token ?? null)
    const { dialect, version } = options.detected
    this.connection = dialect.connect(this.http, version, this)
  }

  /** What the window may know. */
  get status(): SessionState {
    return {
      state: this.isUnreachable ? 'unreachable' : this.state,
      userName: this.state === 'guest' ? null : this.userName,
      serverVersion: this.options.detected.version,
      tokenKeptIn: this.held === null ? null : this.held.isInKeyStore ? 'key-store' : 'memory',
      signedInAtIso: this.held?.signedInAtIso ?? null,
      endedBy: this.state === 'expired' ? this.endedBy : null,
    }
  }

  get isSignedIn(): boolean {
    return this.state === 'signed-in'
  }

  /** Begin with the token that is held, or as a guest. */
  async start(signal: AbortSignal): Promise<void> {
    const kept = this.options.tokens.get()
    this.held = kept === 'unreadable' ? null : kept
    if (kept === 'unreadable') {
      this.become('expired', 'key-store')
    } else if (this.held === null) {
      this.become((await this.admitsGuests(signal)) ? 'guest' : 'sign-in-needed')
    } else if (!(await this.hasExpired(signal))) {
      this.become('signed-in')
    }
  }

  /**
   * Sign in, or go on as a guest. When it fails everything stays as it was.
   *
   * @throws AppError `auth.refused`, `auth.password-change`, `auth.required` (guests are not admitted), `network.*`
   */
  async signIn(signIn: SignIn, signal: AbortSignal): Promise<void> {
    if (signIn.kind === 'guest') {
      if (!(await this.admitsGuests(signal))) {
        if (this.state === 'guest') this.become('sign-in-needed')
        throw guestsRefused(this.http.host)
      }
      this.retire(this.dropToken())
      this.become('guest')
      return
    }
    const { token, userName } = await this.obtain(signIn, signal)
    if (this.held?.token !== token) this.retire(this.held)
    this.held = this.options.tokens.set(token, this.options.now().toISOString())
    this.userName = userName
    this.confirmedAtMs = this.options.now().getTime()
    this.become('signed-in')
  }

  /**
   * Forget the token here at once, then tell the server.
   *
   * @returns false when the server could not be told; the token then runs out there by itself
   */
  async signOut(signal: AbortSignal): Promise<boolean> {
    const held = this.dropToken()
    this.become('guest')
    const patience = joinSignals([signal], farewellMs)
    const work = [this.end(held, patience.signal), this.admitsGuests(patience.signal)] as const
    const [told, admitted] = await Promise.allSettled(work).finally(patience.release)
    // Somebody may have signed in meanwhile.
    const isStillOut = this.held === null && this.state === 'guest'
    if (isStillOut && admitted.status === 'fulfilled' && !admitted.value) this.become('sign-in-needed')
    for (const outcome of [told, admitted]) {
      if (outcome.status === 'fulfilled') continue
      if (!(outcome.reason instanceof AppError)) throw outcome.reason
      if (isStillOut) this.noticeFailure(outcome.reason)
    }
    return told.status === 'fulfilled'
  }

  /** Give the session up because another one for the same account goes on; a token that is in use there stays good. */
  discard(keepsToken: boolean): void {
    const held = this.dropToken()
    if (!keepsToken) this.retire(held)
    else this.close()
  }

  close(): void {
    this.ending.abort()
  }

  async explain(error: AppError, signal: AbortSignal): Promise<AppError> {
    if (error.code !== 'auth.required' && error.code !== 'table.missing') return error
    if (await this.hasExpired(signal, error)) return expired(error)
    if (this.held === null) {
      if (error.code === 'auth.required') await this.noticeLock(signal)
      return error
    }
    return error.code === 'table.missing' ? error : notAllowed(error)
  }

  async confirm(signal: AbortSignal): Promise<void> {
    if (await this.hasExpired(signal)) throw expired(null)
  }

  noticeAnswer(tableId?: string): void {
    if (tableId !== undefined) this.shown.add(tableId)
    if (this.isUnreachable) {
      this.isUnreachable = false
      this.options.onChange()
    }
    const isDue = this.options.now().getTime() - this.confirmedAtMs > confirmEveryMs
    if (this.held === null || !isDue || this.isConfirming) return
    // A dead token is silent: rows go on coming, as for a guest. So the server is asked now and then.
    this.isConfirming = true
    this.confirm(this.ending.signal)
      .catch(() => undefined)
      .finally(() => {
        this.isConfirming = false
      })
  }

  noticeFailure(error: AppError): void {
    if (this.isUnreachable || !(error.code.startsWith('network.') || error.code === 'server.unavailable')) return
    this.isUnreachable = true
    this.options.onChange()
  }

  private async obtain(signIn: Exclude<SignIn, { kind: 'guest' }>, signal: AbortSignal) {
    const { dialect } = this.options.detected
    if (signIn.kind === 'token' && !/^[\x21-\x7e]+$/.test(signIn.token.trim())) {
      throw new AppError('input.invalid', 'This is not a token: tokens are letters and digits without spaces.', {
        facts: { field: 'token' },
      })
    }
    const given =
      signIn.kind === 'token'
        ? { token: signIn.token.trim(), userName: null }
        : await dialect.signIn(
            this.options.client(() => null),
            signIn.userName,
            signIn.password,
            signal,
          )
    const client = this.options.client(() => given.token)
    const identity = await dialect.whoAmI(client, signal)
    const isKnown = identity?.isSignedIn ?? !(signIn.kind === 'token' && (await dialect.takesForGuest(client, signal)))
    if (!isKnown) throw tokenRefused(signIn.kind)
    return { token: given.token, userName: identity?.userName ?? given.userName }
  }

  private admitsGuests(signal: AbortSignal): Promise<boolean> {
    const { dialect, version } = this.options.detected
    return dialect.admitsGuests(
      this.options.client(() => null),
      version,
      signal,
    )
  }

  private async noticeLock(signal: AbortSignal): Promise<void> {
    if (this.state === 'guest' && !(await this.admitsGuests(signal))) this.become('sign-in-needed')
  }

  /**
   * Ask the server whether the token held still counts; one that does not is dropped, and the state says so.
   *
   * @param refusal  what the server refuses; where it cannot tell who is asking, the loss of a table that it has
   *   shown tells that the token is no longer known
   */
  private async hasExpired(signal: AbortSignal, refusal?: AppError): Promise<boolean> {
    const { held } = this
    if (held === null) return this.state === 'expired'
    const { dialect } = this.options.detected
    const identity = await dialect.whoAmI(this.http, signal)
    // Meanwhile somebody else may have found out the same, or signed in or out.
    if (this.held !== held) return this.state === 'expired'
    const nowMs = this.options.now().getTime()
    // A change that is refused says nothing of the token: one may see a table and not change it.
    const isLost = refusal?.facts['isWrite'] !== true && this.shown.has(String(refusal?.facts['tableId']))
    const isAlive = identity?.isSignedIn ?? (!isLost && nowMs - Date.parse(held.signedInAtIso) < dialect.tokenLifeMs)
    if (isAlive) {
      this.confirmedAtMs = nowMs
      this.userName = identity?.userName ?? this.userName
      return false
    }
    this.dropToken()
    this.become('expired')
    return true
  }

  /** End the session of a token on the server. */
  private async end(held: HeldToken | null, signal: AbortSignal): Promise<void> {
    if (held === null) return
    const { detected, client } = this.options
    await detected.dialect.signOut(
      client(() => held.token),
      signal,
    )
  }

  /** A token that is no longer used is ended on the server too; nobody waits for that. */
  private retire(held: HeldToken | null): void {
    void this.end(held, this.ending.signal).catch(() => undefined)
  }

  private dropToken(): HeldToken | null {
    const { held } = this
    this.held = null
    this.options.tokens.forget()
    return held
  }

  private become(state: Usable, endedBy: 'server' | 'key-store' = 'server'): void {
    this.state = state
    this.endedBy = endedBy
    this.isUnreachable = false
    this.shown.clear()
    // Another person may see other tables, or the same ones with other columns.
    this.connection.forget()
    this.options.onChange()
  }
}
