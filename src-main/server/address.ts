// Reads the address of a server as a person types it: with or without scheme, `/api`, sub-folder or closing slash.
import { AppError } from '@shared/errors/app-error'

/** A place where a server may be found. */
export type AddressCandidate = {
  /** Without a closing slash and without `/api`. */
  readonly root: string
  /**
   * `first`: always; `if-unanswered`: when https was refused there or is not spoken.
   */
  readonly when: 'first' | 'if-unanswered'
}

/** First path segments that belong to MOLGENIS itself and never to the folder that it lives in. */
const ownSegments = ['api', 'menu', 'plugin', 'login', 'logout', 'account', 'files', 'app-ui-context', 'index.html']

/**
 * The places to look for a server, in order.
 *
 * Without a scheme https comes first, http after it.
 *
 * @throws AppError `input.invalid` with a sentence on what is wrong with the text
 */
export function readAddress(typed: string): AddressCandidate[] {
  const text = tidied(typed)
  if (text === '') throw invalid('Type the address of a server, such as molgenis.example.org.')
  if (/\s/.test(text)) throw invalid(`'${text}' is not an address: it has a space inside.`)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? null
  if (scheme !== null && scheme !== 'http' && scheme !== 'https') {
    throw invalid(`Addresses of servers begin with https:// or http://, not with ${scheme}://.`)
  }
  if (scheme === null && /^(?:mailto|file|javascript|data|about|https?):/i.test(text)) {
    throw invalid(`'${text}' is not the address of a server.`)
  }
  const rest = scheme === null ? text.replace(/^\/+/, '') : text.slice(scheme.length + 3)
  const secure = rootOf(parse(scheme ?? 'https', rest, text))
  if (scheme !== null) return [{ root: secure, when: 'first' }]
  return [
    { root: secure, when: 'first' },
    { root: rootOf(parse('http', rest, text)), when: 'if-unanswered' },
  ]
}

/** True for this computer and for networks that are not the open internet. */
export function isPrivateHost(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  if (name.includes(':')) return /^(?:fc|fd|fe[89ab])[0-9a-f]*:/.test(name)
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(name)
  if (!parts) return !name.includes('.') || /\.(?:local|lan|internal|intranet|home\.arpa)$/.test(name)
  const [first, second] = [Number(parts[1]), Number(parts[2])]
  return (
    first === 127 ||
    first === 10 ||
    (first === 192 && second === 168) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 169 && second === 254)
  )
}

/** The text without what comes along when an address is copied: quotes, brackets, unseen signs, a mistyped scheme. */
function tidied(typed: string): string {
  return typed
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .trim()
    .replace(/^["'<“”‘’«]+|["'>“”‘’»]+$/g, '')
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
    .replace(/^(https?)(?::[\\/]*|[\\/]{2,})(?=[^\\/])/i, '$1://')
    .trim()
}

function parse(scheme: string, rest: string, typed: string): URL {
  const url = tryUrl(`${scheme}://${bracketed(rest)}`)
  if (url === null || url.hostname === '') {
    throw invalid(
      `'${typed}' is not an address. It should look like molgenis.example.org or https://example.org/molgenis.`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('Leave user name and password out of the address; there are fields of their own for them.')
  }
  return url
}

/** A bare IPv6 address gets the brackets that URLs want. */
function bracketed(rest: string): string {
  const host = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  const isBareIpv6 = /^[0-9a-f:.]+$/i.test(host) && (host.match(/:/g)?.length ?? 0) > 1
  return isBareIpv6 ? `[${host}]${rest.slice(host.length)}` : rest
}

function rootOf(url: URL): string {
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const end = segments.findIndex((segment) => ownSegments.includes(segment.toLowerCase()))
  const kept = end < 0 ? segments : segments.slice(0, end)
  return url.origin + kept.map((segment) => `/${segment}`).join('')
}

function tryUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

const invalid = (message: string) => new AppError('input.invalid', message, { facts: { field: 'address' } })
