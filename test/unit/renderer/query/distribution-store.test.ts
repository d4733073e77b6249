// What is remembered of a column's distribution, and for how long.
import { useDistributionStore } from '@renderer/query/distribution/distribution-store'
import { useViewsStore, type ViewState } from '@renderer/query/views-store'
import type { Distribution } from '@shared/query/distribution/distribution'
import { emptyQuery } from '@shared/query/query'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, condition, query, table } from '../../../support/sample-table'

vi.mock('@renderer/api', async () => import('../../../support/renderer/fake-api'))

const reads = table('Reads', [column('id'), column('kind'), column('snp', 'reference')])
const counted: Distribution = {
  ...{ kind: 'values', column: 'kind', totalCount: 100, coverage: { kind: 'all' }, missingCount: 0 },
  ...{ values: [], otherValueCount: 0, otherCount: 0, emptyTextCount: 0 },
}

/** How often all rows, and those that pass a filter, were counted. */
const asked = () => {
  const queries = fakeCall('query.distribution').mock.calls.map(([input]) => (input as { query: unknown }).query)
  const ofAll = queries.filter((one) => JSON.stringify(one) === JSON.stringify(emptyQuery())).length
  return { ofAll, ofRest: queries.length - ofAll }
}

describe('the distribution over all rows', () => {
  let view: ViewState
  const store = () => useDistributionStore()
  /** Shown beside a condition, with another rest of the filter each time, and hidden again. */
  const show = async (name: string, value: string) => {
    await store().ask(view, name, query({}, condition('id', 'equals', value)))
    store().cancel(view, name)
  }

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    forgetCalls()
    setActivePinia(createPinia())
    fakeCall('query.distribution').mockResolvedValue(counted)
    view = await openView(reads)
  })
  afterEach(() => vi.useRealTimers())

  it('is counted once', async () => {
    for (const value of ['1', '2', '3']) await show('kind', value)
    expect(asked()).toEqual({ ofAll: 1, ofRest: 3 })
  })

  it('is counted anew when the table was read again', async () => {
    await show('kind', '1')
    useViewsStore().reload(view.tabId)
    await show('kind', '2')
    expect(asked()).toEqual({ ofAll: 2, ofRest: 2 })
  })

  it('is counted anew after a while where rows of another table are in it', async () => {
    for (const name of ['kind', 'snp.chr']) await show(name, '1')
    vi.advanceTimersByTime(59_000)
    await show('snp.chr', '2')
    expect(asked().ofAll).toBe(2)
    vi.advanceTimersByTime(2_000)
    for (const name of ['kind', 'snp.chr']) await show(name, '3')
    expect(asked().ofAll).toBe(3)
  })
})
