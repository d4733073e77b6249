import type { AppError } from '@shared/errors/app-error'
import { HttpClient } from '@main/server/http-client'
import { findServer } from '@main/session/find-server'
import { describe, expect, it } from 'vitest'

type Answer = Response | Error

/** A network in which these addresses answer; everything else refuses. Also tells what was asked. */
function network(answers: Readonly<Record<string, () => Answer>>) {
  const asked: string[] = []
  const fetch = (url: string) => {
    asked.push(url)
    const found = answers[url]?.() ?? ofNode('ECONNREFUSED')
    return found instanceof Error ? Promise.reject(found) : Promise.resolve(found)
  }
  const client = (root: string) => new HttpClient({ root, fetch, token: () => null, patience: { retryDelaysMs: [] } })
  const find = (typed: string, kind: 'guest' | 'password' = 'guest') =>
    findServer(typed, kind, client, new AbortController().signal)
  return { find, asked }
}

const ofNode = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
const version = () => Response.json({ molgenisVersion: '10.2.4', buildDate: 'x' })
const page =
  (title: string, status = 200) =>
  () =>
    new Response(`<html><title>${title}</title></html>`, { status, headers: { 'content-type': 'text/html' } })
const redirect = (location: string) => () => new Response(null, { status: 301, headers: { location } })
const manifest = () => Response.json({ data: { _manifest: { SpecificationVersion: 'v13.183.2' } } })
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as AppError,
  )

describe('a server', () => {
  it('is found below a sub-folder with /api behind it', async () => {
    const { find } = network({ 'https://example.org/mol/api/v2/version': version })
    expect(await find('example.org/mol/api/')).toMatchObject({
      root: 'https://example.org/mol',
      detected: { version: '10.2.4' },
    })
  })

  it('is asked for over https first, and over http only where https is refused or not spoken', async () => {
    const { find, asked } = network({ 'http://example.org/api/v2/version': version })
    expect(await find('example.org')).toMatchObject({ root: 'http://example.org' })
    expect(asked[0]).toBe('https://example.org/api/v2/version')
    const plain = network({
      'https://example.org:8080/api/v2/version': () => ofNode('EPROTO wrong version number'),
      'http://example.org:8080/api/v2/version': version,
    })
    expect(await plain.find('example.org:8080')).toMatchObject({ root: 'http://example.org:8080' })
  })

  it('is not asked for over http when https is answered, late or badly certified', async () => {
    for (const answer of [page('Hello'), () => ofNode('CERT_HAS_EXPIRED'), () => ofNode('ETIMEDOUT')]) {
      const { find, asked } = network({
        'https://example.org/api/v2/version': answer,
        'http://example.org/api/v2/version': version,
      })
      expect(await failure(find('example.org'))).not.toBeNull()
      expect(asked.filter((url) => url.startsWith('http:'))).toEqual([])
    }
  })

  it('gets no password without encryption over the open internet, unless http:// was typed', async () => {
    const { find } = network({ 'http://example.org/api/v2/version': version })
    const error = await failure(find('example.org', 'password'))
    expect(error).toMatchObject({ code: 'input.invalid', facts: { address: 'http://example.org' } })
    expect(await find('http://example.org', 'password')).toMatchObject({ root: 'http://example.org' })
    const near = network({ 'http://192.168.1.5/api/v2/version': version })
    expect(await near.find('192.168.1.5', 'password')).toMatchObject({ root: 'http://192.168.1.5' })
  })

  it('is followed to where it sends within its host, never elsewhere or out of encryption', async () => {
    const there = network({
      'http://example.org/api/v2/version': redirect('https://example.org/api/v2/version'),
      'https://example.org/api/v2/version': version,
    })
    expect(await there.find('http://example.org')).toMatchObject({ root: 'https://example.org' })
    const elsewhere = network({
      'https://example.org/api/v2/version': redirect('https://evil.example/api/v2/version'),
      'https://evil.example/api/v2/version': version,
    })
    expect(await failure(elsewhere.find('https://example.org'))).toMatchObject({ code: 'server.not-molgenis' })
    const down = network({
      'https://example.org/api/v2/version': redirect('http://example.org/api/v2/version'),
      'http://example.org/api/v2/version': version,
    })
    expect(await failure(down.find('https://example.org'))).toMatchObject({ code: 'server.not-molgenis' })
    const around = network({ 'https://example.org/api/v2/version': redirect('https://example.org/api/v2/version') })
    expect(await failure(around.find('https://example.org'))).toMatchObject({ code: 'server.not-molgenis' })
  })

  it('that sends on without saying where is told so, also when nothing answers at the place guessed', async () => {
    const { find } = network({ 'http://example.org/api/v2/version': () => new Response(null, { status: 302 }) })
    const error = await failure(find('http://example.org'))
    expect(error).toMatchObject({ code: 'server.not-molgenis', facts: { status: 302, location: null } })
  })

  it('of another kind is called by its name', async () => {
    const emx2 = network({
      'https://example.org/api/v2/version': () => new Response('File not found: /api/v2/version', { status: 404 }),
      [`https://example.org/api/graphql?query=${encodeURIComponent('{_manifest{SpecificationVersion ImplementationVersion DatabaseVersion}}')}`]:
        manifest,
    })
    const error = await failure(emx2.find('https://example.org'))
    expect(error).toMatchObject({ code: 'server.not-molgenis' })
    expect(error?.message).toBe('This is a MOLGENIS EMX2 (v13.183.2) server, which this version cannot open yet.')
    const hinted = network({ 'https://example.org/api/v2/version': page('MOLGENIS EMX2 central') })
    expect((await failure(hinted.find('https://example.org')))?.message).toMatch(/MOLGENIS EMX2 server/)
  })

  it.each<[string, () => Answer, string]>([
    ['a web page', page('Welcome'), 'server.not-molgenis'],
    ['other JSON', () => Response.json({ hello: 1 }), 'server.not-molgenis'],
    ['other JSON with 404', () => Response.json({ error: 'no' }, { status: 404 }), 'server.not-molgenis'],
    ['a name that nobody knows', () => ofNode('ENOTFOUND'), 'network.address-unknown'],
    ['a certificate of its own', () => ofNode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'network.certificate'],
    ['a server that starts', page('Bad Gateway', 502), 'server.unavailable'],
    ['a server that fails', page('Internal Server Error', 500), 'server.refused'],
  ])('that is %s is told apart', async (_, answer, code) => {
    const { find } = network({ 'https://example.org/api/v2/version': answer })
    expect(await failure(find('https://example.org'))).toMatchObject({ code })
  })

  it('that answers nowhere is told by the first attempt', async () => {
    const { find } = network({ 'http://localhost:1/api/v2/version': () => ofNode('ECONNRESET') })
    expect(await failure(find('localhost:1'))).toMatchObject({ code: 'network.refused' })
    expect(await failure(find('not an address'))).toMatchObject({ code: 'input.invalid' })
  })
})
