// Signs out and says how far that went.
import type { ServerId } from '@shared/server/server-profile'
import { notifyFailure, warn } from '../shell/notify'
import { useServersStore } from './servers-store'

/** Sign out of an account; a server that could not be told is said. */
export async function signOutOf(serverId: ServerId): Promise<void> {
  const servers = useServersStore()
  const name = servers.find(serverId)?.name ?? 'the server'
  try {
    if (await servers.signOut(serverId)) return
    warn(
      `Signed out of ${name} on this computer only`,
      'The sign-in is forgotten here. The server could not be told; there it runs out by itself, usually within two hours.',
    )
  } catch (error) {
    notifyFailure(error)
  }
}
