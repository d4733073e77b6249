// The session on one server: its token, its state, and what a refusal means given both.
import { AppError } from '@shared/errors/app-error'
import type { SessionState, SignIn } from '@shared/server/server-profile'
import type { Detected } from '@main/server/dialect-registry'
import type { HttpClient } from '@main/server/http-client'
import type { DialectConnection, SessionGuard } from '@main/server/server-dialect'
import type { HeldToken } from './token-vault'

/** While rows are read one after another, the server is asked this often whether the token still counts. */
const confirmEveryMs = 10_000

/** Where the session's token is held. */
export type TokenPlace = {
  get(): HeldToken | null
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
    }
  }

  get isSignedIn(): boolean {
    return this.state === 'signed-in'
  }

  /** Begin with the token that is held, or as a guest. */
  async start(signal: AbortSignal): Promise<void> {
    this.held = this.options.tokens.get()
    if (this.held === null) {
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
      this.dropToken()
      this.become('guest')
      return
    }
    const { token, userName } = await this.obtain(signIn, signal)
    this.held = this.options.tokens.set(token, this.options.now().toISOString())
    this.userName = userName
    this.confirmedAtMs = this.options.now().getTime()
    this.become('signed-in')
  }

  /** End the session on the server as far as it can be reached, and here in any case. */
  async signOut(signal: AbortSignal): Promise<void> {
    let isAdmitted = true
    let failure: AppError | null = null
    try {
      if (this.held !== null) await this.options.detected.dialect.signOut(this.http, signal)
      isAdmitted = await this.admitsGuests(signal)
    } catch (error) {
      // Signing out must work without the server too; the token then runs out there by itself.
      if (!(error instanceof AppError)) throw error
      failure = error
    }
    this.dropToken()
    this.become(isAdmitted ? 'guest' : 'sign-in-needed')
    if (failure !== null) this.noticeFailure(failure)
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
    const identity = await dialect.whoAmI(
      this.options.client(() => given.token),
      signal,
    )
    if (identity !== null && !identity.isSignedIn) throw tokenRefused(signIn.kind)
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

  private dropToken(): void {
    this.held = null
    this.options.tokens.forget()
  }

  private become(state: Usable): void {
    this.state = state
    this.isUnreachable = false
    this.shown.clear()
    // Another person may see other tables, or the same ones with other columns.
    this.connection.forget()
    this.options.onChange()
  }
}

const guestsRefused = (host: string) =>
  new AppError('auth.required', `${host} admits no guests: it wants you to sign in.`, { facts: { address: host } })

const tokenRefused = (kind: 'password' | 'token') =>
  kind === 'token'
    ? new AppError('auth.refused', 'The server does not know this token; it may have run out.', {
        facts: { field: 'token' },
      })
    : new AppError(
        'auth.refused',
        'The server gave a token and then did not accept it; a proxy may remove it on the way.',
        { facts: { field: 'token' } },
      )

const expired = (error: AppError | null) =>
  new AppError('auth.expired', 'The sign-in has run out: the server now answers as it answers a guest.', {
    cause: error ?? undefined,
    facts: error?.facts ?? {},
  })

function notAllowed(error: AppError): AppError {
  const tableId = error.facts['tableId']
  const verb = error.facts['isWrite'] === true ? 'change' : 'read'
  const denied = error.facts['deniedTableId']
  const referred = typeof denied === 'string' ? `the table ${denied}, to which ${String(tableId)} refers` : null
  const what = typeof tableId === 'string' ? `${verb} ${referred ?? `the table ${tableId}`}` : 'do this'
  return new AppError('server.refused', `You are signed in, but the server does not allow you to ${what}.`, {
    cause: error,
    facts: error.facts,
  })
}
