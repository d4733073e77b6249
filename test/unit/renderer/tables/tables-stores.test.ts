// Listings, counts and copies: late answers dropped, counts two at a time and given up, copies read again when announced.
import { useCountsStore } from '@renderer/tables/counts-store'
import { useDatasetsStore } from '@renderer/tables/datasets-store'
import { useListingsStore } from '@renderer/tables/listings-store'
import { AppError } from '@shared/errors/app-error'
import type { ServerId } from '@shared/server/server-profile'
import type { SourceRef, TableListing } from '@shared/table/table'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installBridge, pending } from '../../../support/renderer/fake-bridge'

const serverId = 's' as ServerId
const source = (tableId: string): SourceRef => ({ kind: 'live', serverId, tableId })
const listing = (...ids: string[]): TableListing => ({
  packages: [],
  tables: ids.map((id) => ({ id, label: id, description: null, packageId: null, isSystem: false })),
  isComplete: true,
})

beforeEach(() => setActivePinia(createPinia()))

describe('listings store', () => {
  it('drops a late answer to an earlier question', async () => {
    const answers = [pending<TableListing>(), pending<TableListing>()]
    let asked = 0
    installBridge({ 'tables.list': () => answers[asked++]!.promise })
    const listings = useListingsStore()
    const loads = [listings.load(serverId), listings.load(serverId)]
    answers[1]!.resolve(listing('new'))
    await loads[1]
    answers[0]!.resolve(listing('old'))
    await loads[0]
    expect(listings.stateOf(serverId)?.tree.map((node) => node.id)).toEqual(['new'])
    expect(listings.stateOf(serverId)?.isLoading).toBe(false)
  })

  it('keeps what was read when reading again fails, and says why', async () => {
    let isDown = false
    installBridge({
      'tables.list': () => {
        if (isDown) throw new AppError('network.timeout', 'Too slow.')
        return listing('a')
      },
    })
    const listings = useListingsStore()
    await listings.load(serverId)
    isDown = true
    await listings.load(serverId)
    expect(listings.stateOf(serverId)).toMatchObject({ error: { code: 'network.timeout' }, listing: listing('a') })
    expect(listings.findTable(serverId, 'a')?.label).toBe('a')
  })

  it('asks once for a listing that is there or on its way', async () => {
    const bridge = installBridge({ 'tables.list': () => listing('a') })
    const listings = useListingsStore()
    await Promise.all([listings.ensure(serverId), listings.ensure(serverId)])
    expect(listings.stateOf(serverId)?.listing).toEqual(listing('a'))
    await listings.ensure(serverId)
    expect(bridge.called('tables.list')).toHaveLength(1)
  })
})

describe('counts store', () => {
  it('asks for two counts at a time and keeps what it learns', async () => {
    const answers = new Map(['a', 'b', 'c'].map((id) => [id, pending<number>()]))
    const bridge = installBridge({
      'query.count': (input) => answers.get((input.source as { tableId: string }).tableId)!.promise,
    })
    const counts = useCountsStore()
    for (const id of ['a', 'b', 'c']) counts.want(source(id))
    counts.want(source('a'))
    expect(bridge.called('query.count')).toHaveLength(2)
    answers.get('a')!.resolve(21)
    await expect.poll(() => counts.countOf(source('a'))).toEqual({ state: 'known', rowCount: 21 })
    expect(bridge.called('query.count')).toHaveLength(3)
  })

  it('gives up a count that nobody waits for, and asks afresh later', async () => {
    const first = pending<number>()
    let asked = 0
    const bridge = installBridge({
      'query.count': () => (asked++ === 0 ? first.promise : 5),
      'query.cancel': () => null,
    })
    const counts = useCountsStore()
    counts.want(source('a'))
    counts.giveUp(source('a'))
    const [{ requestId }] = bridge.called('query.count') as [{ requestId: string }]
    expect(bridge.called('query.cancel')).toEqual([{ requestId }])
    expect(counts.countOf(source('a'))).toBeNull()
    first.resolve(99)
    counts.want(source('a'))
    await expect.poll(() => counts.countOf(source('a'))).toEqual({ state: 'known', rowCount: 5 })
  })

  it('asks again for a failed count only when told to', async () => {
    let isDown = true
    const bridge = installBridge({
      'query.count': () => {
        if (isDown) throw new AppError('network.timeout', 'Too slow.')
        return 7
      },
    })
    const counts = useCountsStore()
    counts.want(source('a'))
    await expect.poll(() => counts.countOf(source('a'))?.state).toBe('failed')
    isDown = false
    counts.want(source('a'))
    expect(bridge.called('query.count')).toHaveLength(1)
    counts.want(source('a'), true)
    await expect.poll(() => counts.countOf(source('a'))).toEqual({ state: 'known', rowCount: 7 })
  })

  it('forgets the counts of one server only', () => {
    const counts = useCountsStore()
    counts.learn(source('a'), 1)
    counts.learn({ kind: 'live', serverId: 'other' as ServerId, tableId: 'a' }, 2)
    counts.forget(serverId)
    expect(counts.countOf(source('a'))).toBeNull()
    expect(counts.countOf({ kind: 'live', serverId: 'other' as ServerId, tableId: 'a' })).not.toBeNull()
  })
})

describe('datasets store', () => {
  it('reads the list again when main says that it changed', async () => {
    const bridge = installBridge({ 'dataset.list': () => [] })
    const datasets = useDatasetsStore()
    await datasets.load()
    const stop = datasets.listen()
    bridge.announce('dataset.changed', null)
    expect(bridge.called('dataset.list')).toHaveLength(2)
    stop()
    bridge.announce('dataset.changed', null)
    expect(bridge.called('dataset.list')).toHaveLength(2)
  })

  it('says why the list cannot be read', async () => {
    installBridge({
      'dataset.list': () => {
        throw new AppError('engine.stopped', 'Stopped.')
      },
    })
    const datasets = useDatasetsStore()
    await datasets.load()
    expect([datasets.error?.code, datasets.isLoaded]).toEqual(['engine.stopped', true])
  })
})
