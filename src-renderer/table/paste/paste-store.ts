// Pastes a block of cells: reads it, asks where it may go when that is unclear, looks references up, says what does not
// fit, and stages the rest as one step.
import { cellsEqual } from '@shared/edit/cells-equal'
import type { EditStep, StagedRow } from '@shared/edit/staged'
import { isCancelled } from '@shared/errors/app-error'
import type { Cell } from '@shared/table/table-slice'
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { blockRowsOf, evenRows } from '../../edit/cells/clipboard-block'
import { setStep } from '../../edit/cells/edit-steps'
import {
  blockRow,
  headingKind,
  planPaste,
  plannedCount,
  type PasteAt,
  type PastePlan,
  type PasteWay,
} from '../../edit/cells/paste-plan'
import {
  hasDecimalCommas,
  uncertainNumber,
  type NumberReading,
  type UncertainNumber,
} from '../../edit/cells/pasted-numbers'
import { readPasted, textsToLookUp, type Meanings, type Misfit } from '../../edit/cells/paste-read'
import { failureOf, nextRequestId, type ViewState } from '../../query/views-store'
import { useDialogsStore } from '../../shell/dialogs-store'
import { formatCounted } from '../../ui/format'
import { cellReason, rowsReason } from '../edit/editable'
import { useGridNoteStore } from '../edit/note-store'
import { mostRows, shownRow, useRowEditsStore } from '../edit/row-edits-store'
import { arrangedOf } from '../grid/grid-menus'
import { shownInOrder } from '../columns/column-look'
import type { CellBox } from '../range/cell-range'
import { useCellCopyStore } from '../range/copy-store'
import { rowKey, standingCell, type RowFeed } from '../rows/row-feed'
import { walkRows, type WalkJob } from '../rows/walk-rows'
import { useMeaningsStore } from './meanings-store'
import type { PasteAnswer, PasteQuestion } from './paste-question'

/** What was read of a block: the steps to stage, and what did not fit. */
type Reading = {
  readonly steps: EditStep[]
  readonly misfits: Misfit[]
  readonly numbers: NumberReading
  uncertain: UncertainNumber | null
  misfitCount: number
  cellCount: number
}

const mostCells = 2_000_000
/** Texts that do not fit are listed up to this many; the others are counted. */
const listedMisfits = 200
const rowsAtOnce = 500
const turn = () => new Promise((resolve) => setTimeout(resolve))

export const usePasteStore = defineStore('paste', () => {
  const notes = useGridNoteStore()
  const rowEdits = useRowEditsStore()
  const meanings = useMeaningsStore()
  const dialogs = useDialogsStore()
  const copies = useCellCopyStore()
  const question = shallowRef<PasteQuestion | null>(null)
  let answer: ((value: PasteAnswer) => void) | null = null
  let running: WalkJob | null = null

  /** Paste a text over the selected cells, or as new rows. Answers the plan that was carried out, or null. */
  async function paste(
    view: ViewState,
    feed: RowFeed,
    request: { readonly text: string; readonly box: CellBox | null; readonly isAsNew: boolean },
  ): Promise<PastePlan | null> {
    const reason = rowsReason(view, request.isAsNew || feed.part === 'added' ? 'add' : 'change')
    if (reason !== null) return decline(reason)
    if (request.text === '') return decline('There is no text on the clipboard.')
    stop()
    const job: WalkJob = { requestId: nextRequestId(), isStopped: false }
    running = job
    try {
      const at = await placeOfBlock(view, feed, request)
      if (!at) return decline('Select the cell that the block is to begin at.')
      const plan = await chooseWay(at, request.isAsNew)
      if (!plan || job.isStopped) return null
      const tooMuch = limitReason(view, plan)
      if (tooMuch !== null) return decline(tooMuch)
      const found = await lookUp(view, plan, job)
      const reading = await readAll(view, feed, plan, found, job)
      return reading && !job.isStopped ? await stagePaste(view, plan, reading) : null
    } catch (error) {
      if (!isCancelled(error)) notes.fail(`Nothing was pasted. ${failureOf(error)?.message ?? ''}`)
      return null
    } finally {
      if (running === job) running = null
    }
  }

  function decline(reason: string): null {
    notes.say(reason)
    return null
  }

  async function placeOfBlock(
    view: ViewState,
    feed: RowFeed,
    { text, box, isAsNew }: { text: string; box: CellBox | null; isAsNew: boolean },
  ): Promise<PasteAt | null> {
    const rows: string[][] = []
    const cell = copies.oneCellOf(text)
    for (const row of cell === null ? blockRowsOf(text) : [[cell]]) {
      rows.push(row)
      if (rows.length % rowsAtOnce === 0) await turn()
    }
    const shown = shownInOrder(arrangedOf(view)).map(({ column }) => column)
    const { totalCount } = feed.reader
    const first = shown[0]
    if (!first || !view.table || (!box && !isAsNew)) return null
    const start = box ?? { firstRow: totalCount, lastRow: totalCount, columns: [first.name] }
    return { block: evenRows(rows), box: start, shown, all: view.table.columns, rowCount: totalCount }
  }

  /** The plan; asks where it is unclear. */
  async function chooseWay(at: PasteAt, isAsNew: boolean): Promise<PastePlan | null> {
    const kind = headingKind(at.block, at.all)
    if (!isAsNew && kind !== 'all') return planPaste(at, 'onto-cells')
    if (isAsNew && kind === 'all') return planPaste(at, 'headings')
    const ways: PasteWay[] = [
      ...(kind === 'none' ? [] : (['headings'] as const)),
      'in-order',
      ...(isAsNew ? [] : (['onto-cells'] as const)),
    ]
    // Whole rows of the table, or one value: nothing is unclear about them.
    if (isAsNew && kind === 'none' && at.block[0]?.length === at.shown.length) return planPaste(at, 'in-order')
    const chosen = await ask({ kind: 'way', at, ways, way: ways[0] ?? 'in-order' })
    const way = ways.find((one) => one === chosen)
    return way ? planPaste(at, way) : null
  }

  function limitReason(view: ViewState, plan: PastePlan): string | null {
    const rowCount = plan.ontoCount + plan.newCount
    if (rowCount > mostRows || plannedCount(plan) > mostCells) {
      return `${formatCounted(rowCount, 'row')} are too many to paste. Import them from a file instead.`
    }
    return plan.newCount > 0 ? rowsReason(view, 'add') : null
  }

  async function lookUp(view: ViewState, plan: PastePlan, job: WalkJob): Promise<Meanings> {
    const used = plan.rows.slice(0, plan.ontoCount + plan.newCount)
    const texts = textsToLookUp(plan.columns, used)
    return meanings.find(view, texts, job)
  }

  /** Read the block; again with a decimal sign when that is the answer to what does not fit. Null pastes nothing. */
  async function readAll(
    view: ViewState,
    feed: RowFeed,
    plan: PastePlan,
    found: Meanings,
    job: WalkJob,
  ): Promise<Reading | null> {
    let numbers: NumberReading = { sign: null, hasCommas: hasDecimalCommas(plan.columns, plan.rows) }
    for (;;) {
      const reading: Reading = { steps: [], misfits: [], numbers, uncertain: null, misfitCount: 0, cellCount: 0 }
      await read(view, feed, plan, { found, job, reading })
      notes.dismiss()
      const accepted = job.isStopped ? null : await acceptMisfits(reading)
      if (accepted === true) return reading
      if (accepted !== ',' && accepted !== '.') return null
      numbers = { ...numbers, sign: accepted }
    }
  }

  async function read(
    view: ViewState,
    feed: RowFeed,
    plan: PastePlan,
    { found, job, reading }: { readonly found: Meanings; readonly job: WalkJob; readonly reading: Reading },
  ): Promise<void> {
    const names = plan.columns.flatMap((column) => (column ? [column.name] : []))
    const range = { firstRow: plan.firstRow, lastRow: plan.firstRow + plan.ontoCount - 1, columns: names }
    let index = 0
    if (plan.ontoCount > 0) {
      for await (const { rows, staged } of walkRows(view, feed, range, job)) {
        for (const row of rows) {
          const table = view.table
          if (!table) continue
          const change = staged.get(rowKey(row, table)) ?? null
          const cells = readRow(view, plan, found, reading, { index, isNew: feed.part === 'added', staged: change })
          index += 1
          for (const [name, cell] of Object.entries(cells)) {
            const column = table.columns.find((one) => one.name === name)
            const standing = standingCell(row, name, change) ?? null
            if (column && cellsEqual(column, standing, cell)) delete cells[name]
          }
          if (Object.keys(cells).length > 0)
            reading.steps.push(setStep(shownRow(row, table, Object.keys(cells)), cells))
        }
      }
    }
    for (let added = 0; added < plan.newCount; added += 1) {
      if (added % rowsAtOnce === rowsAtOnce - 1) await turn()
      if (job.isStopped) break
      const cells = readRow(view, plan, found, reading, { index: index + added, isNew: true, staged: null })
      const filled = Object.entries(cells).filter(
        ([, cell]) => cell !== null && !(Array.isArray(cell) && cell.length === 0),
      )
      reading.steps.push({ kind: 'add', cells: Object.fromEntries(filled) })
    }
  }

  /** The cells of one row of the block; what does not fit is written down. */
  function readRow(
    view: ViewState,
    plan: PastePlan,
    found: Meanings,
    reading: Reading,
    row: { readonly index: number; readonly isNew: boolean; readonly staged: StagedRow | null },
  ): Record<string, Cell> {
    const cells: Record<string, Cell> = {}
    const texts = blockRow(plan, row.index)
    plan.columns.forEach((column, at) => {
      if (!column) return
      const text = texts[at] ?? ''
      // What is left empty in a new row is left out of it, whatever the column.
      if (row.isNew && text === '' && row.index >= plan.ontoCount) return
      const reason = cellReason(view, column, row)
      const result =
        reason === null ? readPasted(column, text, found, reading.numbers) : { ok: false as const, problem: reason }
      if (result.ok) {
        cells[column.name] = result.cell
        reading.cellCount += 1
        return
      }
      reading.misfitCount += 1
      if (reason === null && reading.numbers.sign === null) reading.uncertain ??= uncertainNumber(column, text)
      if (reading.misfits.length >= listedMisfits) return
      const line = (row.index % plan.rows.length) + (plan.way === 'headings' ? 2 : 1)
      reading.misfits.push({ line, columnLabel: column.label, text, reason: result.problem })
    })
    return cells
  }

  async function acceptMisfits({ misfits, misfitCount, cellCount, uncertain }: Reading): Promise<PasteAnswer> {
    return misfitCount === 0 ? true : ask({ kind: 'misfits', misfits, misfitCount, fitCount: cellCount, uncertain })
  }

  async function stagePaste(view: ViewState, plan: PastePlan, reading: Reading): Promise<PastePlan | null> {
    const { steps, cellCount } = reading
    if (steps.length === 0) return decline('Everything that was pasted is as it was.')
    const what = plan.ontoCount === 0 ? formatCounted(plan.newCount, 'new row') : formatCounted(cellCount, 'cell')
    const keys = await rowEdits.stage(view, `Paste ${what}`, steps)
    if (!keys) return null
    const more =
      plan.ontoCount > 0 && plan.newCount > 0 ? `, ${formatCounted(plan.newCount, 'new row')} among them` : ''
    notes.say(`Pasted ${what}${more}`)
    return plan
  }

  function ask(next: PasteQuestion): Promise<PasteAnswer> {
    question.value = next
    dialogs.open({ kind: 'paste' })
    return new Promise((resolve) => (answer = resolve))
  }

  /** Answer the question on screen; null for neither. */
  function reply(value: PasteAnswer): void {
    question.value = null
    if (dialogs.dialog?.kind === 'paste') dialogs.close()
    const waiting = answer
    answer = null
    waiting?.(value)
  }

  // Another dialog in its place is an answer too.
  watch(
    () => dialogs.dialog?.kind,
    (kind) => kind !== 'paste' && question.value !== null && reply(null),
  )

  /** Give up a paste that is under way. */
  function stop(): void {
    if (running) running.isStopped = true
    running = null
    reply(null)
  }

  return { question, paste, reply, stop }
})
