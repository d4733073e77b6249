// The stores of the table view over a fake bridge: rows, details, copying, keeping, exporting, hints.
import { AppError } from '@shared/errors/app-error'
import { useExportStore } from '@renderer/export/export-store'
import { useDetailsStore } from '@renderer/table/details/details-store'
import { rowText, rowTitle, detailSections } from '@renderer/table/details/details-text'
import { useKeepStore } from '@renderer/table/keep-store'
import { openReference, queryForRow } from '@renderer/table/open-reference'
import { useGridNoteStore } from '@renderer/table/edit/note-store'
import { useCellCopyStore } from '@renderer/table/range/copy-store'
import { useRowsStore } from '@renderer/table/rows/rows-store'
import { useWithoutStore } from '@renderer/table/states/without-store'
import type { Condition } from '@shared/query/query'
import { useTabsStore } from '@renderer/shell/tabs-store'
import { createPinia, setActivePinia } from 'pinia'
import { reactive } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { column, numberedSlice, table, target, viewOf } from './table-fixtures'

const calls = vi.hoisted(() => ({
  rows: vi.fn(),
  row: vi.fn(),
  count: vi.fn(),
  position: vi.fn(),
  cancel: vi.fn(),
  copy: vi.fn(),
  keep: vi.fn(),
  toCsv: vi.fn(),
}))
vi.mock('@renderer/api', () => ({
  onEvent: () => () => undefined,
  api: {
    query: calls,
    app: { copy: calls.copy },
    dataset: { keep: calls.keep, list: vi.fn(async () => []) },
    export: { toCsv: calls.toCsv },
  },
}))

const shown = table([column('id', { isId: true }), column('a'), column('hidden', { isVisible: false })])
const condition = (attribute: string, value: string): Condition => ({
  kind: 'condition',
  id: attribute,
  attribute,
  operator: 'equals',
  values: [value],
  isOff: false,
})
const flush = () => new Promise((resolve) => setTimeout(resolve))
const total = 250

beforeEach(() => {
  setActivePinia(createPinia())
  for (const call of Object.values(calls)) call.mockReset()
  calls.rows.mockImplementation(async (input: { query: { columns: string[] | null }; offset: number; limit: number }) =>
    numberedSlice(input.query.columns ?? ['id', 'a', 'hidden'], input.offset, input.limit, total),
  )
  calls.cancel.mockResolvedValue(null)
  calls.copy.mockResolvedValue(null)
})

describe('rows', () => {
  it('reads the shown columns and the id, and learns the count from the answer', async () => {
    const view = reactive(viewOf(shown))
    const rows = useRowsStore()
    rows.ask(view)
    await flush()
    expect(calls.rows).toHaveBeenCalledWith(
      expect.objectContaining({
        offset: 0,
        limit: 100,
        query: expect.objectContaining({ columns: ['id', 'a'] }) as object,
      }),
    )
    expect([view.filteredCount, rows.stateOf(view).totalCount, rows.stateOf(view).isAsking]).toEqual([250, 250, false])
  })

  it('asks in plain values, for nothing that is watched can leave the window', async () => {
    const view = reactive(viewOf(shown))
    useRowsStore().ask(view)
    await flush()
    const [input] = calls.rows.mock.calls[0] as [{ query: unknown }]
    expect(() => structuredClone(input.query)).not.toThrow()
  })

  it('reads again only when a column is shown that was not read', async () => {
    const view = reactive(viewOf(shown))
    const rows = useRowsStore()
    rows.ask(view)
    await flush()
    const views = (isHidden: boolean) => [{ name: 'hidden', isHidden, widthPx: null, pinned: null }]
    view.look = { ...view.look, columns: views(true) }
    rows.askForColumns(view)
    expect(calls.rows).toHaveBeenCalledTimes(1)
    view.look = { ...view.look, columns: views(false) }
    rows.askForColumns(view)
    expect(calls.rows).toHaveBeenCalledTimes(2)
    expect(rows.stateOf(view).keepsPlace).toBe(true)
  })

  it('keeps what went wrong and clears it when rows arrive again', async () => {
    const view = reactive(viewOf(shown))
    const rows = useRowsStore()
    calls.rows.mockRejectedValueOnce(new AppError('network.timeout', 'Too slow.'))
    rows.ask(view)
    await flush()
    expect(rows.stateOf(view).error?.code).toBe('network.timeout')
    rows.retry(view)
    await flush()
    expect([rows.stateOf(view).error, rows.stateOf(view).totalCount]).toEqual([null, 250])
  })

  it('selects by position and finds the position of an id, in what was read or by asking', async () => {
    const view = reactive(viewOf(shown))
    const rows = useRowsStore()
    rows.ask(view)
    await flush()
    expect(rows.select(view, 7)).toBe('7')
    expect(rows.select(view, 170)).toBeNull()
    expect([view.selectedId, view.position]).toEqual(['7', 170])
    expect(await rows.locate(view, '42')).toBe(42)
    expect(calls.position).not.toHaveBeenCalled()
    view.selectedId = '199'
    calls.position.mockResolvedValueOnce(199)
    expect(await rows.locate(view, '199')).toBe(199)
    calls.position.mockRejectedValueOnce(new AppError('query.refused', 'No.'))
    view.selectedId = 'x'
    expect(await rows.locate(view, 'x')).toBeNull()
    expect(view.position).toBeNull()
  })
})

describe('details', () => {
  it('show what the grid has at once and the whole row when it is there', async () => {
    const view = reactive(viewOf(shown))
    useRowsStore().ask(view)
    await flush()
    useRowsStore().select(view, 3)
    const details = useDetailsStore()
    calls.row.mockResolvedValue({
      columns: ['id', 'a', 'hidden'],
      data: [['3'], ['a 3'], [null]],
      rowCount: 1,
      offset: 0,
      totalRowCount: 1,
    })
    const done = details.show(view)
    expect(details.stateOf(view.tabId).row).toEqual({ id: '3', a: 'a 3' })
    await done
    expect(details.stateOf(view.tabId).row).toEqual({ id: '3', a: 'a 3', hidden: null })
  })

  it('drop the answer about a row that is no longer selected, and say when a row is gone', async () => {
    const view = reactive(viewOf(shown, { selectedId: 'old' }))
    const details = useDetailsStore()
    calls.row.mockImplementation(async ({ id }: { id: string }) =>
      id === 'old' ? { columns: ['id'], data: [['old']], rowCount: 1, offset: 0, totalRowCount: 1 } : null,
    )
    const first = details.show(view)
    view.selectedId = 'new'
    await Promise.all([first, details.show(view)])
    expect(calls.row).toHaveBeenCalledTimes(1)
    expect(details.stateOf(view.tabId)).toMatchObject({ id: 'new', row: null, isGone: true })
  })

  it('give a row as text, every column in full, missing told from empty', () => {
    const one = table(
      [column('id', { label: 'ID' }), column('a', { groups: ['G'] }), column('b', { groups: ['G'] }), column('c')],
      {
        labelColumn: 'c',
      },
    )
    const row = { id: '1', a: null, b: '', c: 'name' }
    expect(rowText(one, row)).toBe('ID\t1\na\tno value\nb\tempty text\nc\tname')
    expect([rowTitle(one, row), rowTitle(one, { ...row, c: null })]).toEqual(['name', '1'])
    expect(detailSections(one).map(({ title, columns }) => [title, columns.length])).toEqual([
      ['', 1],
      ['G', 2],
      ['', 1],
    ])
  })
})

describe('copying', () => {
  const form = { references: 'label', hasHeadings: false } as const
  const text = () => (calls.copy.mock.calls[0]?.[0] as { text: string }).text

  it('reads the rows of the range that were not read', async () => {
    const view = reactive(viewOf(shown))
    useRowsStore().ask(view)
    await flush()
    const copy = useCellCopyStore()
    await copy.copyBox(view, { firstRow: 98, lastRow: 249, columns: ['a', 'id'] }, shown.columns, {
      ...form,
      hasHeadings: true,
    })
    const lines = text().split('\r\n')
    expect([lines.length, lines[0], lines[1], lines.at(-1)]).toEqual([153, 'a\tid', 'a 98\t98', 'a 249\t249'])
    expect(calls.rows).toHaveBeenLastCalledWith(expect.objectContaining({ offset: 100, limit: 150 }))
    expect(useGridNoteStore().note).toMatchObject({ tone: 'plain', text: 'Copied 152 rows, 304 cells' })
  })

  it('copies one cell as it is', async () => {
    const view = reactive(viewOf(shown))
    calls.rows.mockResolvedValue({ columns: ['a'], data: [['"two"\nlines']], rowCount: 1, offset: 0, totalRowCount: 1 })
    await useCellCopyStore().copyBox(view, { firstRow: 0, lastRow: 0, columns: ['a'] }, shown.columns, form)
    expect(calls.copy).toHaveBeenCalledWith({ text: '"two"\nlines', html: null })
  })

  it('refuses what no clipboard can hold, and copies nothing when rows cannot be read', async () => {
    const view = reactive(viewOf(shown))
    const copy = useCellCopyStore()
    await copy.copyBox(view, { firstRow: 0, lastRow: 2_000_000, columns: ['a'] }, shown.columns, form)
    const notes = useGridNoteStore()
    expect(notes.note).toMatchObject({ tone: 'failed', text: expect.stringContaining('too many') })
    calls.rows.mockRejectedValueOnce(new AppError('network.timeout', 'Too slow.'))
    await copy.copyBox(view, { firstRow: 0, lastRow: 5, columns: ['a'] }, shown.columns, form)
    expect(notes.note).toMatchObject({ tone: 'failed', text: 'Nothing was copied. Too slow.' })
    expect(calls.copy).not.toHaveBeenCalled()
  })

  it('stops on demand', async () => {
    const view = reactive(viewOf(shown))
    const copy = useCellCopyStore()
    const running = copy.copyBox(view, { firstRow: 0, lastRow: 100_000, columns: ['a'] }, shown.columns, form)
    copy.stop()
    await running
    expect(calls.cancel).toHaveBeenCalledTimes(1)
    expect([useGridNoteStore().note, calls.copy.mock.calls.length]).toEqual([null, 0])
  })
})

describe('files and copies', () => {
  it('export the columns on screen in their order and say what goes wrong', async () => {
    const view = reactive(viewOf(shown))
    const exports = useExportStore()
    calls.toCsv.mockRejectedValueOnce(new AppError('file.failed', 'No room.'))
    await exports.exportCsv(view, ['a', 'id'])
    expect(calls.toCsv).toHaveBeenCalledWith({
      source: view.source,
      query: { ...view.query, columns: ['a', 'id'] },
      suggestedName: 'T.csv',
    })
    expect(exports.stateOf(view.tabId)).toEqual({
      isAsking: false,
      error: { code: 'file.failed', message: 'No room.', facts: {} },
    })
  })

  it('keep what passes the filter, or the whole table, in the order of the source', async () => {
    const view = reactive(viewOf(shown))
    view.query = { ...view.query, search: 'x', sort: [{ attribute: 'a', direction: 'ascending' }] }
    const keep = useKeepStore()
    await keep.keep(view)
    await keep.keep(view, true)
    const kept = calls.keep.mock.calls.map(([input]) => input as { query: { search: string; sort: unknown[] } })
    expect(kept.map(({ query }) => [query.search, query.sort])).toEqual([
      ['x', []],
      ['', []],
    ])
  })
})

describe('when no row passes', () => {
  it('names the condition without which most rows would', async () => {
    const view = reactive(viewOf(shown))
    view.query = {
      ...view.query,
      filter: { ...view.query.filter, children: [condition('id', '9'), condition('a', 'none')] },
    }
    calls.count.mockImplementation(async ({ query }: { query: typeof view.query }) =>
      query.filter.children.some((child) => child.id === 'a' && child.isOff) ? 12 : 0,
    )
    const without = useWithoutStore()
    await without.look(view)
    expect(without.hintOf(view)).toMatchObject({ count: 12, words: 'a is none', condition: { id: 'a' } })
    view.version += 1
    expect(without.hintOf(view)).toBeNull()
  })
})

describe('following a reference', () => {
  it('opens the row in a tab of the other table', () => {
    const tabs = useTabsStore()
    const view = reactive(viewOf(shown))
    openReference(view, column('r', { type: 'reference', target: target('Other') }), 'x1')
    expect(tabs.active).toMatchObject({
      title: 'Label of Other',
      source: { kind: 'live', tableId: 'Other' },
      startRowId: 'x1',
    })
    expect(tabs.active?.startQuery?.filter.children[0]).toMatchObject({
      attribute: 'id',
      operator: 'equals',
      values: ['x1'],
    })
    expect(queryForRow('id', 'x1').sort).toEqual([])
  })
})
