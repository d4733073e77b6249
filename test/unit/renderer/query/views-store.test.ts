// Views load, count, drop what is late, and open allele counts with their figure.
import { useViewsStore, type ViewState } from '@renderer/query/views-store'
import { AppError } from '@shared/errors/app-error'
import { newGroup, newCondition } from '@renderer/query/filter-tree'
import { sampleServerId } from '@shared/server/server-profile'
import { plainTableView, type TableView } from '@shared/settings/table-view'
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
    fakeCall('settings.getTableView').mockResolvedValue({ ...plainTableView(), layout: 'plot' })
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

  describe('of a table that was left with a question', () => {
    const left = (attribute: string): TableView => ({
      ...plainTableView(),
      query: { filter: newGroup('and', [newCondition(attribute, 'equals', ['a'])]), search: 'b', sort: [] },
      viewId: 'v1',
    })
    const open = async (view: TableView, startRowId: string | null = null): Promise<ViewState> => {
      fakeCall('tables.describe').mockResolvedValue(plain)
      fakeCall('query.count').mockResolvedValue(7)
      fakeCall('settings.getTableView').mockResolvedValue(view)
      const source = { kind: 'live' as const, serverId: sampleServerId, tableId: 'T' }
      const shown = useViewsStore().viewOf({ id: 'left', source, title: 'T', startQuery: null, startRowId })
      await vi.waitFor(() => expect(shown.isLoading).toBe(false))
      return shown
    }
    const kept = () => fakeCall('settings.setTableView').mock.calls.at(-1)?.[0] as { view: TableView } | undefined

    it('asks it again, and counts only the rows that pass', async () => {
      const view = await open(left('id'))
      expect(view.query).toMatchObject({ filter: { children: [{ attribute: 'id' }] }, search: 'b', columns: null })
      expect([view.filteredCount, view.leftOut]).toEqual([7, null])
    })

    it('leaves out what the table has no column for, and says so', async () => {
      const view = await open(left('gone'))
      expect(view.query).toMatchObject({ filter: { children: [] }, search: 'b' })
      expect(view.leftOut).toMatchObject({ columns: ['gone'], isTextGone: false, isCut: false })
    })

    it('says that a filter was too long to be remembered', async () => {
      expect((await open({ ...plainTableView(), isQueryCut: true })).leftOut?.isCut).toBe(true)
    })

    it('remembers each question, and a plain one as none', async () => {
      const view = await open(left('id'))
      useViewsStore().ask(view.tabId, { search: 'c' })
      expect(kept()?.view).toMatchObject({ query: { search: 'c' }, viewId: 'v1' })
      useViewsStore().ask(view.tabId, { search: '', filter: newGroup('and') })
      expect(kept()?.view).toMatchObject({ query: null, isQueryCut: false })
      const ids = Array.from({ length: 60_000 }, (_, at) => `id-${at}`)
      useViewsStore().ask(view.tabId, { filter: newGroup('and', [newCondition('id', 'in', ids)]) })
      expect(kept()?.view).toMatchObject({ query: null, isQueryCut: true })
    })

    it('is not asked it where a row is to be shown, and keeps it', async () => {
      const view = await open(left('id'), '5')
      expect(view.query).toMatchObject({ filter: { children: [] }, search: '' })
      useViewsStore().ask(view.tabId, { search: 'other' })
      useViewsStore().saveLook(view.tabId, { layout: 'both' })
      expect(kept()?.view).toMatchObject({ query: { search: 'b' }, layout: 'both' })
    })
  })
})
