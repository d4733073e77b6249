// The session service over loopback: adding, remembering and removing servers, through restarts, and jobs that wait.
import { emptyQuery } from '@shared/query/query'
import { sampleServerId, type ServerId } from '@shared/server/server-profile'
import { createSampleServer } from '@main/sample-server/index'
import { sessionHandlers, tableListHandlers } from '@main/session/session-handlers'
import type { Fetch } from '@main/server/server-connection'
import { afterEach, describe, expect, it } from 'vitest'
import { answerJson, byPath, freeRoot, inTurn, hangUp, startMisbehaving } from '../support/misbehaving-server'
import { closeAll, closeLater, codeOf, reader, startServer, startSessions } from '../support/session-servers'
import { memoryFile, turningKeyStore } from '../support/test-sessions'

const never = new AbortController().signal
afterEach(closeAll)

describe('adding a server', () => {
  it('finds it, signs in and remembers it with the time, after the sample data', async () => {
    const { address } = await startServer()
    const { sessions, announced, file } = startSessions({ now: () => new Date('2026-01-01T10:00:00Z') })
    const entry = await sessions.add({ address: `${address}/api/`, name: '', signIn: reader })
    expect(entry).toEqual({
      id: entry.id,
      name: address.replace('http://', ''),
      address,
      signInKind: 'password',
      userName: 'reader',
      lastUsedAtIso: '2026-01-01T10:00:00.000Z',
      session: {
        state: 'signed-in',
        userName: 'reader',
        serverVersion: '10.2.4',
        tokenKeptIn: 'key-store',
        signedInAtIso: '2026-01-01T10:00:00.000Z',
        endedBy: null,
      },
    })
    expect(sessions.list().map(({ id }) => id)).toEqual([sampleServerId, entry.id])
    expect(announced.map(({ name }) => name)).toContain('server.changed')
    const written = JSON.stringify([file, announced])
    expect(written).not.toContain('"password":')
    expect(written).not.toMatch(/"token":/)
  })

  it('remembers nothing when it fails', async () => {
    const locked = await startServer({ isLocked: true })
    const { sessions } = startSessions()
    const add = (address: string, signIn: Parameters<typeof sessions.add>[0]['signIn'] = { kind: 'guest' }) =>
      codeOf(sessions.add({ address, name: 'x', signIn }))
    expect(await add(locked.address)).toBe('auth.required')
    expect(await add(locked.address, { ...reader, password: 'wrong' })).toBe('auth.refused')
    expect(await add(locked.address, { kind: 'token', token: 'nonsense' })).toBe('auth.refused')
    expect(await add(locked.address, { kind: 'token', token: 'two\nlines' })).toBe('input.invalid')
    expect(await add(await freeRoot())).toBe('network.refused')
    expect(await add('ftp://x')).toBe('input.invalid')
    expect(sessions.list()).toHaveLength(1)
    expect(await add(locked.address, reader)).toBe('none')
    expect(sessions.list()).toHaveLength(2)
  })

  it('takes a known one again instead of a second one', async () => {
    const { address } = await startServer()
    const { sessions } = startSessions()
    const first = await sessions.add({ address, name: 'One', signIn: reader })
    const again = await sessions.add({ address, name: 'Two', signIn: reader })
    expect(again).toMatchObject({ id: first.id, name: 'Two' })
    await sessions.add({ address, name: 'Guest', signIn: { kind: 'guest' } })
    expect(sessions.list().map(({ signInKind }) => signInKind)).toEqual(['guest', 'password', 'guest'])
  })

  it('accepts a token that was made elsewhere', async () => {
    const { address } = await startServer()
    const login = await fetch(`${address}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'admin' }),
    })
    const { token } = (await login.json()) as { token: string }
    const { sessions } = startSessions()
    const entry = await sessions.add({ address, name: 'T', signIn: { kind: 'token', token: ` ${token}\n` } })
    expect(entry).toMatchObject({ signInKind: 'token', userName: 'admin', session: { state: 'signed-in' } })
  })
})

describe('a restart', () => {
  it('finds the token in the key store, and a dead one expired', async () => {
    const server = await startServer()
    const file = memoryFile()
    const { id } = await startSessions({ file }).sessions.add({ address: server.address, name: 'A', signIn: reader })
    const next = startSessions({ file }).sessions
    expect(next.list()[1]).toMatchObject({ id, session: { state: 'closed' } })
    expect((await next.open(id)).session).toMatchObject({
      state: 'signed-in',
      userName: 'reader',
      tokenKeptIn: 'key-store',
    })
    await server.stop()
    // The server that comes back knows nothing of the tokens of the one before.
    await startServer({}, server.port)
    const later = startSessions({ file }).sessions
    expect((await later.open(id)).session).toMatchObject({ state: 'expired', userName: 'reader', tokenKeptIn: null })
    await later.signIn(id, reader)
    expect(later.list()[1]?.session.state).toBe('signed-in')
  })

  it('begins as a guest without a key store', async () => {
    const server = await startServer()
    const file = memoryFile()
    const safeStorage = turningKeyStore(false)
    const added = await startSessions({ file, safeStorage }).sessions.add({
      address: server.address,
      name: 'A',
      signIn: reader,
    })
    expect(added.session.tokenKeptIn).toBe('memory')
    const next = startSessions({ file, safeStorage }).sessions
    expect((await next.open(added.id)).session).toMatchObject({ state: 'guest', tokenKeptIn: null })
  })

  it('never keeps a token of the built-in sample data', async () => {
    const file = memoryFile()
    const sample = createSampleServer({ snpCount: 1 })
    await startSessions({ file, sample }).sessions.signIn(sampleServerId, reader)
    const next = startSessions({ file, sample: createSampleServer({ snpCount: 1 }) }).sessions
    expect((await next.open(sampleServerId)).session.state).toBe('guest')
  })
})

it('a server that is removed is signed out of', async () => {
  const server = await startMisbehaving(
    byPath({
      '/api/v2/version': answerJson({ molgenisVersion: '10.2.4' }),
      '/app-ui-context': answerJson({ authenticated: true, username: 'ann' }),
      '/api/v1/login': answerJson({ token: 'abc', username: 'ann' }),
      '/api/v1/logout': answerJson({}),
    }),
  )
  closeLater(() => server.close())
  const { sessions, vault } = startSessions()
  const { id } = await sessions.add({ address: server.root, name: 'S', signIn: { ...reader, userName: 'ann' } })
  sessions.remove(id)
  expect(vault.get(id)).toBeNull()
  await expect.poll(() => server.asked).toContain('POST /api/v1/logout')
  expect(server.requests.find(({ url }) => url === '/api/v1/logout')?.headers['x-molgenis-token']).toBe('abc')
})

describe('jobs', () => {
  it('that wait for a sign-in can be cancelled, and end when the server is removed', async () => {
    const { address } = await startServer()
    const { sessions } = startSessions()
    const { id } = await sessions.add({ address, name: 'A', signIn: { kind: 'guest' } })
    const stopper = new AbortController()
    const waiting = codeOf(sessions.whenSignedIn(id, stopper.signal))
    stopper.abort()
    expect(await waiting).toBe('cancelled')
    const left = codeOf(sessions.whenSignedIn(id, never))
    sessions.remove(id)
    expect(await left).toBe('auth.required')
    expect(sessions.list()).toHaveLength(1)
  })

  it('get a page again after a connection that broke before it began', async () => {
    const { address } = await startServer()
    let isBroken = true
    const fragile: Fetch = (url, init) => {
      if (isBroken && url.includes('num=7')) {
        isBroken = false
        return Promise.reject(
          new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
        )
      }
      return fetch(url, init)
    }
    const { sessions } = startSessions({ fetch: fragile })
    const { id } = await sessions.add({ address, name: 'A', signIn: { kind: 'guest' } })
    const connection = await sessions.connection(id)
    const table = await connection.describeTable('AseSample', never)
    const page = await connection.openPage(table, emptyQuery(), { offset: 0, limit: 7 }, never)
    expect(((await page.json()) as { items: unknown[] }).items).toHaveLength(7)
  })
})

describe('the sample data', () => {
  it('keep their name and their place', async () => {
    const { sessions } = startSessions({ sample: createSampleServer({ snpCount: 1 }) })
    expect(() => sessions.remove(sampleServerId)).toThrow(expect.objectContaining({ code: 'input.invalid' }))
    expect(() => sessions.rename(sampleServerId, 'x')).toThrow(expect.objectContaining({ code: 'input.invalid' }))
    expect(await codeOf(sessions.connection('gone' as ServerId))).toBe('input.invalid')
  })
})

describe('the window', () => {
  it('does all this by its calls', async () => {
    const { address } = await startServer()
    const { sessions } = startSessions()
    const handlers = { ...sessionHandlers(sessions), ...tableListHandlers(sessions) }
    const { id } = await handlers['server.add']({ address, name: 'A', signIn: reader })
    expect(handlers['server.list']().map(({ name }) => name)).toEqual(['Sample data', 'A'])
    expect((await handlers['server.open']({ serverId: id })).session.state).toBe('signed-in')
    expect(handlers['server.rename']({ serverId: id, name: 'B' })).toMatchObject({ name: 'B' })
    expect((await handlers['tables.list']({ serverId: id })).tables.length).toBeGreaterThan(3)
    expect((await handlers['session.signOut']({ serverId: id })).session.state).toBe('guest')
    expect((await handlers['session.signIn']({ serverId: id, signIn: reader })).session.state).toBe('signed-in')
    expect(handlers['server.remove']({ serverId: id })).toBeNull()
  })

  it('is told of a token that dies while rows are looked at', async () => {
    let nowMs = Date.parse('2026-01-01T10:00:00Z')
    const now = () => new Date(nowMs)
    const { address } = await startServer({ now, tokenMinutes: 120 })
    const { sessions, announced } = startSessions({ now })
    const { id } = await sessions.add({ address, name: 'A', signIn: reader })
    nowMs += 3 * 60 * 60 * 1000
    // The table is open to guests, so the rows still come; that they come as for a guest is noticed beside them.
    await sessions.source(id, 'ASE').count(emptyQuery(), never)
    await expect.poll(() => sessions.list()[1]?.session.state).toBe('expired')
    expect(
      announced.some(({ name, payload }) => name === 'session.changed' && JSON.stringify(payload).includes('expired')),
    ).toBe(true)
  })
})

it('a server that hangs up once while being looked for is found all the same', async () => {
  const shaky = await startMisbehaving(
    inTurn(
      hangUp,
      byPath({
        '/api/v2/version': answerJson({ molgenisVersion: '10.2.4' }),
        '/api/v2/sys_md_EntityType': answerJson({ total: 0, items: [] }),
      }),
    ),
  )
  closeLater(() => shaky.close())
  const entry = await startSessions().sessions.add({ address: shaky.root, name: 'S', signIn: { kind: 'guest' } })
  expect(entry.session.state).toBe('guest')
})
