// What a start opens, and what it says when it cannot.
import { resolveStart } from '@main/app/start-request'
import type { ServerEntry } from '@shared/server/server-profile'
import { expect, it } from 'vitest'

const servers = [
  { id: 'sample', name: 'Sample data', address: null },
  { id: 'a1', name: 'Research server', address: 'https://molgenis.example.org/base' },
] as unknown as ServerEntry[]
const start = (server: string, table: string | null = 'T') => resolveStart({ server, table }, servers)
const live = (serverId: string) => ({
  open: { kind: 'live', serverId, tableId: 'T' },
  openServerId: serverId,
  notices: [],
})

it('opens nothing when nothing is asked for', () => {
  expect(resolveStart(null, servers)).toEqual({ open: null, openServerId: null, notices: [] })
})

it('knows a server by its id, its name and its address', () => {
  expect(start('sample')).toEqual(live('sample'))
  expect(start('research SERVER')).toEqual(live('a1'))
  expect(start('molgenis.example.org/base')).toEqual(live('a1'))
})

it('takes the account that was used last of several on one server', () => {
  const accounts = [
    { id: 'b1', name: 'Hospital', address: 'https://b.example.org', lastUsedAtIso: '2026-01-01T10:00:00.000Z' },
    { id: 'b2', name: 'Hospital', address: 'https://b.example.org', lastUsedAtIso: '2026-01-03T10:00:00.000Z' },
    { id: 'b3', name: 'Hospital', address: 'https://b.example.org', lastUsedAtIso: null },
  ] as unknown as ServerEntry[]
  expect(resolveStart({ server: 'hospital', table: 'T' }, accounts)).toEqual(live('b2'))
  expect(resolveStart({ server: 'b3', table: 'T' }, accounts)).toEqual(live('b3'))
})

it('opens a server without a table, and a copy', () => {
  expect(start('sample', null)).toEqual({ open: null, openServerId: 'sample', notices: [] })
  expect(start('offline', 'copy-1')).toMatchObject({ open: { kind: 'offline', datasetId: 'copy-1' } })
})

it('says that a server is not in the list', () => {
  expect(start('nowhere')).toMatchObject({
    open: null,
    notices: [{ title: 'There is no server “nowhere” in the list.' }],
  })
})
