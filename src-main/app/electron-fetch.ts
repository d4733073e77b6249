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
  // A fetch that meets a redirect fails without a word on where it leads; the session knows, so it is asked.
  const redirects = new Map<string, Response>()
  network.webRequest.onBeforeRedirect(({ url, statusCode, redirectURL }) => {
    redirects.set(url, new Response(null, { status: statusCode, headers: { location: redirectURL } }))
  })
  return async (url, init) => {
    const { href } = new URL(url)
    try {
      return await network.fetch(url, { ...init, credentials: 'omit', bypassCustomProtocolHandlers: true })
    } catch (error) {
      const redirect = redirects.get(href)
      if (redirect === undefined) throw error
      return redirect
    } finally {
      redirects.delete(href)
    }
  }
}
