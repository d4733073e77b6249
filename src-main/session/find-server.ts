// From the address that a person typed to the server that answers there.
import { AppError } from '@shared/errors/app-error'
import type { SignIn } from '@shared/server/server-profile'
import { isPrivateHost, readAddress } from '@main/server/address'
import { detectServer, type Detected } from '@main/server/dialect-registry'
import type { HttpClient } from '@main/server/http-client'
import { isNotEncrypted } from '@main/server/network-failure'

/** A server that answered, and the root address at which it did. */
export type FoundServer = { readonly root: string; readonly detected: Detected }

const mostRedirects = 2

/**
 * Look for a server at what was typed: https first, http only on this computer and private networks, or where
 * https is refused. Redirects are followed within the same host, so that `http://` leads to the `https://` meant.
 *
 * @param client   a client without a token for a root address
 * @param signIn   a password or token is not sent without encryption over the open internet unless `http://` was typed
 * @throws AppError `input.invalid` for impossible addresses, else what went wrong at the most telling place
 */
export async function findServer(
  typed: string,
  signIn: SignIn['kind'],
  client: (root: string) => HttpClient,
  signal: AbortSignal,
): Promise<FoundServer> {
  const candidates = readAddress(typed)
  let first: AppError | null = null
  for (const { root, when } of candidates) {
    if (when === 'if-unanswered' && first !== null && !mayLackEncryption(first, root)) break
    try {
      const found = await detectAt(root, client, signal)
      if (when === 'if-unanswered' && signIn !== 'guest' && isOpenHttp(found.root)) throw notEncrypted(found.root)
      return found
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled' || error.code === 'input.invalid') throw error
      // What answered says more than what did not.
      first = first === null || !error.code.startsWith('network.') ? error : first
    }
  }
  throw first ?? new AppError('input.invalid', `No server was found at '${typed}'.`)
}

async function detectAt(
  start: string,
  client: (root: string) => HttpClient,
  signal: AbortSignal,
): Promise<FoundServer> {
  let root = start
  let guessed: AppError | null = null
  for (let hop = 0; ; hop += 1) {
    try {
      return { root, detected: await detectServer(client(root), signal) }
    } catch (error) {
      // Where a redirect did not say where it leads, nothing at the place guessed says nothing.
      if (guessed !== null && error instanceof AppError && error.code.startsWith('network.')) throw guessed
      const next = error instanceof AppError ? redirectedRoot(error, root) : null
      if (next === null || hop >= mostRedirects) throw error
      guessed = error instanceof AppError && error.facts['location'] === null ? error : null
      root = next
    }
  }
}

/** Where a redirect leads to on the same host, without giving up encryption; null when it leads anywhere else. */
function redirectedRoot(error: AppError, root: string): string | null {
  const { location, status } = error.facts
  if (error.code !== 'server.not-molgenis' || typeof status !== 'number' || status < 300 || status > 399) return null
  const from = new URL(root)
  if (typeof location !== 'string') return from.protocol === 'http:' ? `https://${from.hostname}${pathOf(root)}` : null
  if (!/\/api\/v2\/version\/?$/.test(new URL(location).pathname)) return null
  const [target] = readAddress(location)
  if (!target || target.root === root) return null
  const to = new URL(target.root)
  const keepsEncryption = to.protocol === 'https:' || from.protocol === 'http:'
  return to.hostname === from.hostname && keepsEncryption ? target.root : null
}

function pathOf(root: string): string {
  const { pathname } = new URL(root)
  return pathname === '/' ? '' : pathname
}

function mayLackEncryption(failure: AppError, root: string): boolean {
  if (isPrivateHost(new URL(root).hostname)) return failure.code !== 'network.address-unknown'
  return failure.code === 'network.refused' || isNotEncrypted(failure.cause)
}

function isOpenHttp(root: string): boolean {
  const { protocol, hostname } = new URL(root)
  return protocol === 'http:' && !isPrivateHost(hostname)
}

const notEncrypted = (root: string) =>
  new AppError(
    'input.invalid',
    `The server answers only without encryption. Type the address as ${root} to sign in there all the same.`,
    { facts: { field: 'address', address: root } },
  )
