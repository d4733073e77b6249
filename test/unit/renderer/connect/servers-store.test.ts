// The remembered servers: opening, late answers, trouble, announcements.
import { useServersStore } from '@renderer/connect/servers-store'
import { AppError } from '@shared/errors/app-error'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installBridge, pending } from '../../../support/renderer/fake-bridge'

const entry = (id: string, state: ServerEntry['session']['state'] = 'closed'): ServerEntry => ({
  id: id as ServerId,
  name: id.toUpperCase(),
  address: `https://${id}.example.org`,
  signInKind: 'guest',
  userName: null,
  lastUsedAtIso: null,
  session: { state, userName: null, serverVersion: null, tokenKeptIn: null, signedInAtIso: null, endedBy: null },
})
const [a, b] = [entry('a'), entry('b')]

beforeEach(() => setActivePinia(createPinia()))

describe('servers store', () => {
  it('brings the server asked for last to the front, however late the first one answers', async () => {
    const first = pending<ServerEntry>()
    installBridge({
      'server.list': () => [a, b],
      'server.open': ({ serverId }) => (serverId === 'a' ? first.promise : entry('b', 'guest')),
    })
    const servers = useServersStore()
    await servers.load()
    const openingA = servers.open(a.id)
    expect(servers.openingId).toBe('a')
    await servers.open(b.id)
    first.resolve(entry('a', 'guest'))
    expect(await openingA).toBeNull()
    expect([servers.currentId, servers.openingId]).toEqual(['b', null])
    // What is known of the late one is kept all the same.
    expect(servers.find(a.id)?.session.state).toBe('guest')
  })

  it('says why a server could not be opened, until it is tried again', async () => {
    let isDown = true
    installBridge({
      'server.list': () => [a],
      'server.open': () => {
        if (isDown) throw new AppError('network.refused', 'Nothing answers.', { facts: { address: 'a.example.org' } })
        return entry('a', 'guest')
      },
    })
    const servers = useServersStore()
    await servers.load()
    await servers.open(a.id)
    expect(servers.troubles.get(a.id)?.code).toBe('network.refused')
    expect(servers.currentId).toBeNull()
    isDown = false
    await servers.open(a.id)
    expect(servers.troubles.has(a.id)).toBe(false)
    expect(servers.current?.name).toBe('A')
  })

  it('does not wait for a server that was given up', async () => {
    const late = pending<ServerEntry>()
    installBridge({ 'server.list': () => [a], 'server.open': () => late.promise })
    const servers = useServersStore()
    await servers.load()
    const opening = servers.open(a.id)
    servers.stopOpening()
    expect(servers.openingId).toBeNull()
    late.resolve(entry('a', 'guest'))
    await opening
    expect(servers.currentId).toBeNull()
  })

  it('follows sessions and the list as main announces them', async () => {
    let list = [a, b]
    const bridge = installBridge({ 'server.list': () => list, 'server.open': () => entry('a', 'guest') })
    const servers = useServersStore()
    await servers.load()
    await servers.open(a.id)
    const stop = servers.listen()
    bridge.announce('session.changed', entry('a', 'expired'))
    expect(servers.current?.session.state).toBe('expired')
    list = [b]
    bridge.announce('server.changed', null)
    await expect.poll(() => servers.entries.length).toBe(1)
    expect(servers.currentId).toBeNull()
    stop()
    bridge.announce('session.changed', entry('a', 'guest'))
    expect(servers.entries).toEqual([b])
  })

  it('hands a refused sign-in to the form, and forgets a removed server', async () => {
    const bridge = installBridge({
      'server.list': () => [a],
      'session.signIn': () => {
        throw new AppError('auth.refused', 'Not accepted.')
      },
      'server.remove': () => null,
    })
    const servers = useServersStore()
    await servers.load()
    const signIn = { kind: 'password', userName: 'ann', password: 'x' } as const
    await expect(servers.signIn(a.id, signIn)).rejects.toMatchObject({ code: 'auth.refused' })
    expect(bridge.called('session.signIn')).toEqual([{ serverId: 'a', signIn }])
    await servers.remove(a.id)
    expect(servers.entries).toEqual([])
  })
})
