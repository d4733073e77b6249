// Sends a recorded request to the sample server and compares its answer with the recorded one.
import type { Hono } from 'hono'
import { expect } from 'vitest'
import type { ReplayException } from './replay-exceptions'
import { comparable, readJson, type Recording } from './replay-recordings'

async function signIn(app: Hono, username: string): Promise<string> {
  const response = await app.request('https://server/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: username }),
  })
  const answer = (await response.json()) as { token?: string }
  return answer.token ?? 'no-token'
}

/** The token that a recording was made with; the recordings themselves do not tell it. */
async function tokenFor({ name, request }: Recording, app: Hono): Promise<string> {
  if (request.as === 'anonymous') return 'nonsense'
  const token = await signIn(app, request.as)
  if (name === 'session-after-logout') {
    await app.request('https://server/api/v1/logout', { method: 'POST', headers: { 'x-molgenis-token': token } })
  }
  return token
}

/**
 * Send a recorded request.
 *
 * @param path  another path, where the recorded one names something that was left to chance
 */
export async function replay(app: Hono, recording: Recording, path = recording.request.path): Promise<Response> {
  const { method, headers, as } = recording.request
  const hasToken = 'x-molgenis-token' in headers || as !== 'anonymous'
  const token: Record<string, string> = hasToken ? { 'x-molgenis-token': await tokenFor(recording, app) } : {}
  const body = bodyOf(recording)
  return app.request(`https://server${path}`, {
    method,
    headers: { ...headers, ...token },
    ...(body === undefined ? {} : { body }),
  })
}

/** A text stands for itself: the recordings keep JSON scalars as they were sent. */
function bodyOf({ request: { body, form } }: Recording): BodyInit | undefined {
  if (form === undefined) return body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const data = new FormData()
  for (const [name, value] of Object.entries(form)) {
    if (typeof value === 'string') data.set(name, value)
    else data.set(name, new File([value.text], value.file), value.file)
  }
  return data
}

/** Compare status, type and body, as far as the exception goes. */
export async function expectAlike(
  recording: Recording,
  response: Response,
  exception: ReplayException | undefined,
): Promise<void> {
  const text = await response.text()
  expect({ status: response.status, type: response.headers.get('content-type') ?? undefined }).toEqual({
    status: recording.status,
    type: recording.contentType,
  })
  if (exception?.kind === 'body') return
  if (recording.json === undefined) {
    expect(text).toBe(recording.text)
    return
  }
  const apart = exception?.kind === 'keys' ? exception.keys : []
  const [ours, theirs] = [readJson(text), readJson(recording.json)]
  if (exception?.kind === 'lines') {
    expect(firstLines(ours)).toEqual(firstLines(theirs))
    return
  }
  expect(comparable(ours, apart)).toEqual(comparable(theirs, apart))
  if (recording.isExact && exception === undefined) expect(text).toBe(recording.json)
  if (exception?.kind === 'keys' && exception.common === true) {
    const [mine, recorded] = commonRows(ours, theirs)
    expect(mine).toEqual(recorded)
    expect(mine.length).toBeGreaterThan(3)
  }
}

type Listed = { readonly items: readonly { readonly _href: string }[] }

/** Rows that two lists have both, in the order of the first. */
function commonRows(ours: unknown, theirs: unknown): readonly [unknown[], unknown[]] {
  const rows = new Map((theirs as Listed).items.map((item) => [item._href, item]))
  const both = (ours as Listed).items.filter((item) => rows.has(item._href))
  return [both.map((item) => comparable(item)), both.map((item) => comparable(rows.get(item._href)))]
}

/** Errors with the first line of each message. */
function firstLines(answer: unknown): unknown {
  const { errors } = answer as { errors: readonly { message: string; code?: string }[] }
  return errors.map(({ message, code }) => ({ message: message.split('\n')[0], code }))
}
