import { AppError } from '@shared/errors/app-error'
import { HttpClient, type HttpRequest, type JsonAnswer, type Patience } from '@main/server/http-client'
import type { Fetch } from '@main/server/server-connection'
import { afterEach, describe, expect, it } from 'vitest'
import {
  answerHtml,
  answerJson,
  answerText,
  breakOff,
  cutShort,
  freeRoot,
  hangUp,
  inTurn,
  keepSilent,
  redirectTo,
  stall,
  startMisbehaving,
  type Behaviour,
  type Running,
} from '../../../support/misbehaving-server'

const never = new AbortController().signal
const read: HttpRequest = { method: 'GET', path: '/api/v2/version', isRepeatable: true }
const once: HttpRequest = { ...read, isRepeatable: false }
const running: Running[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

async function serve(behave: Behaviour, isEncrypted = false): Promise<Running> {
  const server = await startMisbehaving(behave, isEncrypted)
  running.push(server)
  return server
}

const clientOf = (
  root: string,
  patience: Partial<Patience> = {},
  token: string | null = null,
  fetchWith: Fetch = fetch,
) => new HttpClient({ root, fetch: fetchWith, token: () => token, patience: { retryDelaysMs: [1, 1], ...patience } })

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof AppError) return error
  throw new Error(`Not an AppError: ${String(error)}`)
}

describe('what is sent', () => {
  it('carries the token as a header only, asks for JSON and keeps no cookies', async () => {
    const server = await serve(answerJson({}, 200, { 'set-cookie': 'JSESSIONID=1; Path=/' }))
    const client = clientOf(server.root, {}, 'secret')
    await client.json(read, never)
    await client.json({ ...read, method: 'POST', body: { type: 'application/json', text: '{}' } }, never)
    const [first, second] = server.requests
    expect(first?.headers).toMatchObject({
      accept: 'application/json',
      'x-requested-with': 'XMLHttpRequest',
      'x-molgenis-token': 'secret',
    })
    expect(second?.headers.cookie).toBeUndefined()
    expect(second?.headers['content-type']).toBe('application/json')
    expect(server.asked.join()).not.toContain('secret')
  })

  it('has no token header for a guest', async () => {
    const server = await serve(answerJson({}))
    await clientOf(server.root).json(read, never)
    expect(server.requests[0]?.headers).not.toHaveProperty('x-molgenis-token')
  })
})

describe('answers', () => {
  it('come with their status, refusals too', async () => {
    const server = await serve(answerJson({ errors: [{ message: 'no' }] }, 400))
    expect(await clientOf(server.root).json(read, never)).toEqual({
      status: 400,
      body: { errors: [{ message: 'no' }] },
    })
  })

  it('keep all digits of long numbers', async () => {
    const server = await serve(answerText(200, 'application/json', '{"a":9007199254740993,"b":1.5}'))
    expect(await clientOf(server.root).json(read, never)).toEqual({
      status: 200,
      body: { a: '9007199254740993', b: 1.5 },
    })
  })

  it('may be empty only where that is said', async () => {
    const server = await serve(answerText(200, 'text/plain', ''))
    expect(await clientOf(server.root).json({ ...read, mayBeEmpty: true }, never)).toEqual({ status: 200, body: null })
    expect(await failure(clientOf(server.root).json(read, never))).toMatchObject({ code: 'server.answer-malformed' })
  })
})

describe('what is not an answer', () => {
  const cases: [string, Behaviour, AppError['code'], RegExp][] = [
    ['a web page', answerHtml('Our hospital'), 'server.not-molgenis', /web page, 'Our hospital'/],
    ['a sign-in page', answerHtml('Log in', 200, '<input type="password">'), 'server.not-molgenis', /sign-in page/],
    ['a page that wants a password', answerHtml('Unauthorized', 401), 'server.not-molgenis', /sign-in of its own/],
    ['a proxy that wants a password', answerText(407, 'text/html', '<p>no</p>'), 'network.proxy', /proxy/],
    [
      'a redirect elsewhere',
      redirectTo('https://sso.example.org/login?secret=1'),
      'server.not-molgenis',
      /sso\.example\.org/,
    ],
    ['a redirect within', redirectTo('/login'), 'server.not-molgenis', /another page \(\/login\)/],
    ['a half answer', cutShort('{"items":[{"a":1},'), 'server.answer-malformed', /ends too early/],
    ['a gateway without a server', answerHtml('Bad gateway', 502), 'server.unavailable', /not available/],
    ['maintenance', answerJson({ errors: [{ message: 'busy' }] }, 503), 'server.unavailable', /503/],
    ['plain text', answerText(200, 'text/plain', 'pong'), 'server.answer-malformed', /text instead of data/],
    [
      'a proxy that takes nothing so long',
      answerHtml('413 Request Entity Too Large', 413),
      'server.refused',
      /longer than .* takes \(413\)/,
    ],
  ]
  it.each(cases)('%s is said to be so', async (_, behave, code, sentence) => {
    const server = await serve(behave)
    const error = await failure(clientOf(server.root).json(once, never))
    expect(error).toMatchObject({ code })
    expect(error.message).toMatch(sentence)
    expect(JSON.stringify(error.facts)).not.toContain('secret')
  })

  it('takes a redirect that a fetch hides or stumbles over for one', async () => {
    const hidden: Fetch = () =>
      Promise.resolve(Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' }))
    const stumbling: Fetch = () => Promise.reject(new Error('Redirect was cancelled'))
    for (const fetchWith of [hidden, stumbling]) {
      const error = await failure(clientOf('http://x.test', {}, null, fetchWith).json(once, never))
      expect(error).toMatchObject({ code: 'server.not-molgenis', facts: { status: 302, location: null } })
    }
  })
})

describe('networks', () => {
  it('say who refused, broke off or is not trusted', async () => {
    const refused = await failure(clientOf(await freeRoot()).json(once, never))
    expect(refused).toMatchObject({ code: 'network.refused' })
    expect(refused.message).toContain('127.0.0.1')
    const reset = await serve(hangUp)
    expect(await failure(clientOf(reset.root).json(once, never))).toMatchObject({ code: 'network.interrupted' })
    const broken = await serve(breakOff('{"items":['))
    expect(await failure(clientOf(broken.root).json(once, never))).toMatchObject({ code: 'network.interrupted' })
    const selfSigned = await serve(answerJson({}), true)
    expect(await failure(clientOf(selfSigned.root).json(once, never))).toMatchObject({ code: 'network.certificate' })
  })

  it('that stay silent end in time', async () => {
    const silent = await serve(keepSilent)
    expect(await failure(clientOf(silent.root, { firstByteMs: 30 }).json(once, never))).toMatchObject({
      code: 'network.timeout',
    })
    const stalled = await serve(stall('{"items":['))
    expect(await failure(clientOf(stalled.root, { idleMs: 30 }).json(once, never))).toMatchObject({
      code: 'network.timeout',
    })
  })
})

describe('attempts', () => {
  it('are repeated when a connection broke or a server was away', async () => {
    const server = await serve(inTurn(hangUp, answerHtml('Bad gateway', 502), answerJson({ ok: true })))
    expect(await clientOf(server.root).json(read, never)).toEqual({ status: 200, body: { ok: true } })
    expect(server.asked).toHaveLength(3)
  })

  it('end after the last pause', async () => {
    const server = await serve(answerHtml('Bad gateway', 502))
    expect(await failure(clientOf(server.root).json(read, never))).toMatchObject({ code: 'server.unavailable' })
    expect(server.asked).toHaveLength(3)
  })

  it('are never repeated for what may not be asked twice', async () => {
    const server = await serve(inTurn(hangUp, answerJson({})))
    expect(await failure(clientOf(server.root).json(once, never))).toMatchObject({ code: 'network.interrupted' })
    expect(server.asked).toHaveLength(1)
  })

  it('respect the pause that a server asks for, or give up when it is long', async () => {
    const soon = await serve(inTurn(answerJson({}, 503, { 'retry-after': '0' }), answerJson({ ok: true })))
    expect(await clientOf(soon.root).json(read, never)).toMatchObject({ status: 200 })
    const late = await serve(answerJson({}, 503, { 'retry-after': '3600' }))
    expect(await failure(clientOf(late.root).json(read, never))).toMatchObject({
      code: 'server.unavailable',
      facts: { retryAfterMs: 3_600_000 },
    })
    expect(late.asked).toHaveLength(1)
  })
})

describe('cancelling', () => {
  it('ends a request at once, wherever it stands', async () => {
    for (const behave of [keepSilent, stall('{"items":[')]) {
      const server = await serve(behave)
      const stopper = new AbortController()
      const work = failure(clientOf(server.root).json(read, stopper.signal))
      await expect.poll(() => server.asked.length).toBe(1)
      stopper.abort()
      expect(await work).toMatchObject({ code: 'cancelled' })
    }
  })

  it('ends a pause before the next attempt', async () => {
    const server = await serve(answerHtml('Bad gateway', 502))
    const stopper = new AbortController()
    const work = failure(clientOf(server.root, { retryDelaysMs: [600_000] }).json(read, stopper.signal))
    await expect.poll(() => server.asked.length).toBe(1)
    stopper.abort()
    expect(await work).toMatchObject({ code: 'cancelled' })
  })
})

describe('large answers', () => {
  const open = async (behave: Behaviour, patience: Partial<Patience> = {}, signal = never) =>
    clientOf((await serve(behave)).root, patience).open(read, signal)
  const isResponse = (answer: Response | JsonAnswer): answer is Response => answer instanceof Response

  it('come unread', async () => {
    const answer = await open(answerJson({ items: [1, 2] }))
    expect(isResponse(answer) && (await answer.json())).toEqual({ items: [1, 2] })
  })

  it('that are refusals come as such', async () => {
    expect(await open(answerJson({ errors: [] }, 401))).toEqual({ status: 401, body: { errors: [] } })
    expect(await failure(open(answerHtml('Sign in')))).toMatchObject({ code: 'server.not-molgenis' })
  })

  it('end with an error when they break off, stall or are cancelled', async () => {
    const stopper = new AbortController()
    const broken = await open(breakOff('{"items":['))
    const stalled = await open(stall('{"items":['), { idleMs: 30 })
    const cancelled = await open(stall('{"items":['), {}, stopper.signal)
    stopper.abort()
    const codes: string[] = []
    for (const answer of [broken, stalled, cancelled]) {
      if (isResponse(answer)) codes.push((await failure(answer.text())).code)
    }
    expect(codes).toEqual(['network.interrupted', 'network.timeout', 'cancelled'])
  })
})
