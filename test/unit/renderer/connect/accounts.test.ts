// Accounts of one server: how they are named and grouped, whose a tab is, and the way from one to the other.
import {
  accountName,
  fullName,
  serverGroups,
  sessionAge,
  signedInSince,
  tabOwner,
} from '@renderer/connect/session-text'
import { useServersStore } from '@renderer/connect/servers-store'
import { signOutOf } from '@renderer/connect/sign-out'
import { sourceMenu } from '@renderer/connect/source-menu'
import { useDialogsStore } from '@renderer/shell/dialogs-store'
import { dismissMessage, messages } from '@renderer/shell/notify'
import { useTabsStore } from '@renderer/shell/tabs-store'
import { goTo } from '@renderer/workbench/accounts'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installBridge } from '../../../support/renderer/fake-bridge'
import { fakePage } from '../../../support/renderer/fake-page'

const account = (
  id: string,
  userName: string | null,
  address: string | null = 'https://h.example.org',
  session: Partial<ServerEntry['session']> = {},
): ServerEntry => ({
  id: id as ServerId,
  name: address === null ? 'Sample data' : 'Hospital',
  address,
  signInKind: userName === null ? 'guest' : 'password',
  userName,
  lastUsedAtIso: null,
  session: {
    state: userName === null ? 'guest' : 'signed-in',
    userName,
    serverVersion: null,
    tokenKeptIn: userName === null ? null : 'memory',
    signedInAtIso: userName === null ? null : '2026-01-01T07:00:00.000Z',
    endedBy: null,
    ...session,
  },
})
const sample = account('sample', null, null)
const [admin, reader, other] = [
  account('a', 'admin'),
  account('r', 'reader'),
  account('o', 'ann', 'https://o.example.org'),
]
const all = [sample, admin, other, reader]

beforeEach(() => {
  fakePage()
  setActivePinia(createPinia())
  for (const { id } of [...messages]) dismissMessage(id)
})

describe('accounts', () => {
  it('of one server stand together', () => {
    expect(serverGroups(all).map(({ accounts }) => accounts.map(({ id }) => id))).toEqual([
      ['sample'],
      ['a', 'r'],
      ['o'],
    ])
  })

  it('have the name of the person, signed in or not', () => {
    expect(accountName(admin)).toBe('admin')
    expect(accountName({ ...admin, session: { ...admin.session, state: 'guest', userName: null } })).toBe('admin')
    expect(accountName(sample)).toBe('guest')
    expect(accountName({ ...sample, signInKind: 'token' })).toBe('owner of a token')
    expect([fullName(admin, all), fullName(other, all)]).toEqual(['Hospital, admin', 'Hospital'])
  })

  it('tell since when somebody is signed in, and where that is kept', () => {
    const nowMs = Date.parse('2026-01-01T10:00:00.000Z')
    expect(signedInSince(admin, nowMs)).toBe('Signed in 3 hours ago')
    expect(sessionAge(admin, nowMs)).toBe('Signed in 3 hours ago; until the program ends')
    const kept = { ...admin, session: { ...admin.session, tokenKeptIn: 'key-store' as const, signedInAtIso: null } }
    expect(sessionAge(kept, nowMs)).toBe("Signed in; kept in this computer's key store")
    const untold: ServerEntry = { ...kept, session: { ...kept.session, state: 'signed-in', userName: null } }
    expect(sessionAge(untold, nowMs)).toContain('does not tell whose token it is')
    expect(sessionAge(sample, nowMs)).toBeNull()
  })

  it('are named on a tab only where another one of the same server is about', () => {
    expect(tabOwner(admin.id, [admin.id, other.id], admin, all)).toBeNull()
    expect(tabOwner(admin.id, [admin.id, reader.id], admin, all)).toBe('admin')
    expect(tabOwner(admin.id, [admin.id], reader, all)).toBe('admin')
    expect(tabOwner('gone' as ServerId, [admin.id], admin, all)).toBeNull()
  })
})

describe('going to another account', () => {
  it('opens the table in front for it, and leaves the tab of the first one', async () => {
    installBridge({
      'server.list': () => all,
      'server.open': ({ serverId }) => all.find(({ id }) => id === serverId) ?? sample,
    })
    const [servers, tabs] = [useServersStore(), useTabsStore()]
    await servers.load()
    const first = tabs.open({ kind: 'live', serverId: admin.id, tableId: 'T' }, { title: 'Table' })
    expect(await goTo(reader.id)).toBe(true)
    expect(servers.currentId).toBe('r')
    expect(tabs.active).toMatchObject({ title: 'Table', source: { serverId: 'r', tableId: 'T' } })
    expect(tabs.tabs.map(({ id }) => id)).toContain(first.id)
    await goTo(other.id)
    expect(tabs.tabs).toHaveLength(2)
    await goTo(admin.id)
    expect(tabs.tabs).toHaveLength(2)
  })

  it('asks for the sign-in where the server wants one', async () => {
    const locked = account('l', 'ann', 'https://l.example.org', { state: 'sign-in-needed' })
    installBridge({ 'server.list': () => [locked], 'server.open': () => locked })
    await useServersStore().load()
    await goTo(locked.id)
    expect(useDialogsStore().dialog).toEqual({ kind: 'sign-in', serverId: 'l', isAgain: false })
  })
})

describe('a sign-out', () => {
  it('that the server could not be told of is said', async () => {
    let isServerTold = true
    installBridge({ 'server.list': () => all, 'session.signOut': () => ({ ...admin, isServerTold }) })
    await useServersStore().load()
    await signOutOf(admin.id)
    expect(messages).toHaveLength(0)
    isServerTold = false
    await signOutOf(admin.id)
    expect(messages.map(({ tone, title }) => [tone, title])).toEqual([
      ['warn', 'Signed out of Hospital on this computer only'],
    ])
  })
})

describe('the menu of a source', () => {
  const labels = (entry: ServerEntry, isOneOfSeveral: boolean) =>
    sourceMenu(entry, isOneOfSeveral).map(({ label }) => label)

  it('fits what the source is', () => {
    expect(labels(sample, false)).toEqual([])
    expect(labels(other, false)).toEqual(['Sign out', 'Add another account…', 'Rename…', 'Remove…'])
    expect(labels({ ...reader, session: { ...reader.session, state: 'closed' } }, true)).toEqual([
      'Sign in…',
      'Add another account…',
      'Rename the server…',
      'Remove this account…',
    ])
  })

  it('asks before an account goes, and says that the others stay', () => {
    sourceMenu(reader, true).at(-1)?.onSelect()
    expect(useDialogsStore().dialog).toMatchObject({
      kind: 'confirm',
      confirmation: { title: 'Remove the account reader of Hospital?', verb: 'Remove account' },
    })
  })
})
