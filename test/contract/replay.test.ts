// Every recorded request for reading is sent to the sample server over the same small tables, and answered alike.
import type { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createServerApp } from '@main/sample-server/http/server-app'
import { REPLAY_EXCEPTIONS } from './replay-exceptions'
import { comparable, readJson, readRecordings, type Recording } from './replay-recordings'
import { recordedAccounts, recordedContent } from './replay-tables'

/** Recorded before guests got the right to read metadata. */
const RECORDED_LOCKED = new Set([
  'session-bad-bearer',
  'session-bad-token',
  'session-version-v1',
  'locked-anonymous-granted-table',
  'rights-anonymous-entity-list',
  'rights-anonymous-packages',
  'rights-anonymous-refused',
  'rights-must-change-password',
])

/** Recorded when a gene had been added. */
const RECORDED_LATER = new Set(['read-v2-exclude-categories'])

const serverFor = (isLocked: boolean, laterGenes: readonly string[] = []): Hono =>
  createServerApp({
    content: () => recordedContent(laterGenes),
    accounts: recordedAccounts(),
    isLocked,
    baseUrl: 'https://server',
  })
const open = serverFor(false)
const locked = serverFor(true)
const later = serverFor(false, ['ENSG5'])

function serverOf(name: string): Hono {
  if (RECORDED_LOCKED.has(name)) return locked
  return RECORDED_LATER.has(name) ? later : open
}

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

async function replay(recording: Recording): Promise<Response> {
  const { method, path, body, headers } = recording.request
  const app = serverOf(recording.name)
  const hasToken = 'x-molgenis-token' in headers || recording.request.as !== 'anonymous'
  const token: Record<string, string> = hasToken ? { 'x-molgenis-token': await tokenFor(recording, app) } : {}
  return app.request(`https://server${path}`, {
    method,
    headers: { ...headers, ...token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
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

const recordings = readRecordings('session', 'locked', 'rights', 'read', 'query', 'querytypes')

describe('the sample server answers as the recorded server did', () => {
  for (const recording of recordings) {
    const exception = REPLAY_EXCEPTIONS[recording.name]
    if (exception?.kind === 'unanswered') continue
    const title = exception === undefined ? recording.name : `${recording.name}, apart: ${exception.reason}`
    it(title, async () => {
      const response = await replay(recording)
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
    })
  }

  it('has an exception for recordings only that exist', () => {
    const names = new Set(recordings.map(({ name }) => name))
    expect(Object.keys(REPLAY_EXCEPTIONS).filter((name) => !names.has(name))).toEqual([])
    expect([...RECORDED_LOCKED, ...RECORDED_LATER].filter((name) => !names.has(name))).toEqual([])
  })

  it('does not speak what is listed as unanswered', async () => {
    for (const recording of recordings) {
      if (REPLAY_EXCEPTIONS[recording.name]?.kind !== 'unanswered') continue
      const { status } = await replay(recording)
      expect([recording.name, [404, 405].includes(status)]).toEqual([recording.name, true])
    }
  })
})
