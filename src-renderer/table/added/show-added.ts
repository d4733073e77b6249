// Brings rows that were just added into view, with the focus on the cell where typing begins.
import { requiredProblem } from '@shared/edit/check-cell'
import { nextTick, watch } from 'vue'
import type { ViewState } from '../../query/views-store'
import { shownInOrder } from '../columns/column-look'
import { cellReason } from '../edit/editable'
import { arrangedOf } from '../grid/grid-menus'
import { useAddedStore } from '../rows/added-store'

/** A function that shows the newest of a view's new rows, so many of them. */
export function useShowAdded(view: ViewState, focus: (index: number, column: string) => void) {
  const added = useAddedStore().stateOf(view)

  /** The first column that must be filled in, else the first that can be. */
  function firstToFill(): string | null {
    const { table } = view
    if (!table) return null
    const shown = shownInOrder(arrangedOf(view)).map(({ column }) => column)
    const open = shown.filter((column) => cellReason(view, column, { isNew: true, staged: null }) === null)
    const needed = open.find((column) => requiredProblem(table, column, true) !== null)
    return (needed ?? open[0] ?? shown[0])?.name ?? null
  }

  /** Rows are there for the strip once they were read: their count says so. */
  const rowsThere = (rowCount: number): Promise<void> =>
    new Promise((resolve) => {
      if (added.rowCount >= rowCount) return resolve()
      const stop = watch(
        () => added.rowCount >= rowCount,
        (areThere) => {
          if (!areThere) return
          stop()
          resolve()
        },
      )
    })

  return async (count: number, before: number): Promise<void> => {
    const column = firstToFill()
    await rowsThere(before + count)
    await nextTick()
    if (column !== null) focus(before, column)
  }
}
