// The grid as it is drawn: cells, headings, selection, links, over a fake source of rows.
import DataGrid from '@renderer/table/grid/DataGrid.vue'
import type { GridSession } from '@renderer/table/grid/grid-session'
import { useRowsStore } from '@renderer/table/rows/rows-store'
import { useViewsStore, type ViewState } from '@renderer/query/views-store'
import type { Cell } from '@shared/table/table-slice'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { reactive } from 'vue'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { column, table, target, viewOf } from './table-fixtures'

const calls = vi.hoisted(() => ({ rows: vi.fn(), count: vi.fn(), cancel: vi.fn(), position: vi.fn() }))
vi.mock('@renderer/api', () => ({ onEvent: () => () => undefined, api: { query: calls } }))

const shown = table([
  column('id', { isId: true }),
  column('Ref_Counts', { description: 'Reads with the reference' }),
  column('note', { type: 'text' }),
  column('snp', { type: 'reference', target: target('ASE') }),
  column('big', { type: 'long' }),
  column('uses', { type: 'back-references', target: target('Uses') }),
])
const rows: Cell[][] = [
  ['r1', '4142', '<b>bold</b>', { id: 'x1', label: 'rs1' }, '9223372036854775807', []],
  [
    'r2',
    '130',
    '',
    null,
    null,
    [
      { id: 'u1', label: 'one' },
      { id: 'u2', label: 'two' },
    ],
  ],
]

/** Machines differ in speed: wait for the state, for long enough anywhere. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

let wrapper: VueWrapper
let view: ViewState
const cell = (row: number, name: string) =>
  document.querySelector(`.ag-row[row-index="${row}"] .ag-cell[col-id="${name}"]`) as HTMLElement
const heading = (name: string) => document.querySelector(`.ag-header-cell[col-id="${name}"]`) as HTMLElement

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  for (const [name, size] of [
    ['clientWidth', 1200],
    ['offsetWidth', 1200],
    ['clientHeight', 600],
    ['offsetHeight', 600],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size })
  }
})

beforeEach(async () => {
  setActivePinia(createPinia())
  calls.rows.mockReset().mockImplementation(async ({ offset }: { offset: number }) => ({
    columns: shown.columns.map(({ name }) => name),
    data: shown.columns.map((_, at) => rows.map((row) => row[at] ?? null)),
    rowCount: rows.length,
    offset,
    totalRowCount: rows.length,
  }))
  view = reactive(viewOf(shown))
  useRowsStore().ask(view)
  wrapper = mount(DataGrid, { props: { view }, attachTo: document.body })
  await soon(() => expect(cell(1, 'id').textContent).toBe('r2'))
})
afterEach(() => wrapper.unmount())

describe('DataGrid', () => {
  it('draws every kind of value as text, never as markup', () => {
    expect(cell(0, 'Ref_Counts').textContent).toBe('4,142')
    expect(cell(0, 'Ref_Counts').classList.contains('is-right')).toBe(true)
    expect(cell(0, 'note').textContent).toBe('<b>bold</b>')
    expect(cell(0, 'note').querySelector('b')).toBeNull()
    expect(cell(0, 'big').textContent).toBe('9,223,372,036,854,775,807')
    expect(cell(0, 'snp').querySelector('[role=link]')?.textContent).toBe('rs1')
    expect(cell(1, 'uses').querySelectorAll('[role=link]')).toHaveLength(2)
  })

  it('tells a missing value from an empty text, to eyes and to screen readers', () => {
    expect(cell(1, 'note').textContent).toBe('empty text')
    expect(cell(1, 'big').querySelector('.cell-missing')?.textContent).toBe('–')
    expect(cell(1, 'big').querySelector('.sr-only')?.textContent).toBe('no value')
  })

  it('names headings with the kind of reference and sorts by a click, but not by what has no order', () => {
    const ask = vi.spyOn(useViewsStore(), 'ask')
    expect(heading('snp').getAttribute('aria-label')).toBe('snp, reference')
    heading('Ref_Counts').querySelector<HTMLElement>('.heading')?.click()
    expect(ask).toHaveBeenCalledWith('tab-1', { sort: [{ attribute: 'Ref_Counts', direction: 'ascending' }] })
    heading('uses').querySelector<HTMLElement>('.heading')?.click()
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('shows the present sort in the heading', async () => {
    view.query = { ...view.query, sort: [{ attribute: 'big', direction: 'descending' }] }
    await soon(() => expect(heading('big').getAttribute('aria-sort')).toBe('descending'))
    expect(heading('id').getAttribute('aria-sort')).toBe('none')
  })

  it('marks the row that is selected elsewhere and keeps its position', async () => {
    view.selectedId = 'r2'
    await soon(() => expect(cell(1, 'id').closest('.ag-row')?.classList.contains('is-selected')).toBe(true))
    expect(view.position).toBe(1)
    expect(calls.position).not.toHaveBeenCalled()
  })

  it('keeps a chosen cell while the rows of another question arrive, where its row is still the same', async () => {
    const selection = () => (wrapper.vm as unknown as { session: GridSession }).session.selection
    const askAnew = async (text: string, first: Cell[]) => {
      const before = calls.rows.mock.calls.length
      rows[1] = first
      view.query = { ...view.query, search: text }
      useRowsStore().ask(view)
      await soon(() => expect(calls.rows.mock.calls.length).toBeGreaterThan(before))
      await soon(() => expect(useRowsStore().stateOf(view).isAsking).toBe(false))
    }
    const [, second = []] = rows
    selection().focus({ row: 1, column: 'note' })
    await soon(() => expect(selection().box()).toMatchObject({ firstRow: 1, columns: ['note'] }))
    await askAnew('r', second)
    expect(selection().box()).toMatchObject({ firstRow: 1, columns: ['note'] })
    await askAnew('other', ['r9', ...second.slice(1)])
    expect(selection().box()).toBeNull()
    rows[1] = second
  })

  it('asks for the row behind a link', async () => {
    cell(0, 'snp').querySelector<HTMLElement>('[role=link]')?.click()
    await soon(() => expect(wrapper.emitted('reference')?.[0]?.[1]).toBe('x1'))
  })

  it('asks for the menu of a column', () => {
    heading('big').querySelector<HTMLElement>('button')?.click()
    expect(wrapper.emitted('menu')?.[0]?.[0]).toMatchObject({ kind: 'column', column: { name: 'big' } })
  })

  it('hides and orders columns as the look says', async () => {
    view.look = {
      ...view.look,
      columns: [
        { name: 'big', isHidden: false, widthPx: 90, pinned: 'left' },
        { name: 'note', isHidden: true, widthPx: null, pinned: null },
      ],
    }
    await soon(() => expect(heading('note')).toBeNull())
    expect(heading('big').classList.contains('ag-header-cell-last-left-pinned')).toBe(true)
  })
})
