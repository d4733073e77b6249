import { AppError } from '@shared/errors/app-error'
import { isNotEncrypted, isRedirectFailure, toNetworkFailure } from '@main/server/network-failure'
import { describe, expect, it } from 'vitest'

const ofNode = (code: string, message = code) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) })
const ofElectron = (name: string) => new Error(`net::${name}`)
const code = (error: unknown) => toNetworkFailure(error, 'example.org').code

describe('a failed fetch', () => {
  it.each([
    ['network.address-unknown', ['ENOTFOUND', 'EAI_AGAIN'], ['ERR_NAME_NOT_RESOLVED', 'ERR_DNS_TIMED_OUT']],
    ['network.refused', ['ECONNREFUSED'], ['ERR_CONNECTION_REFUSED']],
    [
      'network.timeout',
      ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'],
      ['ERR_TIMED_OUT', 'ERR_CONNECTION_TIMED_OUT'],
    ],
    [
      'network.certificate',
      [
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'SELF_SIGNED_CERT_IN_CHAIN',
        'CERT_HAS_EXPIRED',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'ERR_TLS_CERT_ALTNAME_INVALID',
      ],
      ['ERR_CERT_AUTHORITY_INVALID', 'ERR_CERT_DATE_INVALID', 'ERR_CERT_COMMON_NAME_INVALID', 'ERR_SSL_PROTOCOL_ERROR'],
    ],
    [
      'network.proxy',
      [],
      [
        'ERR_PROXY_CONNECTION_FAILED',
        'ERR_TUNNEL_CONNECTION_FAILED',
        'ERR_PROXY_AUTH_REQUESTED',
        'ERR_PROXY_CERTIFICATE_INVALID',
      ],
    ],
    ['network.unreachable', ['ENETUNREACH', 'EHOSTUNREACH'], ['ERR_INTERNET_DISCONNECTED', 'ERR_ADDRESS_UNREACHABLE']],
    [
      'network.interrupted',
      ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'],
      [
        'ERR_CONNECTION_RESET',
        'ERR_CONNECTION_CLOSED',
        'ERR_EMPTY_RESPONSE',
        'ERR_INCOMPLETE_CHUNKED_ENCODING',
        'ERR_NETWORK_CHANGED',
      ],
    ],
  ])('is %s for what Node and Chromium call it', (expected, node, electron) => {
    expect(node.map((name) => code(ofNode(name)))).toEqual(node.map(() => expected))
    expect(electron.map((name) => code(ofElectron(name)))).toEqual(electron.map(() => expected))
  })

  it('looks into all addresses that were tried', () => {
    const tried = [Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' })]
    expect(code(new TypeError('fetch failed', { cause: new AggregateError(tried) }))).toBe('network.refused')
  })

  it('names the host and the technical reason, and keeps our own errors', () => {
    const error = toNetworkFailure(ofElectron('ERR_CERT_DATE_INVALID'), 'example.org')
    expect(error.message).toContain('example.org')
    expect(error.facts['reason']).toBe('net::ERR_CERT_DATE_INVALID')
    const own = new AppError('auth.expired', 'x')
    expect(toNetworkFailure(own, 'h')).toBe(own)
    expect(code(new DOMException('aborted', 'AbortError'))).toBe('cancelled')
    expect(code(new TypeError('fetch failed', { cause: new Error('bad port') }))).toBe('input.invalid')
    expect(code(new Error('something new'))).toBe('network.unreachable')
  })

  it('tells a plain http server behind https and a redirect', () => {
    expect(isNotEncrypted(ofNode('EPROTO', 'ssl3_get_record:wrong version number'))).toBe(true)
    expect(isNotEncrypted(ofElectron('ERR_SSL_PROTOCOL_ERROR'))).toBe(true)
    expect(isNotEncrypted(ofNode('CERT_HAS_EXPIRED'))).toBe(false)
    expect(isRedirectFailure(new Error('Redirect was cancelled'))).toBe(true)
    expect(isRedirectFailure(ofNode('ECONNRESET'))).toBe(false)
  })
})
