// Turns what Node's and Electron's fetch throw into our own errors: which of the many ways a request can fail it was.
import { AppError, isCancelled } from '@shared/errors/app-error'
import type { ErrorCode } from '@shared/errors/error-code'

type Rule = { readonly pattern: RegExp; readonly code: ErrorCode; readonly say: (host: string) => string }

/** Codes of Node (`ENOTFOUND`), of undici (`UND_ERR_…`), of OpenSSL and of Chromium (`ERR_…`), most special first. */
const rules: readonly Rule[] = [
  {
    pattern: /\bbad port\b|ERR_UNSAFE_PORT/,
    code: 'input.invalid',
    say: (host) => `The port of ${host} is kept for other uses; no server of this kind can be there.`,
  },
  {
    pattern: /ERR_PROXY|ERR_TUNNEL|ERR_HTTPS_PROXY|ERR_SOCKS|ERR_MANDATORY_PROXY|ERR_UNEXPECTED_PROXY|ERR_PAC_/,
    code: 'network.proxy',
    say: (host) => `The network's proxy did not let the request through to ${host}.`,
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|ERR_DNS|ERR_ICANN_NAME_COLLISION/,
    code: 'network.address-unknown',
    say: (host) => `No computer with the name ${host} was found.`,
  },
  {
    pattern:
      /ERR_CERT|CERT_|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECRYPT)|ERR_TLS_CERT|ERR_BAD_SSL_CLIENT|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED|ERR_SSL_PINNED/,
    code: 'network.certificate',
    say: (host) => `The certificate of ${host} is not one that this computer trusts.`,
  },
  {
    pattern: /ECONNREFUSED|ERR_CONNECTION_REFUSED/,
    code: 'network.refused',
    say: (host) => `The computer ${host} was reached, but no server answers there.`,
  },
  {
    pattern:
      /ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ERR_(?:CONNECTION_)?TIMED_OUT|ERR_TIMED_OUT|ESOCKETTIMEDOUT/,
    code: 'network.timeout',
    say: (host) => `${host} did not answer in time.`,
  },
  {
    pattern:
      /ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE|ERR_ADDRESS_INVALID|ERR_NETWORK_ACCESS_DENIED|ERR_NETWORK_IO_SUSPENDED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL|EHOSTDOWN|EACCES|EPERM/,
    code: 'network.unreachable',
    say: (host) => `${host} cannot be reached from this computer right now.`,
  },
  {
    pattern: /ERR_SSL|EPROTO|ERR_TLS|wrong version number|packet length too long|SSL routines/,
    code: 'network.certificate',
    say: (host) => `No encrypted connection to ${host} could be made: it does not speak https there.`,
  },
  {
    pattern:
      /ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH|UND_ERR_ABORTED|HPE_|ERR_CONNECTION_(?:RESET|CLOSED|ABORTED|FAILED)|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE|ERR_HTTP2|ERR_QUIC|ERR_NETWORK_CHANGED|ERR_CONTENT_DECODING|ERR_INVALID_(?:HTTP_RESPONSE|CHUNKED)|ERR_RESPONSE_HEADERS|terminated|other side closed|socket hang up|Premature close/,
    code: 'network.interrupted',
    say: (host) => `The connection to ${host} broke off.`,
  },
]

/** True when a fetch that was told not to follow redirects failed because it met one. */
export const isRedirectFailure = (error: unknown): boolean =>
  /redirect was cancel|unexpected redirect/i.test(words(error))

/** True when https failed because the other side does not speak it. */
export const isNotEncrypted = (error: unknown): boolean =>
  /EPROTO|ERR_SSL_(?:PROTOCOL|VERSION)|wrong version number|packet length too long/.test(words(error))

/**
 * The AppError for what a fetch threw.
 *
 * @param host  name and port that the request went to, for the sentence
 * @returns one of the `network.` codes, `cancelled`, or the error itself when it is an AppError already
 */
export function toNetworkFailure(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error
  if (isCancelled(error)) return new AppError('cancelled', 'Cancelled.', { cause: error })
  const text = isWordless(error) ? 'ERR_PROXY_AUTH_REQUESTED' : words(error)
  const rule = rules.find(({ pattern }) => pattern.test(text))
  const code = rule?.code ?? 'network.unreachable'
  const message = rule?.say(host) ?? `${host} cannot be reached from this computer right now.`
  return new AppError(code, message, { cause: error, facts: { address: host, reason: reasonOf(error) } })
}

/** Node's fetch tells a proxy's 407 by an error without any words, and nothing else so. */
const isWordless = (error: unknown): boolean =>
  error instanceof TypeError &&
  error.message === 'fetch failed' &&
  error.cause instanceof Error &&
  error.cause.message === '' &&
  codeOf(error.cause) === null &&
  !(error.cause instanceof AggregateError)

/** All that an error and its causes say of themselves, for matching: codes and messages. */
function words(error: unknown): string {
  const found: string[] = []
  const queue: unknown[] = [error]
  for (let turn = 0; turn < 8 && queue.length > 0; turn += 1) {
    const current = queue.shift()
    if (!(current instanceof Error)) continue
    found.push(codeOf(current) ?? '', current.message)
    queue.push(current.cause, ...(current instanceof AggregateError ? (current.errors as unknown[]) : []))
  }
  return found.join(' ')
}

const codeOf = (error: Error): string | null => {
  const code: unknown = 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}

/** The technical name of the failure, such as `ECONNREFUSED` or `net::ERR_CERT_DATE_INVALID`. */
function reasonOf(error: unknown): string | null {
  return (
    /\b(?:net::)?(?:UND_ERR|ERR|E[A-Z]{3,}|CERT|DEPTH|UNABLE|SELF|HOSTNAME)[A-Z0-9_]*\b/.exec(words(error))?.[0] ?? null
  )
}
