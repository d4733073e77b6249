// Copies cells to the clipboard. Rows of the range that were not read yet are read first, with progress and cancel.
import { AppError, isCancelled } from '@shared/errors/app-error'
import type { Column } from '@shared/table/table'
import type { Cell, TableSlice } from '@shared/table/table-slice'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api } from '../../api'
import { failureOf, nextRequestId, plainQuery, type ViewState } from '../../query/views-store'
import { exactText } from '../cells/cell-text'
import { cellOf, type RowHandle } from '../rows/block-reader'
import { useRowsStore } from '../rows/rows-store'
import { boxSize, type CellBox } from './cell-range'
import { htmlHeadings, htmlRow, htmlTable, tabHeadings, tabRow, type CopyForm } from './clipboard-text'

/** What is copied, or why not; shown beside the grid. */
export type CopyState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly doneCount: number; readonly totalCount: number }
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string }

/** More than this does not fit a clipboard sensibly; a file is the better way. */
const maxCells = 2_000_000
/** Up to here the HTML form is offered as well. */
const maxHtmlCells = 200_000
const pageRows = 5000
/** Rows turned into text before the window gets a turn. */
const rowsAtOnce = 2000

const plural = (count: number, word: string): string => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

export const useCellCopyStore = defineStore('cell-copy', () => {
  const state = ref<CopyState>({ kind: 'idle' })
  let running: { requestId: string; isStopped: boolean } | null = null

  /**
   * Copy a box of cells as tab-separated text and as an HTML table, every value in full.
   *
   * @param columns the table's columns by name, for headings
   */
  async function copyBox(view: ViewState, box: CellBox, columns: readonly Column[], form: CopyForm): Promise<void> {
    stop()
    const size = boxSize(box)
    if (size > maxCells) {
      state.value = {
        kind: 'failed',
        text: `${plural(size, 'cell')} are too many for the clipboard. Select fewer, or export the rows to a file.`,
      }
      return
    }
    const job = { requestId: nextRequestId(), isStopped: false }
    running = job
    try {
      const copied = await collect(view, box, columns, form, job)
      if (job.isStopped) return
      await api.app.copy(copied)
      if (job.isStopped) return
      const rowCount = box.lastRow - box.firstRow + 1
      state.value = {
        kind: 'done',
        text: size === 1 ? 'Copied 1 cell' : `Copied ${plural(rowCount, 'row')}, ${plural(size, 'cell')}`,
      }
    } catch (error) {
      if (isCancelled(error) || job.isStopped) return
      state.value = { kind: 'failed', text: `Nothing was copied. ${failureOf(error)?.message ?? ''}` }
    } finally {
      if (running === job) running = null
    }
  }

  async function collect(
    view: ViewState,
    box: CellBox,
    columns: readonly Column[],
    form: CopyForm,
    job: { requestId: string; isStopped: boolean },
  ): Promise<{ text: string; html: string | null }> {
    const labels = box.columns.map((name) => columns.find((column) => column.name === name)?.label ?? name)
    const tab = form.hasHeadings ? [tabHeadings(labels)] : []
    const hasHtml = boxSize(box) <= maxHtmlCells
    const html = form.hasHeadings ? [htmlHeadings(labels)] : []
    let onlyCell: Cell = null
    await eachRow(view, box, job, (cells) => {
      onlyCell = cells[0] ?? null
      tab.push(tabRow(cells, form))
      if (hasHtml) html.push(htmlRow(cells, form))
    })
    // One cell alone is pasted into search boxes and texts: as it is, without a spreadsheet's quotes.
    if (boxSize(box) === 1 && !form.hasHeadings) return { text: exactText(onlyCell, form.references), html: null }
    return { text: tab.join('\r\n'), html: hasHtml ? htmlTable(html.join('')) : null }
  }

  async function eachRow(
    view: ViewState,
    box: CellBox,
    job: { requestId: string; isStopped: boolean },
    take: (cells: Cell[]) => void,
  ): Promise<void> {
    const { reader } = useRowsStore().stateOf(view)
    const version = view.version
    const totalCount = box.lastRow - box.firstRow + 1
    const has = (row: RowHandle | undefined): row is RowHandle =>
      row !== undefined &&
      row.block.round === reader.shownRound &&
      box.columns.every((name) => cellOf(row, name) !== undefined)
    let sinceTurn = 0
    for (let row = box.firstRow; row <= box.lastRow;) {
      if (job.isStopped || view.version !== version) throw new AppError('cancelled', 'Cancelled.')
      const handle = reader.rowAt(row)
      if (has(handle)) {
        take(box.columns.map((name) => cellOf(handle, name) ?? null))
        row += 1
        sinceTurn += 1
      } else {
        if (totalCount > 1000) state.value = { kind: 'reading', doneCount: row - box.firstRow, totalCount }
        const page = await readPage(view, row, Math.min(pageRows, box.lastRow - row + 1), box.columns, job.requestId)
        if (page.rowCount === 0) break
        for (let at = 0; at < page.rowCount; at += 1) take(pageCells(page, at, box.columns))
        row += page.rowCount
        sinceTurn += page.rowCount
      }
      if (sinceTurn >= rowsAtOnce) {
        sinceTurn = 0
        await new Promise((resolve) => setTimeout(resolve))
      }
    }
  }

  const pageCells = (page: TableSlice, at: number, columns: readonly string[]): Cell[] =>
    columns.map((name) => page.data[page.columns.indexOf(name)]?.[at] ?? null)

  const readPage = (view: ViewState, offset: number, limit: number, columns: readonly string[], requestId: string) =>
    api.query.rows({
      source: view.source,
      query: { ...plainQuery(view.query), columns: [...columns] },
      requestId,
      offset,
      limit,
    })

  /** Copy a text that is shown, such as a value or a name. */
  async function copyText(text: string, what: string): Promise<void> {
    stop()
    try {
      await api.app.copy({ text, html: null })
      state.value = { kind: 'done', text: `Copied ${what}` }
    } catch (error) {
      state.value = { kind: 'failed', text: `Nothing was copied. ${failureOf(error)?.message ?? ''}` }
    }
  }

  /** Give up a copy that is reading rows. */
  function stop(): void {
    if (running) {
      running.isStopped = true
      void api.query.cancel({ requestId: running.requestId })
      running = null
    }
    state.value = { kind: 'idle' }
  }

  const dismiss = () => (state.value = { kind: 'idle' })

  return { state, copyBox, copyText, stop, dismiss }
})
