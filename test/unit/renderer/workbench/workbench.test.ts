// What happens between the features: a session that changes, and what the status bar says.
import { useServersStore } from '@renderer/connect/servers-store'
import { useTabsStore } from '@renderer/shell/tabs-store'
import { changedCopies } from '@renderer/workbench/copies'
import { liveText, positionText } from '@renderer/workbench/position-text'
import { sessionChange, useSessions } from '@renderer/workbench/sessions'
import type { Dataset } from '@shared/dataset/dataset'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import type { DatasetId } from '@shared/table/table'
import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { installBridge } from '../../../support/renderer/fake-bridge'
import { column, table } from '../../../support/shared/tables'

type State = ServerEntry['session']['state']
const entry = (state: State, userName: string | null = null): ServerEntry => ({
  id: 's' as ServerId,
  name: 'Research server',
  address: 'https://a.example.org',
  signInKind: 'password',
  userName,
  lastUsedAtIso: null,
  session: { state, userName, serverVersion: null, tokenKeptIn: null, signedInAtIso: null, endedBy: null },
})

describe('session change', () => {
  it.each<[State, State, ReturnType<typeof sessionChange>]>([
    ['closed', 'guest', null],
    ['closed', 'expired', 'expired'],
    ['signed-in', 'expired', 'expired'],
    ['expired', 'expired', null],
    ['expired', 'guest', 'other-person'],
    ['expired', 'signed-in', 'other-person'],
    ['signed-in', 'guest', 'other-person'],
    ['sign-in-needed', 'signed-in', 'other-person'],
    ['guest', 'unreachable', null],
    ['unreachable', 'guest', 'back'],
    ['guest', 'guest', null],
  ])('from %s to %s', (before, now, change) => {
    expect(sessionChange(entry(now), entry(before))).toBe(change)
  })

  it('notices somebody else, and nothing on a server that is new', () => {
    expect(sessionChange(entry('signed-in', 'bob'), entry('signed-in', 'ann'))).toBe('other-person')
    expect(sessionChange(entry('expired'), undefined)).toBeNull()
  })
})

describe('a server that is removed', () => {
  it('takes its tables along, and leaves those of others', async () => {
    setActivePinia(createPinia())
    const other = { ...entry('guest'), id: 't' as ServerId }
    installBridge({ 'server.list': () => [entry('guest'), other], 'server.remove': () => null })
    const [servers, tabs] = [useServersStore(), useTabsStore()]
    await servers.load()
    for (const { id } of [entry('guest'), other]) tabs.open({ kind: 'live', serverId: id, tableId: 'T' })
    tabs.open({ kind: 'offline', datasetId: 'd' as DatasetId })
    const scope = effectScope()
    scope.run(useSessions)
    await servers.remove(entry('guest').id)
    await nextTick()
    scope.stop()
    expect(tabs.tabs.map(({ source }) => (source.kind === 'live' ? source.serverId : source.kind))).toEqual([
      't',
      'offline',
    ])
  })
})

describe('status texts', () => {
  it('says where the person is in the rows', () => {
    expect(positionText(1, 21)).toBe('Row 2 of 21')
    expect(positionText(null, 50_146)).toBe('50,146 rows')
    expect(positionText(49_999, null)).toBe('Row 50,000')
    expect(positionText(null, null)).toBeNull()
  })

  it('says what stands between the person and a server', () => {
    expect(liveText(entry('guest')).text).toBe('Research server, live')
    expect(liveText(entry('unreachable'))).toMatchObject({ text: 'No connection to Research server', tone: 'warn' })
    expect(liveText(entry('expired')).text).toContain('has ended')
  })
})

describe('copies that changed', () => {
  const snps = table('snp_target', [column('id', 'string')])
  const samples = table('samples', [column('id', 'string'), column('snp', 'reference')])
  const copy = (id: string, keptAtIso: string, of = snps, serverId = 's1') =>
    ({ id, keptAtIso, table: of, serverId }) as Dataset

  it('are those that were kept again, not new or deleted ones', () => {
    const before = [copy('a', '1'), copy('b', '1'), copy('gone', '1')]
    const { refreshed } = changedCopies([copy('a', '2'), copy('b', '1'), copy('new', '2')], before)
    expect([...refreshed]).toEqual(['a'])
  })

  it('change what is found in copies that refer to them', () => {
    const own = [copy('samples', '1', samples), copy('others', '1', samples, 's2')]
    const before = [...own, copy('snps', '1')]
    const referring = (now: Dataset[]) => [...changedCopies(now, before).referring]
    expect(referring([...own, copy('snps', '2')])).toEqual(['samples'])
    expect(referring(own)).toEqual(['samples'])
    expect(referring([...before, copy('more', '2')])).toEqual(['samples'])
    expect(referring([...before, copy('more', '2', samples)])).toEqual([])
  })
})
