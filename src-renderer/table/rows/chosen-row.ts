// The selected row of a grid: chosen there, by the plot, by a link, or in the form; brought into view when it was chosen
// elsewhere.
import { useFormStore } from '../../edit/form-store'
import type { ViewState } from '../../query/views-store'
import type { GridSession } from '../grid/grid-session'
import type { RowHandle } from './block-reader'
import { rowId, rowKey, type RowFeed } from './row-feed'
import { useRowsStore } from './rows-store'

/** Follow the selected row of a view in the grid that shows a feed. */
export function useChosenRow(view: ViewState, feed: RowFeed, session: () => GridSession | null) {
  const rowsStore = useRowsStore()
  const form = useFormStore()
  const isAdded = feed.part === 'added'
  /** Set by the grid itself, so that its own choice is not looked for again. */
  let chosenHere: string | null = null
  /** Position of a chosen row that is still on its way. */
  let awaitedIndex: number | null = null

  function isSelected(row: RowHandle | undefined): boolean {
    const { table } = view
    if (row === undefined || table === null) return false
    return isAdded ? form.rowOf(view.tabId)?.key === rowKey(row, table) : rowId(row, table) === view.selectedId
  }

  /** Select the row at a position; a row on its way is selected once it is there. New rows are shown in the form. */
  function choose(index: number): void {
    if (isAdded) {
      const row = feed.reader.rowAt(index)
      if (row && view.table) form.editRow(view, rowKey(row, view.table))
      return
    }
    chosenHere = rowsStore.select(view, index)
    awaitedIndex = chosenHere === null ? index : null
    // The row may have been selected all along while a new row was in the form.
    if (chosenHere !== null) form.follow(view)
  }

  /** Find the row that was selected elsewhere and bring it into view. */
  async function find(isToShow = true): Promise<void> {
    const id = view.selectedId
    session()?.repaint()
    if (isAdded || id === null || id === chosenHere || feed.reader.isLeading) return
    const index = await rowsStore.locate(view, id)
    if (index === null || view.selectedId !== id) return
    chosenHere = id
    if (isToShow) session()?.showRow(index)
    session()?.repaint()
  }

  /** Rows of a new question are here. */
  function fresh(keepsPlace: boolean): void {
    const isFirst = feed.reader.shownRound === 1
    if (!keepsPlace) chosenHere = null
    // A row that a link leads to is brought into view; after a new filter or order the top of the rows is.
    void find(isFirst)
  }

  /** Rows arrived, the awaited one among them perhaps. */
  function arrived(): void {
    if (awaitedIndex !== null && feed.reader.rowAt(awaitedIndex)) choose(awaitedIndex)
  }

  return { isSelected, choose, find, fresh, arrived }
}
