// Makes sessions and the clients that they ask through, from what is remembered of a server.
import type { ServerId, ServerProfile, SessionState } from '@shared/server/server-profile'
import { detectServer, type Detected } from '@main/server/dialect-registry'
import { firstContactMs, HttpClient, type Patience } from '@main/server/http-client'
import type { Fetch } from '@main/server/server-connection'
import { ServerSession } from './server-session'
import type { TokenVault } from './token-vault'

/** Stands for the address of the in-process server; never looked up, for `.invalid` names no computer. */
const inProcessRoot = 'http://sample-data.invalid'

/** A server that was not opened since the start. */
export const closedSession: SessionState = {
  state: 'closed',
  userName: null,
  serverVersion: null,
  tokenKeptIn: null,
  signedInAtIso: null,
  endedBy: null,
}

type Place = Pick<ServerProfile, 'id' | 'address'>

type SessionMakerOptions = {
  readonly vault: TokenVault
  readonly fetchFor: (place: Place) => Fetch
  readonly now: () => Date
  readonly patience?: Partial<Patience>
  readonly onChange: (serverId: ServerId) => void
}

/** Knows how servers are asked; holds no session itself. */
export class SessionMaker {
  constructor(private readonly options: SessionMakerOptions) {}

  /** Find out who answers at the address of a server. */
  detect(place: Place, signal: AbortSignal): Promise<Detected> {
    return detectServer(this.firstClient(place), signal)
  }

  /** A client without a token, and with little patience, for finding out who answers. */
  firstClient(place: Place): HttpClient {
    const { patience } = this.options
    const firstByteMs = Math.min(patience?.firstByteMs ?? firstContactMs, firstContactMs)
    return this.client(place, () => null, { ...patience, firstByteMs })
  }

  newSession(profile: ServerProfile, detected: Detected): ServerSession {
    const { vault, now, onChange } = this.options
    const { id, address } = profile
    return new ServerSession({
      detected,
      client: (token) => this.client(profile, token),
      tokens: {
        get: () => vault.get(id) ?? (vault.isUnreadable(id) ? 'unreadable' : null),
        // The in-process server forgets its tokens when the program ends; so must the vault.
        set: (token, signedInAtIso) => vault.set(id, token, signedInAtIso, address !== null),
        forget: () => vault.forget(id),
      },
      now,
      onChange: () => onChange(id),
      knownUserName: profile.userName,
    })
  }

  /**
   * Forget the token that is kept for a server which is not open, and end its session there.
   *
   * @returns false when the server could not be told
   */
  async forgetKept(place: Place, signal: AbortSignal): Promise<boolean> {
    const held = this.options.vault.get(place.id)
    this.options.vault.forget(place.id)
    if (held === null) return true
    try {
      const { dialect } = await this.detect(place, signal)
      const client = this.client(place, () => held.token)
      await dialect.signOut(client, signal)
      return true
    } catch {
      return false
    }
  }

  private client(place: Place, token: () => string | null, patience = this.options.patience): HttpClient {
    return new HttpClient({
      root: place.address ?? inProcessRoot,
      fetch: this.options.fetchFor(place),
      token,
      patience,
    })
  }
}
