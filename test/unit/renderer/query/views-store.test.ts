// Views load, count, drop what is late, and open allele counts with their figure.
import { useViewsStore } from '@renderer/query/views-store'
import { AppError } from '@shared/errors/app-error'
import { newGroup, newCondition } from '@renderer/query/filter-tree'
import { createPinia, setActivePinia } from 'pinia'
import { isReactive } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const plain = table('T', [column('id', 'string')])
const counts = table('Counts', [
  column('SNP_ID', 'reference'),
  column('Ref_Counts', 'string'),
  column('Alt_Counts', 'string'),
])

beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
})

describe('views store', () => {
  it('opens allele counts beside their plot, other tables as a grid, and either as it was left', async () => {
    expect((await openView(plain)).layout).toBe('grid')
    expect((await openView(counts)).layout).toBe('both')
    fakeCall('settings.getTableView').mockResolvedValue({ columns: [], layout: 'plot', plot: null })
    expect((await openView(plain)).layout).toBe('plot')
  })

  it('drops the count of a question that is no longer asked, and cancels it', async () => {
    const view = await openView(plain)
    const views = useViewsStore()
    const answers: ((count: number) => void)[] = []
    fakeCall('query.count').mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const filter = (value: string) => newGroup('and', [newCondition('id', 'equals', [value])])
    views.ask(view.tabId, { filter: filter('a') })
    views.ask(view.tabId, { filter: filter('b') })
    expect(fakeCall('query.cancel')).toHaveBeenCalledTimes(1)
    answers[1]?.(2)
    answers[0]?.(1)
    await vi.waitFor(() => expect([view.filteredCount, view.isCounting]).toEqual([2, false]))
    expect(view.tableCount).toBe(100)
  })

  it('keeps the words of a refusal', async () => {
    const view = await openView(plain)
    fakeCall('query.count').mockRejectedValue(new AppError('query.refused', 'No.', { facts: { serverWords: 'IX09' } }))
    useViewsStore().ask(view.tabId, { search: 'x' })
    await vi.waitFor(() => expect(view.error).toMatchObject({ code: 'query.refused', facts: { serverWords: 'IX09' } }))
    // The count of the filter before would be a wrong number beside the refused one.
    expect(view.filteredCount).toBeNull()
  })

  it('hands plain sources over the border', async () => {
    const view = await openView(plain)
    expect(isReactive(view.source)).toBe(false)
    expect(() => structuredClone(view.source)).not.toThrow()
  })

  it('does not count again for a new order', async () => {
    const view = await openView(plain)
    const before = fakeCall('query.count').mock.calls.length
    useViewsStore().ask(view.tabId, { sort: [{ attribute: 'id', direction: 'ascending' }] })
    expect(fakeCall('query.count').mock.calls.length).toBe(before)
    expect(view.version).toBe(1)
  })
})
