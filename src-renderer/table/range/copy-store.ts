// Copies cells to the clipboard. Rows of the range that were not read yet are read first, with progress and cancel; the
// note beside the grid says how far that is, what was copied, or why nothing was.
import { isCancelled } from '@shared/errors/app-error'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import { defineStore } from 'pinia'
import { api } from '../../api'
import { failureOf, nextRequestId, type ViewState } from '../../query/views-store'
import { formatCount } from '../../ui/format'
import { exactText } from '../cells/cell-text'
import { useGridNoteStore } from '../edit/note-store'
import { rowKey, standingCell, type RowFeed } from '../rows/row-feed'
import { useRowsStore } from '../rows/rows-store'
import { walkRows, type WalkJob } from '../rows/walk-rows'
import { boxSize, type CellBox } from './cell-range'
import { htmlHeadings, htmlRow, htmlTable, tabHeadings, tabRow, type CopyForm } from './clipboard-text'

/** More than this does not fit a clipboard sensibly; a file is the better way. */
const maxCells = 2_000_000
/** Up to here the HTML form is offered as well. */
const maxHtmlCells = 200_000

/** Systems change how lines end on the clipboard. */
const sameLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n')

const plural = (count: number, word: string): string => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

export const useCellCopyStore = defineStore('cell-copy', () => {
  const notes = useGridNoteStore()
  let running: WalkJob | null = null
  /** The last text that was copied of one cell alone. */
  let lastOfOneCell: string | null = null

  /**
   * Copy a box of cells as tab-separated text and as an HTML table, every value in full, as it stands on screen.
   * Answers true once they are on the clipboard.
   *
   * @param columns the table's columns by name, for headings
   * @param feed    where the rows come from: the table's own rows unless told otherwise
   */
  async function copyBox(
    view: ViewState,
    box: CellBox,
    columns: readonly Column[],
    form: CopyForm,
    feed: RowFeed = useRowsStore().stateOf(view),
  ): Promise<boolean> {
    stop()
    const size = boxSize(box)
    if (size > maxCells) {
      notes.fail(`${plural(size, 'cell')} are too many for the clipboard. Select fewer, or export the rows to a file.`)
      return false
    }
    const totalCount = box.lastRow - box.firstRow + 1
    const job: WalkJob = {
      requestId: nextRequestId(),
      isStopped: false,
      onProgress: (doneCount) => {
        if (running !== job || totalCount <= 1000) return
        notes.working(`Reading rows to copy: ${formatCount(doneCount)} of ${formatCount(totalCount)}`, stop)
      },
    }
    running = job
    try {
      const copied = await collect(view, box, columns, form, feed, job)
      if (job.isStopped) return false
      lastOfOneCell = size === 1 && !form.hasHeadings ? copied.text : null
      await api.app.copy(copied)
      if (job.isStopped) return false
      notes.say(size === 1 ? 'Copied 1 cell' : `Copied ${plural(totalCount, 'row')}, ${plural(size, 'cell')}`)
      return true
    } catch (error) {
      if (isCancelled(error) || job.isStopped) return false
      fail(error)
      return false
    } finally {
      if (running === job) running = null
    }
  }

  async function collect(
    view: ViewState,
    box: CellBox,
    columns: readonly Column[],
    form: CopyForm,
    feed: RowFeed,
    job: WalkJob,
  ): Promise<{ text: string; html: string | null }> {
    const labels = box.columns.map((name) => columns.find((column) => column.name === name)?.label ?? name)
    const tab = form.hasHeadings ? [tabHeadings(labels)] : []
    const hasHtml = boxSize(box) <= maxHtmlCells
    const html = form.hasHeadings ? [htmlHeadings(labels)] : []
    let onlyCell: Cell = null
    for await (const { rows, staged } of walkRows(view, feed, box, job)) {
      for (const row of rows) {
        const change = staged.size === 0 || !view.table ? null : staged.get(rowKey(row, view.table))
        const cells = box.columns.map((name) => standingCell(row, name, change) ?? null)
        onlyCell = cells[0] ?? null
        tab.push(tabRow(cells, form))
        if (hasHtml) html.push(htmlRow(cells, form))
      }
    }
    // One cell alone is pasted into search boxes and texts: as it is, without a spreadsheet's quotes.
    if (boxSize(box) === 1 && !form.hasHeadings) return { text: exactText(onlyCell, form.references), html: null }
    return { text: tab.join('\r\n'), html: hasHtml ? htmlTable(html.join('')) : null }
  }

  /** Copy a text that is shown, such as a value or a name. */
  async function copyText(text: string, what: string): Promise<void> {
    stop()
    try {
      await api.app.copy({ text, html: null })
      notes.say(`Copied ${what}`)
    } catch (error) {
      fail(error)
    }
  }

  const fail = (error: unknown): void => notes.fail(`Nothing was copied. ${failureOf(error)?.message ?? ''}`)

  /** The cell that was copied here as a text, as it was: line breaks and tabs in it part no cells. Null for others. */
  const oneCellOf = (text: string): string | null =>
    lastOfOneCell !== null && sameLines(lastOfOneCell) === sameLines(text) ? lastOfOneCell : null

  /** Have what is on the clipboard pasted where the focus is, as after the keys. */
  const askPaste = () => api.app.paste()

  /** Give up a copy that is reading rows. */
  function stop(): void {
    if (!running) return
    running.isStopped = true
    void api.query.cancel({ requestId: running.requestId })
    running = null
    notes.dismiss()
  }

  return { oneCellOf, copyBox, copyText, askPaste, stop }
})
