// Servers and the sessions on them: opens them on demand, signs in and out, and gives connections and row sources.
import { AppError } from '@shared/errors/app-error'
import type { EventMap, EventName } from '@shared/ipc/events'
import type { ServerEntry, ServerId, ServerProfile, SignedOut, SignIn } from '@shared/server/server-profile'
import { orCancelled } from '@main/server/guarded-body'
import type { Patience } from '@main/server/http-client'
import { joinSignals } from '@main/server/joined-signal'
import type { RowSource } from '@main/server/row-source'
import type { Fetch, ServerConnection } from '@main/server/server-connection'
import { findServer } from './find-server'
import type { WriterPatience } from './client/row-writer'
import { Session } from './client/session'
import { sourceThrough } from './lazy-source'
import { ServerList, type ServerShelf } from './server-list'
import type { ServerSession } from './server-session'
import { closedSession, SessionMaker } from './session-maker'
import { SignInWaiters } from './sign-in-waiters'
import type { TokenVault } from './token-vault'

/** Announces a change to the windows. */
export type Announce = <N extends EventName>(name: N, payload: EventMap[N]) => void

/** What the service needs. */
export type SessionServiceOptions = {
  readonly settings: ServerShelf
  readonly vault: TokenVault
  /** The fetch that reaches a server; for the built-in sample data (address null) the in-process one. */
  readonly fetchFor: (profile: Pick<ServerProfile, 'id' | 'address'>) => Fetch
  readonly announce: Announce
  readonly now: () => Date
  readonly patience?: Partial<Patience>
  readonly writerPatience?: Partial<WriterPatience>
}

/** All servers and their sessions. */
export class SessionService {
  private readonly options: SessionServiceOptions
  private readonly servers: ServerList
  private readonly maker: SessionMaker
  private readonly sessions = new Map<ServerId, ServerSession>()
  private readonly opening = new Map<ServerId, Promise<ServerSession>>()
  private readonly unreachable = new Set<ServerId>()
  private readonly waiters = new SignInWaiters()
  private readonly ending = new AbortController()

  constructor(options: SessionServiceOptions) {
    this.options = options
    this.servers = new ServerList(options.settings)
    this.maker = new SessionMaker({ ...options, onChange: (serverId) => this.changed(serverId) })
  }

  /** All servers, the sample data first. */
  list(): ServerEntry[] {
    return this.servers.all().map((profile) => this.entry(profile))
  }

  /**
   * Find the server behind an address, sign in and remember the account. An account that is in the list already is
   * signed in to again instead. All accounts of a server share its name.
   *
   * @param name  empty text takes the name that the server has already, else its address
   * @throws AppError `input.invalid`, `network.*`, `server.not-molgenis`, `auth.*`; nothing is remembered then
   */
  async add(request: { address: string; name: string; signIn: SignIn }): Promise<ServerEntry> {
    const { signIn } = request
    const { signal } = this.ending
    const id = crypto.randomUUID() as ServerId
    const client = (root: string) => this.maker.firstClient({ id, address: root })
    const { root, detected } = await findServer(request.address, signIn.kind, client, signal)
    const others = this.servers.at(root)
    const name = request.name.trim() || (others[0]?.name ?? root.replace(/^https?:\/\//, ''))
    const again = async (known: ServerProfile) => {
      await this.signIn(known.id, signIn)
      return this.rename(known.id, name)
    }
    const typedName = signIn.kind === 'password' ? signIn.userName : null
    const known = others.find((other) => signIn.kind === other.signInKind && typedName === other.userName)
    if (known && signIn.kind !== 'token') return again(known)
    const profile: ServerProfile = {
      id,
      name,
      address: root,
      signInKind: signIn.kind,
      userName: typedName,
      lastUsedAtIso: null,
    }
    const session = this.maker.newSession(profile, detected)
    await session.signIn(signIn, signal)
    // Only the server tells whose token it is, and how it spells a name.
    const { userName } = session.status
    const sameAccount = others.find((other) => userName !== null && other.userName === userName)
    if (sameAccount) {
      session.discard(signIn.kind === 'token')
      return again(sameAccount)
    }
    this.sessions.set(id, session)
    this.remember(profile, session)
    return this.rename(id, name)
  }

  /**
   * Open a server with the token that is held, or as a guest. The entry's state tells when it wants a sign-in.
   *
   * @throws AppError `network.*`, `server.not-molgenis`, `server.unavailable`
   */
  async open(serverId: ServerId): Promise<ServerEntry> {
    const session = await this.opened(serverId)
    if (['unreachable', 'sign-in-needed'].includes(session.status.state)) await session.start(this.ending.signal)
    this.servers.put({ ...this.servers.get(serverId), lastUsedAtIso: this.options.now().toISOString() })
    this.options.announce('server.changed', null)
    return this.entryOf(serverId)
  }

  /**
   * Give a server another name, for all accounts on it.
   *
   * @throws AppError `input.invalid` for the sample data, which keeps its name
   */
  rename(serverId: ServerId, name: string): ServerEntry {
    const { address } = this.servers.get(serverId)
    if (address === null) throw new AppError('input.invalid', 'The sample data keep their name.')
    for (const profile of this.servers.at(address)) this.servers.put({ ...profile, name })
    this.options.announce('server.changed', null)
    return this.entryOf(serverId)
  }

  /**
   * Forget a server, or one account of several on it, with its token; the server is told as far as it can be reached.
   * Copies kept of its tables stay.
   */
  remove(serverId: ServerId): void {
    const profile = this.servers.get(serverId)
    if (profile.address === null) {
      throw new AppError('input.invalid', 'The sample data are part of the program and cannot be removed.')
    }
    const session = this.sessions.get(serverId)
    if (!session) void this.maker.forgetKept(profile, this.ending.signal)
    this.sessions.delete(serverId)
    this.opening.delete(serverId)
    this.unreachable.delete(serverId)
    this.options.vault.forget(serverId)
    this.servers.remove(serverId)
    this.waiters.giveUp(serverId, new AppError('auth.required', 'The server was removed from the list.'))
    this.options.announce('server.changed', null)
    // Nobody waits for the server's answer.
    if (session?.isSignedIn) void session.signOut(this.ending.signal).finally(() => session.close())
    else session?.close()
  }

  /**
   * Sign in, or go on as a guest, on a server that may be open already; all that is open on it stays.
   *
   * @throws AppError `auth.refused`, `auth.password-change`, `auth.required`, `network.*`
   */
  async signIn(serverId: ServerId, signIn: SignIn): Promise<ServerEntry> {
    const session = await this.opened(serverId)
    await session.signIn(signIn, this.ending.signal)
    const profile = this.servers.get(serverId)
    const userName = signIn.kind === 'guest' ? null : session.status.userName
    this.remember({ ...profile, signInKind: signIn.kind, userName }, session)
    return this.entryOf(serverId)
  }

  /**
   * End the session; the server stays in the list and open, as for a guest. The token is forgotten here in any case.
   */
  async signOut(serverId: ServerId): Promise<SignedOut> {
    const profile = this.servers.get(serverId)
    const opening = this.opening.get(serverId)?.catch(() => null)
    const session = this.sessions.get(serverId) ?? (opening ? await opening : null)
    const isServerTold = session
      ? await session.signOut(this.ending.signal)
      : await this.maker.forgetKept(profile, this.ending.signal)
    return { ...this.entryOf(serverId), isServerTold }
  }

  /**
   * The connection to a server, opened now if it is not yet open.
   *
   * @throws AppError as `open`
   */
  async connection(serverId: ServerId): Promise<ServerConnection> {
    return (await this.opened(serverId)).connection
  }

  /**
   * The session with a server as programs use it. When its token dies, its work waits until the person has signed in
   * again; passwords are not kept.
   *
   * @param waiting  around the time that the work waits
   */
  session(serverId: ServerId, waiting: <T>(wait: () => Promise<T>) => Promise<T> = (wait) => wait()): Session {
    return new Session(
      {
        tables: async (signal) => (await orCancelled(this.opened(serverId), signal)).connection.access,
        signIn: async (userName, password, signal) =>
          void (await orCancelled(this.signIn(serverId, { kind: 'password', userName, password }), signal)),
        signOut: async (signal) => void (await orCancelled(this.signOut(serverId), signal)),
        renew: (signal) => waiting(() => this.whenSignedIn(serverId, signal)),
      },
      this.options.writerPatience,
    )
  }

  /** The rows of a table; the server is opened when the first question is asked. */
  source(serverId: ServerId, tableId: string): RowSource {
    return sourceThrough(async (signal) => {
      const connection = await orCancelled(this.connection(serverId), signal)
      return connection.rowSource(tableId)
    })
  }

  /**
   * Wait until somebody is signed in to the server; at once when somebody is.
   *
   * @throws AppError `cancelled`; `auth.required` when the server is removed meanwhile
   */
  whenSignedIn(serverId: ServerId, signal: AbortSignal): Promise<void> {
    if (this.sessions.get(serverId)?.isSignedIn) return Promise.resolve()
    const until = joinSignals([signal, this.ending.signal])
    return orCancelled(this.waiters.wait(serverId), until.signal).finally(until.release)
  }

  /** Fires when the service closes; for questions that nobody else cancels. */
  get untilClosed(): AbortSignal {
    return this.ending.signal
  }

  /** Stop all that is under way. */
  close(): void {
    this.ending.abort()
    for (const session of this.sessions.values()) session.close()
  }

  private opened(serverId: ServerId): Promise<ServerSession> {
    const session = this.sessions.get(serverId)
    if (session) return Promise.resolve(session)
    const under = this.opening.get(serverId)
    if (under) return under
    const opening = this.openNow(serverId).finally(() => this.opening.delete(serverId))
    this.opening.set(serverId, opening)
    return opening
  }

  private async openNow(serverId: ServerId): Promise<ServerSession> {
    const profile = this.servers.get(serverId)
    const { signal } = this.ending
    try {
      const session = this.maker.newSession(profile, await this.maker.detect(profile, signal))
      await session.start(signal)
      this.unreachable.delete(serverId)
      this.sessions.set(serverId, session)
      this.changed(serverId)
      return session
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'cancelled')) {
        this.unreachable.add(serverId)
        this.changed(serverId)
      }
      throw error
    }
  }

  private remember(profile: ServerProfile, session: ServerSession): void {
    const userName = profile.signInKind === 'guest' ? null : (session.status.userName ?? profile.userName)
    this.servers.put({ ...profile, userName, lastUsedAtIso: this.options.now().toISOString() })
    this.options.announce('server.changed', null)
    this.changed(profile.id)
  }

  /** Tell the windows, and whoever waits for a sign-in. */
  private changed(serverId: ServerId): void {
    const session = this.sessions.get(serverId)
    if (session?.isSignedIn) this.waiters.release(serverId)
    const profile = this.servers.all().find(({ id }) => id === serverId)
    if (profile) this.options.announce('session.changed', this.entry(profile))
  }

  private entryOf(serverId: ServerId): ServerEntry {
    return this.entry(this.servers.get(serverId))
  }

  private entry(profile: ServerProfile): ServerEntry {
    const known = this.sessions.get(profile.id)?.status ?? closedSession
    const session = this.unreachable.has(profile.id) ? { ...known, state: 'unreachable' as const } : known
    return { ...profile, session }
  }
}
