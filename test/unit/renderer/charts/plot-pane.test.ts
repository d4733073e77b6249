// The plot pane follows the question, drops what is late, shares the selection, and says why there is no plot.
import PlotPane from '@renderer/charts/PlotPane.vue'
import { maxRowsOf, usePlotStore } from '@renderer/charts/plot-store'
import { newCondition, newGroup } from '@renderer/query/filter-tree'
import { useViewsStore, type ViewState } from '@renderer/query/views-store'
import { AppError } from '@shared/errors/app-error'
import type { NumberColumns } from '@shared/ipc/answers'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

// jsdom has no canvas: the library is replaced by one that says when it would have drawn.
const drawn = vi.hoisted(() => ({ options: [] as unknown[], finished: [] as (() => void)[] }))
vi.mock('@renderer/charts/echarts-loader', () => ({
  loadCharts: () =>
    Promise.resolve({
      init: () => ({
        on: (_: string, listener: () => void) => drawn.finished.push(listener),
        resize: () => undefined,
        dispose: () => undefined,
        getZr: () => ({ flush: () => undefined }),
        setOption: (option: unknown) => {
          drawn.options.push(option)
          drawn.finished.forEach((finish) => finish())
        },
      }),
    }),
}))

const counts = table('SampleAse', [
  column('ID', 'string'),
  column('SNP_ID', 'reference'),
  column('Ref_Counts', 'string'),
  column('Alt_Counts', 'string'),
])
const numbers = (x: number[], y: number[], totalCount = x.length): NumberColumns => ({
  columns: ['Ref_Counts', 'Alt_Counts'],
  values: [Float64Array.from(x), Float64Array.from(y)],
  ids: x.map((_, at) => `row${at}`),
  labels: x.map((_, at) => `S${at}`),
  shownCount: x.length,
  totalCount,
  missingCount: 0,
  choice: totalCount > x.length ? 'first' : 'all',
})

let wrapper: VueWrapper
beforeEach(() => {
  forgetCalls()
  drawn.options.length = 0
  drawn.finished.length = 0
  setActivePinia(createPinia())
  vi.stubGlobal('matchMedia', () => ({ addEventListener: () => undefined, removeEventListener: () => undefined }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
})
afterEach(() => {
  wrapper.unmount()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const show = async (view: ViewState) => {
  wrapper = mount(PlotPane, { props: { view }, attachTo: document.body })
  await vi.waitFor(() => expect(wrapper.emitted('settled')).toBeDefined())
}
const asked = () => fakeCall('query.numbers').mock.calls.map(([input]) => input as Record<string, never>)

describe('PlotPane', () => {
  it('asks for the counts without any choice made, and draws the figure of the tutorial', async () => {
    fakeCall('query.numbers').mockResolvedValue(numbers([130, 4142], [121, 4791]))
    await show(await openView(counts, [newCondition('SNP_ID', 'equals', ['rs12460890'])]))
    expect(asked()[0]).toMatchObject({ columns: ['Ref_Counts', 'Alt_Counts'], maxRows: maxRowsOf.live })
    expect(drawn.options.at(-1)).toMatchObject({ title: { text: 'Allele-Specific Expression for rs12460890' } })
    expect(wrapper.get('.caption').text()).toBe(
      '2 samples, reference 4,272, alternative 4,912, alternative fraction 0.535.',
    )
  })

  it('asks again for another filter, never for another order: a sort would show one end of a large table only', async () => {
    fakeCall('query.numbers').mockResolvedValue({ ...numbers([1], [2]), choice: 'first', totalCount: 9 })
    const view = await openView(counts)
    await show(view)
    const views = useViewsStore()
    views.ask(view.tabId, { sort: [{ attribute: 'ID', direction: 'ascending' }] })
    await nextTick()
    expect(asked()).toHaveLength(1)
    views.ask(view.tabId, { filter: newGroup('and', [newCondition('SNP_ID', 'equals', ['a'])]) })
    await vi.waitFor(() => expect(asked()).toHaveLength(2))
    expect(asked()[1]).toMatchObject({ query: { sort: [] } })
    views.reload(view.tabId)
    await vi.waitFor(() => expect(asked()).toHaveLength(3))
  })

  it('drops numbers that come too late', async () => {
    fakeCall('query.numbers').mockResolvedValue(numbers([1], [1]))
    const view = await openView(counts)
    await show(view)
    const answers: ((value: NumberColumns) => void)[] = []
    fakeCall('query.numbers').mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    for (const search of ['a', 'b']) {
      useViewsStore().ask(view.tabId, { search })
      await nextTick()
    }
    answers[1]?.(numbers([2, 2], [2, 2]))
    answers[0]?.(numbers([3, 3, 3], [3, 3, 3]))
    await vi.waitFor(() => expect(usePlotStore().stateOf(view).isLoading).toBe(false))
    expect(usePlotStore().stateOf(view).numbers?.shownCount).toBe(2)
  })

  it('keeps the title of the numbers that it shows, and draws nothing, until those of another filter are there', async () => {
    fakeCall('query.numbers').mockResolvedValue(numbers([130], [121]))
    const view = await openView(counts, [newCondition('SNP_ID', 'equals', ['rs12460890'])])
    await show(view)
    const before = drawn.options.length
    const answers: ((value: NumberColumns) => void)[] = []
    fakeCall('query.numbers').mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const filter = newGroup('and', [newCondition('SNP_ID', 'equals', ['rs7412'])])
    useViewsStore().ask(view.tabId, { filter })
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    await nextTick()
    expect(drawn.options).toHaveLength(before)
    answers[0]?.(numbers([1], [2]))
    await vi.waitFor(() =>
      expect(drawn.options.at(-1)).toMatchObject({ title: { text: 'Allele-Specific Expression for rs7412' } }),
    )
  })

  it('steps through points with the keys, reads them out, and selects the row', async () => {
    fakeCall('query.numbers').mockResolvedValue(numbers([10, 20], [5, 7]))
    const view = await openView(counts)
    await show(view)
    const chart = wrapper.get('.scatter')
    await chart.trigger('keydown', { key: 'ArrowRight' })
    await chart.trigger('keydown', { key: 'ArrowRight' })
    expect(wrapper.get('[aria-live=polite].spoken').text()).toMatch(
      /^S1, reference 20, alternative 7, alternative share 0.259/,
    )
    await chart.trigger('keydown', { key: 'Enter' })
    expect(view.selectedId).toBe('row1')
    await chart.trigger('keydown', { key: 'Escape' })
    expect(wrapper.find('.tip').exists()).toBe(false)
  })

  it('shows the row that is selected in the grid', async () => {
    fakeCall('query.numbers').mockResolvedValue(numbers([10, 20], [5, 7]))
    const view = await openView(counts)
    await show(view)
    expect(wrapper.find('.dot.selected').exists()).toBe(false)
    useViewsStore().select(view.tabId, 'row0')
    await nextTick()
    expect(wrapper.find('.dot.selected').exists()).toBe(true)
  })

  it('says why there is no plot', async () => {
    fakeCall('query.numbers').mockResolvedValue(numbers([NaN], [1]))
    const view = await openView(counts)
    await show(view)
    expect(wrapper.get('h2').text()).toBe('No row has both numbers')
    fakeCall('query.numbers').mockResolvedValue(numbers([], []))
    useViewsStore().ask(view.tabId, { search: 'zz' })
    await vi.waitFor(() => expect(wrapper.get('h2').text()).toBe('No row passes this filter'))
    fakeCall('query.numbers').mockRejectedValue(new AppError('network.timeout', 'Late.'))
    useViewsStore().ask(view.tabId, { search: 'zzz' })
    await vi.waitFor(() => expect(wrapper.text()).toContain('Try again'))
    fakeCall('query.numbers').mockResolvedValue(numbers([1], [1]))
    await wrapper
      .findAll('button')
      .find((one) => one.text() === 'Try again')
      ?.trigger('click')
    await vi.waitFor(() => expect(wrapper.find('.scatter').exists()).toBe(true))
  })

  it('asks for columns where none of numbers are known', async () => {
    await show(await openView(table('Words', [column('id', 'string'), column('note', 'text')])))
    expect(wrapper.get('h2').text()).toBe('No two columns with numbers')
    expect(asked()).toEqual([])
  })

  it('says so when the table itself could not be read', async () => {
    const view = await openView(counts)
    view.table = null
    view.error = { code: 'network.timeout', message: 'Late.', facts: {} }
    await show(view)
    expect(wrapper.get('h2').text()).toMatch(/in time/)
  })

  it('remembers axes and scale with the table', async () => {
    fakeCall('query.numbers').mockResolvedValue(numbers([1], [2]))
    const view = await openView(counts)
    await show(view)
    await wrapper
      .findAll('[role=radio]')
      .find((one) => one.text() === 'Log')
      ?.trigger('click')
    expect(view.look.plot).toEqual({ x: 'Ref_Counts', y: 'Alt_Counts', scale: 'log' })
    expect(asked()).toHaveLength(1)
  })
})
