// The network as main uses it: Chromium's own stack, so that the system's proxy and certificates work.
import type { Fetch } from '@main/server/server-connection'
import { session } from 'electron'

/**
 * A fetch over a session of its own that keeps nothing: no cookies, no cache, nothing on disk.
 *
 * Redirects are left to the caller, who takes them as 'this is not the API'.
 */
export function createElectronFetch(): Fetch {
  const network = session.fromPartition('network', { cache: false })
  network.setPermissionRequestHandler((_contents, _permission, allow) => allow(false))
  return (url, init) => network.fetch(url, { ...init, credentials: 'omit', bypassCustomProtocolHandlers: true })
}
