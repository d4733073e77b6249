// Several accounts on one server, and what a sign-out leaves behind, here and on the server.
import { serve } from '@hono/node-server'
import type { ServerId } from '@shared/server/server-profile'
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { createSampleServer, type SampleServerOptions } from '@main/sample-server/index'
import type { Fetch } from '@main/server/server-connection'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestSessions, memoryFile, turningKeyStore } from '../support/test-sessions'

const closers: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function startServer(options: SampleServerOptions = {}) {
  const { app } = createSampleServer({ snpCount: 5, samplesPerSnp: 3, ...options })
  return new Promise<{ address: string; stop(): Promise<void> }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
      const stop = () =>
        new Promise<void>((done) => {
          server.close(() => done())
          if ('closeAllConnections' in server) server.closeAllConnections()
        })
      closers.push(stop)
      resolve({ address: `http://127.0.0.1:${String(port)}`, stop })
    })
  })
}

/** Sessions whose requests are watched; `hold` decides what becomes of a request before it goes out. */
function startSessions(options: Parameters<typeof createTestSessions>[0] = {}) {
  const tokens: string[] = []
  const asked: string[] = []
  const state = { hold: (_path: string): Promise<void> => Promise.resolve() }
  const watching: Fetch = async (url, init) => {
    const token = new Headers(init?.headers).get('x-molgenis-token')
    if (token !== null && !tokens.includes(token)) tokens.push(token)
    asked.push(new URL(url).pathname)
    await state.hold(new URL(url).pathname)
    return fetch(url, init)
  }
  const made = createTestSessions({ fetch: watching, ...options })
  closers.push(() => made.sessions.close())
  return { ...made, tokens, asked, state }
}

/** Whom the server takes the owner of a token for. */
async function whoseToken(address: string, token: string): Promise<string | null> {
  const answer = await fetch(`${address}/app-ui-context`, { headers: { 'x-molgenis-token': token } })
  const { authenticated, username } = (await answer.json()) as { authenticated: boolean; username?: string }
  return authenticated ? (username ?? '') : null
}

const as = (userName: string) => ({ kind: 'password' as const, userName, password: userName })

describe('several accounts on one server', () => {
  it('stand beside each other under one name, each with a token of its own', async () => {
    const { address } = await startServer()
    const { sessions, vault } = startSessions()
    const admin = await sessions.add({ address, name: 'Hospital', signIn: as('admin') })
    const reader = await sessions.add({ address, name: '', signIn: as('reader') })
    expect(reader.id).not.toBe(admin.id)
    expect(sessions.list().slice(1)).toMatchObject([
      { name: 'Hospital', userName: 'admin', session: { state: 'signed-in', userName: 'admin' } },
      { name: 'Hospital', userName: 'reader', session: { state: 'signed-in', userName: 'reader' } },
    ])
    expect(vault.get(admin.id)?.token).not.toBe(vault.get(reader.id)?.token)
    sessions.rename(reader.id, 'Clinic')
    expect(sessions.list().map(({ name }) => name)).toEqual(['Sample data', 'Clinic', 'Clinic'])
  })

  it('see what each of them may see, at the same time', async () => {
    const { address } = await startServer()
    const { sessions } = startSessions()
    const admin = await sessions.add({ address, name: 'H', signIn: as('admin') })
    const guest = await sessions.add({ address, name: '', signIn: { kind: 'guest' } })
    const namesFor = async (id: ServerId) => {
      const listing = await (await sessions.connection(id)).listTables(new AbortController().signal)
      return listing.tables.map(({ id: tableId }) => tableId)
    }
    const [all, open] = await Promise.all([namesFor(admin.id), namesFor(guest.id)])
    expect(all).toContain('Donor')
    expect(open).not.toContain('Donor')
  })

  it('are taken for one account when a token turns out to be of somebody in the list', async () => {
    const { address } = await startServer()
    const { sessions, vault } = startSessions()
    const reader = await sessions.add({ address, name: 'H', signIn: as('reader') })
    const login = await fetch(`${address}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'reader', password: 'reader' }),
    })
    const { token } = (await login.json()) as { token: string }
    const again = await sessions.add({ address, name: '', signIn: { kind: 'token', token } })
    expect(again.id).toBe(reader.id)
    expect(sessions.list()).toHaveLength(2)
    expect(vault.get(reader.id)?.token).toBe(token)
    expect(await whoseToken(address, token)).toBe('reader')
  })

  it('go one by one: what is removed is signed out of, the others stay signed in', async () => {
    const { address } = await startServer()
    const { sessions, vault } = startSessions()
    const admin = await sessions.add({ address, name: 'H', signIn: as('admin') })
    const reader = await sessions.add({ address, name: '', signIn: as('reader') })
    const token = vault.get(reader.id)?.token ?? ''
    sessions.remove(reader.id)
    await expect.poll(() => whoseToken(address, token)).toBeNull()
    expect(await whoseToken(address, vault.get(admin.id)?.token ?? '')).toBe('admin')
    expect(sessions.list().map(({ userName }) => userName)).toEqual([null, 'admin'])
  })

  it('that are removed before they were opened are signed out of on the server too', async () => {
    const { address } = await startServer()
    const file = memoryFile()
    const first = startSessions({ file })
    const { id } = await first.sessions.add({ address, name: 'H', signIn: as('reader') })
    const token = first.vault.get(id)?.token ?? ''
    const next = startSessions({ file })
    next.sessions.remove(id)
    expect(JSON.stringify(next.file)).not.toContain(id)
    await expect.poll(() => whoseToken(address, token)).toBeNull()
  })
})

describe('a sign-out', () => {
  it('makes the token worthless on the server', async () => {
    const { address } = await startServer()
    const { sessions, vault } = startSessions()
    const { id } = await sessions.add({ address, name: 'H', signIn: as('admin') })
    const token = vault.get(id)?.token ?? ''
    expect(await whoseToken(address, token)).toBe('admin')
    expect(await sessions.signOut(id)).toMatchObject({
      isServerTold: true,
      session: { state: 'guest', tokenKeptIn: null, signedInAtIso: null },
    })
    expect(await whoseToken(address, token)).toBeNull()
  })

  it('forgets the token here at once, however long the server takes', async () => {
    const { address } = await startServer()
    const file = memoryFile()
    const { sessions, vault, state } = startSessions({ file })
    const { id } = await sessions.add({ address, name: 'H', signIn: as('admin') })
    let letGo: () => void = () => undefined
    const until = new Promise<void>((done) => (letGo = done))
    state.hold = (path) => (path === '/api/v1/logout' ? until : Promise.resolve())
    const signingOut = sessions.signOut(id)
    expect(vault.get(id)).toBeNull()
    expect(file.value).toMatchObject({ tokens: {} })
    expect(sessions.list()[1]?.session).toMatchObject({ state: 'guest', tokenKeptIn: null })
    letGo()
    expect((await signingOut).isServerTold).toBe(true)
  })

  it('says that the server could not be told, and is one all the same', async () => {
    const server = await startServer()
    const { sessions, vault } = startSessions()
    const { id } = await sessions.add({ address: server.address, name: 'H', signIn: as('admin') })
    await server.stop()
    expect(await sessions.signOut(id)).toMatchObject({ isServerTold: false, session: { tokenKeptIn: null } })
    expect(vault.get(id)).toBeNull()
  })

  it('forgets the token of a server that is not open, whether that can be reached or not', async () => {
    const server = await startServer()
    const file = memoryFile()
    const first = startSessions({ file })
    const { id } = await first.sessions.add({ address: server.address, name: 'H', signIn: as('admin') })
    const token = first.vault.get(id)?.token ?? ''
    const next = startSessions({ file })
    expect(await next.sessions.signOut(id)).toMatchObject({ isServerTold: true, session: { state: 'closed' } })
    expect(await whoseToken(server.address, token)).toBeNull()
    await next.sessions.signIn(id, as('admin'))
    await server.stop()
    const last = startSessions({ file })
    expect((await last.sessions.signOut(id)).isServerTold).toBe(false)
    expect(file.value).toMatchObject({ tokens: {} })
  })

  it('gives up on a server that stays silent after a while', async () => {
    const { address } = await startServer()
    const { sessions, state } = startSessions({ patience: { firstByteMs: 300, retryDelaysMs: [] } })
    const { id } = await sessions.add({ address, name: 'H', signIn: as('admin') })
    state.hold = () => new Promise(() => undefined)
    expect((await sessions.signOut(id)).isServerTold).toBe(false)
  })

  it('of a locked server leaves it wanting a sign-in', async () => {
    const { address } = await startServer({ isLocked: true })
    const { sessions } = startSessions()
    const { id } = await sessions.add({ address, name: 'H', signIn: as('admin') })
    expect((await sessions.signOut(id)).session.state).toBe('sign-in-needed')
  })

  it('does not undo a sign-in that was made meanwhile', async () => {
    const { address } = await startServer({ isLocked: true })
    const { sessions, state } = startSessions()
    const { id } = await sessions.add({ address, name: 'H', signIn: as('admin') })
    let letGo: () => void = () => undefined
    const until = new Promise<void>((done) => (letGo = done))
    state.hold = (path) => (path === '/api/v1/logout' ? until : Promise.resolve())
    const signingOut = sessions.signOut(id)
    await sessions.signIn(id, as('reader'))
    letGo()
    expect((await signingOut).session).toMatchObject({ state: 'signed-in', userName: 'reader' })
  })
})

describe('a token that is replaced', () => {
  it('is ended on the server, whether the same person signs in again or another one', async () => {
    const { address } = await startServer()
    const { sessions, vault } = startSessions()
    const { id } = await sessions.add({ address, name: 'H', signIn: as('admin') })
    for (const next of ['admin', 'reader']) {
      const old = vault.get(id)?.token ?? ''
      await sessions.signIn(id, as(next))
      await expect.poll(() => whoseToken(address, old)).toBeNull()
      expect(await whoseToken(address, vault.get(id)?.token ?? '')).toBe(next)
    }
    const last = vault.get(id)?.token ?? ''
    await sessions.signIn(id, { kind: 'guest' })
    await expect.poll(() => whoseToken(address, last)).toBeNull()
  })
})

describe('a key store that lost its key', () => {
  it('leaves the person signed out, with the reason, until the next sign-in', async () => {
    const { address } = await startServer()
    const file = memoryFile()
    const { id } = await startSessions({ file }).sessions.add({ address, name: 'H', signIn: as('admin') })
    const emptied = {
      ...turningKeyStore(),
      decryptString: () => {
        throw new Error('another key')
      },
    }
    const { sessions } = startSessions({ file, safeStorage: emptied })
    expect((await sessions.open(id)).session).toMatchObject({
      state: 'expired',
      endedBy: 'key-store',
      userName: 'admin',
      tokenKeptIn: null,
    })
    expect((await sessions.signIn(id, as('admin'))).session).toMatchObject({ state: 'signed-in', endedBy: null })
  })

  it('that is only locked keeps what it holds for the next start', async () => {
    const { address } = await startServer()
    const file = memoryFile()
    const { id } = await startSessions({ file }).sessions.add({ address, name: 'H', signIn: as('admin') })
    const locked = startSessions({ file, safeStorage: turningKeyStore(false) }).sessions
    expect((await locked.open(id)).session).toMatchObject({ state: 'expired', endedBy: 'key-store' })
    const later = startSessions({ file }).sessions
    expect((await later.open(id)).session).toMatchObject({ state: 'signed-in', userName: 'admin' })
  })
})

describe('a token that was made elsewhere', () => {
  it.each(GENERATION_NAMES)(
    'counts on a server of generation %s, and one that nobody was given does not',
    async (generation) => {
      const { address } = await startServer({ generation })
      const { sessions } = startSessions()
      const login = await fetch(`${address}/api/v1/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'admin', password: 'admin' }),
      })
      const { token } = (await login.json()) as { token: string }
      await expect(
        sessions.add({ address, name: 'T', signIn: { kind: 'token', token: 'nonsense' } }),
      ).rejects.toMatchObject({ code: 'auth.refused', facts: { field: 'token' } })
      expect(sessions.list()).toHaveLength(1)
      const { session } = await sessions.add({ address, name: 'T', signIn: { kind: 'token', token } })
      expect(session.state).toBe('signed-in')
    },
  )

  it('is not known for nobody’s where a server has no page that would tell', async () => {
    const { app } = createSampleServer({ snpCount: 5, samplesPerSnp: 3, generation: '4' })
    const gone = new Response('<html></html>', { status: 404, headers: { 'content-type': 'text/html' } })
    const { sessions } = startSessions({
      fetch: async (url, init) => (url.includes('/plugin/') ? gone.clone() : app.fetch(new Request(url, init))),
    })
    const signIn = { kind: 'token' as const, token: 'anything' }
    const { session } = await sessions.add({ address: 'http://old.example.org', name: 'T', signIn })
    expect(session).toMatchObject({ state: 'signed-in', userName: null })
  })
})
