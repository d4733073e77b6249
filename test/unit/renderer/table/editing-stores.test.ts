// What the grid stages, over fake answers: single cells, ranges that are partly unread, deletions, copies, pasted blocks.
import { useEditsStore } from '@renderer/edit/edits-store'
import { useGridNoteStore } from '@renderer/table/edit/note-store'
import { useRowEditsStore } from '@renderer/table/edit/row-edits-store'
import { useCellCopyStore } from '@renderer/table/range/copy-store'
import { usePasteStore } from '@renderer/table/paste/paste-store'
import { useAddedStore } from '@renderer/table/rows/added-store'
import { useRowsStore } from '@renderer/table/rows/rows-store'
import { AppError } from '@shared/errors/app-error'
import { keyOfRow, type EditStep, type EditSummary, type StagedRow } from '@shared/edit/staged'
import type { ServerId } from '@shared/server/server-profile'
import { createPinia, setActivePinia } from 'pinia'
import { markRaw, reactive } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { column, numberedSlice, table, target, viewOf } from './table-fixtures'
import { editSummary } from '../../../support/renderer/edit-summary'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const columns = [
  column('id', { isId: true, isNullable: false }),
  column('a'),
  column('n', { type: 'int' }),
  column('ref', { type: 'reference', target: target('Ref') }),
]
const shown = table(columns, { rights: { canAdd: true, canChange: true, canDelete: true } })
const place = { serverId: 'sample' as ServerId, tableId: 'T' }
const summary = (more: Partial<EditSummary> = {}) => editSummary(place, more)
const total = 250
const flush = () => new Promise((resolve) => setTimeout(resolve))

async function openView() {
  // Plain, as in the window: it crosses the border with every question.
  const source = markRaw({ kind: 'live' as const, ...place })
  const view = reactive(viewOf(shown, { source }))
  useRowsStore().ask(view)
  await flush()
  return { view, feed: useRowsStore().stateOf(view) }
}
const staged = () =>
  fakeCall('edit.stage').mock.calls.map(([input]) => input as { title: string; steps: EditStep[]; joinsLast: boolean })
const steps = () => staged().flatMap((one) => one.steps)

beforeEach(() => {
  setActivePinia(createPinia())
  forgetCalls()
  fakeCall('query.rows').mockImplementation(async (input) => {
    const asked = input as { query: { columns: string[] | null }; offset: number; limit: number }
    return numberedSlice(asked.query.columns ?? columns.map(({ name }) => name), asked.offset, asked.limit, total)
  })
  fakeCall('edit.stage').mockImplementation(async (input) => {
    const adds = (input as { steps: EditStep[] }).steps.filter(({ kind }) => kind === 'add')
    return { summary: summary({ version: 2 }), addedKeys: adds.map((_, at) => `new/${at}`) }
  })
  fakeCall('edit.find').mockResolvedValue([])
  fakeCall('edit.lookUp').mockResolvedValue([])
})

describe('changing rows of the grid', () => {
  it('stages a value with what was read, and nothing when it is the same', async () => {
    const { view, feed } = await openView()
    const row = feed.reader.rowAt(7)
    if (!row) throw new Error('The row is not there.')
    await useRowEditsStore().setCell(view, row, columns[1]!, 'x')
    await useRowEditsStore().setCell(view, row, columns[1]!, 'a 7')
    expect(staged()).toEqual([
      {
        place,
        title: 'Change a of 7',
        joinsLast: false,
        steps: [{ kind: 'set', key: 'row/7', label: '7', cells: { a: 'x' }, before: { a: 'a 7' } }],
      },
    ])
  })

  it('says what main refuses', async () => {
    const { view, feed } = await openView()
    fakeCall('edit.stage').mockRejectedValue(new AppError('input.invalid', 'T may not be changed.'))
    await useRowEditsStore().setCell(view, feed.reader.rowAt(0)!, columns[1]!, 'x')
    expect(useGridNoteStore().note).toMatchObject({ tone: 'failed', text: 'T may not be changed.' })
  })

  it('clears a range, rows that were not read included, but no ids', async () => {
    const { view, feed } = await openView()
    await useRowEditsStore().clearCells(view, feed, { firstRow: 98, lastRow: 101, columns: ['id', 'a'] })
    expect(steps().map((step) => (step.kind === 'set' ? [step.key, step.cells] : null))).toEqual(
      [98, 99, 100, 101].map((n) => [`row/${n}`, { a: null }]),
    )
    expect(useGridNoteStore().note?.text).toBe(
      '4 cells stay as they are. The id of a row cannot be changed. Add a new row instead.',
    )
  })

  it('deletes the rows of a range as one step, but those that are to be deleted already', async () => {
    const { view, feed } = await openView()
    useEditsStore().take(summary({ deleteCount: 1 }))
    const gone: StagedRow = {
      key: keyOfRow('3'),
      kind: 'delete',
      id: '3',
      label: '3',
      before: {},
      after: {},
      problems: {},
      refusal: null,
      conflict: null,
      isUnknown: false,
    }
    fakeCall('edit.find').mockResolvedValue([gone])
    await useRowEditsStore().deleteRows(view, feed, { firstRow: 2, lastRow: 4, columns: ['a'] })
    expect(staged().map(({ title }) => title)).toEqual(['Delete 2 rows'])
    expect(steps().map((step) => (step.kind === 'delete' ? step.key : null))).toEqual(['row/2', 'row/4'])
  })

  it('copies rows with all their columns, without the id', async () => {
    const { view, feed } = await openView()
    await useRowEditsStore().duplicateRows(view, feed, { firstRow: 1, lastRow: 1, columns: ['a'] })
    expect(steps()).toEqual([{ kind: 'add', cells: { a: 'a 1', n: 'n 1', ref: 'ref 1' } }])
  })

  it('refuses to change more rows than a grid is for', async () => {
    const { view, feed } = await openView()
    await useRowEditsStore().deleteRows(view, feed, { firstRow: 0, lastRow: 1_499_999, columns: ['a'] })
    expect(useGridNoteStore().note?.text).toContain('1,500,000 rows are too many')
    expect(staged()).toEqual([])
  })

  it('changes nothing of a copy, and says why', async () => {
    const { view, feed } = await openView()
    const copy = { ...view, source: { kind: 'offline' as const, datasetId: 'd1' as never } }
    await useRowEditsStore().deleteRows(copy, feed, { firstRow: 0, lastRow: 0, columns: ['a'] })
    expect(useGridNoteStore().note?.text).toBe('A copy is not edited. Open the table on its server.')
  })
})

describe('pasting', () => {
  const box = (row: number, ...names: string[]) => ({ firstRow: row, lastRow: row, columns: names })

  it('goes onto rows as they are shown and adds rows beyond the last one', async () => {
    const { view, feed } = await openView()
    await usePasteStore().paste(view, feed, { text: 'x\t1\ny\t2', box: box(249, 'a'), isAsNew: false })
    expect(steps()).toEqual([
      { kind: 'set', key: 'row/249', label: '249', cells: { a: 'x', n: 1 }, before: { a: 'a 249', n: 'n 249' } },
      { kind: 'add', cells: { a: 'y', n: 2 } },
    ])
  })

  it('asks the server once for each reference', async () => {
    const { view, feed } = await openView()
    fakeCall('query.lookUp').mockImplementation(async (input) => {
      const { text } = input as { text: string }
      return [{ id: `id of ${text}`, label: text }]
    })
    await usePasteStore().paste(view, feed, { text: 'x\ny\nx\nx', box: box(0, 'ref'), isAsNew: false })
    expect(fakeCall('query.lookUp')).toHaveBeenCalledTimes(2)
    expect(steps().map((step) => (step.kind === 'set' ? step.cells['ref'] : null))).toEqual(
      ['x', 'y', 'x', 'x'].map((text) => ({ id: `id of ${text}`, label: text })),
    )
  })

  it('asks before it leaves out what does not fit, and pastes nothing when that is the answer', async () => {
    const { view, feed } = await openView()
    const pastes = usePasteStore()
    const running = pastes.paste(view, feed, { text: 'x\t1\ny\tmany', box: box(0, 'a'), isAsNew: false })
    await vi.waitFor(() => expect(pastes.question).not.toBeNull())
    expect(pastes.question).toMatchObject({ kind: 'misfits', misfitCount: 1, fitCount: 3 })
    expect(pastes.question).toMatchObject({ misfits: [{ line: 2, columnLabel: 'n', text: 'many' }] })
    pastes.reply(null)
    expect(await running).toBeNull()
    expect(staged()).toEqual([])
  })

  it('asks which sign is the decimal one where a number can mean two, and reads all of them so', async () => {
    const { view, feed } = await openView()
    const pastes = usePasteStore()
    const running = pastes.paste(view, feed, { text: '1,234\n12', box: box(0, 'n'), isAsNew: false })
    await vi.waitFor(() => expect(pastes.question).not.toBeNull())
    const uncertain = { text: '1,234', meanings: { ',': '1.234', '.': '1234' } }
    expect(pastes.question).toMatchObject({ kind: 'misfits', misfitCount: 1, uncertain })
    pastes.reply('.')
    expect(await running).not.toBeNull()
    expect(steps().map((step) => (step.kind === 'set' ? step.cells['n'] : null))).toEqual([1234, 12])
  })

  it('keeps a cell with line breaks that was copied here in one cell', async () => {
    const { view, feed } = await openView()
    const lines = 'one\ntwo\tthree'
    const form = { references: 'label', hasHeadings: false } as const
    fakeCall('edit.find').mockResolvedValue([
      { key: 'row/5', kind: 'change', id: '5', label: '5', before: {}, after: { a: lines }, problems: {} },
    ])
    useEditsStore().take(summary({ version: 9, changeCount: 1 }))
    expect(await useCellCopyStore().copyBox(view, box(5, 'a'), columns, form, feed)).toBe(true)
    await usePasteStore().paste(view, feed, { text: lines.replace('\n', '\r\n'), box: box(7, 'a'), isAsNew: false })
    expect(steps()).toMatchObject([{ kind: 'set', key: 'row/7', cells: { a: lines } }])
  })

  it('takes a first line of headings for new rows, hidden columns too', async () => {
    const { view, feed } = await openView()
    await usePasteStore().paste(view, feed, { text: 'n\tid\n1\tx\n2\ty', box: null, isAsNew: true })
    expect(steps()).toEqual([
      { kind: 'add', cells: { n: 1, id: 'x' } },
      { kind: 'add', cells: { n: 2, id: 'y' } },
    ])
    expect(staged().map(({ title }) => title)).toEqual(['Paste 2 new rows'])
  })

  it('says why nothing was pasted when the server cannot be asked', async () => {
    const { view, feed } = await openView()
    fakeCall('query.lookUp').mockRejectedValue(new AppError('network.unreachable', 'The server cannot be reached.'))
    await usePasteStore().paste(view, feed, { text: 'x', box: box(0, 'ref'), isAsNew: false })
    expect(useGridNoteStore().note?.text).toBe('Nothing was pasted. The server cannot be reached.')
    expect(staged()).toEqual([])
  })

  it('stages many rows in parts that are one step', async () => {
    const { view, feed } = await openView()
    const text = Array.from({ length: 2500 }, (_, n) => `n${n}\t${n}`).join('\n')
    await usePasteStore().paste(view, feed, { text: `id\tn\n${text}`, box: null, isAsNew: true })
    expect(staged().map((one) => [one.steps.length, one.joinsLast])).toEqual([
      [1000, false],
      [1000, true],
      [500, true],
    ])
  })
})

describe('new rows', () => {
  it('are read when there are some, and again with each change', async () => {
    const { view } = await openView()
    const state = useAddedStore().stateOf(view)
    expect(fakeCall('edit.added')).not.toHaveBeenCalled()
    const row = { key: 'new/1', kind: 'add', id: '', after: { a: 'x' } }
    fakeCall('edit.added').mockResolvedValue({ rows: [row], totalCount: 1 })
    useEditsStore().take(summary({ version: 3, addCount: 1 }))
    await vi.waitFor(() => expect(state.rowCount).toBe(1))
    expect(useRowEditsStore().stagedOf(view.source, keyOfRow('1'))).toBeNull()
    useEditsStore().take(summary({ version: 4 }))
    await vi.waitFor(() => expect(state.rowCount).toBe(0))
  })
})

describe('undo', () => {
  it('says which step it was, also when the key came while another step was on its way', async () => {
    const notes = useGridNoteStore()
    fakeCall('edit.list').mockResolvedValue([summary({ undoTitle: 'Paste 1 cell' })])
    await useEditsStore().load()
    fakeCall('edit.undo')
      .mockResolvedValueOnce(summary({ version: 2, undoTitle: 'Cut 1 cell', redoTitle: 'Paste 1 cell' }))
      .mockResolvedValueOnce(summary({ version: 3, redoTitle: 'Cut 1 cell' }))
    const { step } = useRowEditsStore()
    const both = [step(place, 'undo'), step(place, 'undo')]
    await Promise.all(both)
    expect(notes.note).toMatchObject({ text: 'Undone: Cut 1 cell' })
    expect(fakeCall('edit.undo')).toHaveBeenCalledTimes(2)
  })
})
