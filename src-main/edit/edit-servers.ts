// What this room needs of the sessions.
import type { ServerConnection } from '@main/server/server-connection'
import type { Session } from '@main/session/client/session'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'

/** The sessions, as far as changes are concerned. */
export type EditServers = {
  list(): ServerEntry[]
  connection(serverId: ServerId): Promise<ServerConnection>
  session(serverId: ServerId, waiting?: <T>(wait: () => Promise<T>) => Promise<T>): Session
  whenSignedIn(serverId: ServerId, signal: AbortSignal): Promise<void>
  readonly untilClosed: AbortSignal
}
