// Undo and redo with the focus in the grid: the changes of its rows come first, then those of its filter and order.
import { defineStore } from 'pinia'
import { toRaw } from 'vue'
import { placeOf, useEditsStore } from '../../edit/edits-store'
import { useFilterStore } from '../../query/filter-store'
import type { ViewState } from '../../query/views-store'
import { useGridNoteStore } from './note-store'
import { useRowEditsStore } from './row-edits-store'

type StepKind = 'undo' | 'redo'

export const useGridStepsStore = defineStore('grid-steps', () => {
  const edits = useEditsStore()
  const filters = useFilterStore()
  const notes = useGridNoteStore()
  const rowEdits = useRowEditsStore()
  /** Views in which the filter was taken back last: there redo begins with it, not with older changes of rows. */
  const filterLast = new WeakSet<object>()

  /** Undo or redo the last change of rows, or say that there is none; false for a copy, whose rows are not changed. */
  function stepRows(view: ViewState, kind: StepKind): boolean {
    const place = placeOf(view.source)
    if (!place) return false
    filterLast.delete(toRaw(view))
    void rowEdits.step(place, kind)
    return true
  }

  /** Undo or redo the last change of rows; where there is none, that of filter or order. Says which it was. */
  function step(view: ViewState, kind: StepKind): void {
    const summary = edits.summaryOf(placeOf(view.source))
    const hasRows = Boolean(kind === 'undo' ? summary?.undoTitle : summary?.redoTitle)
    const isFilterFirst = !hasRows || (kind === 'redo' && filterLast.has(toRaw(view)))
    const changed = isFilterFirst ? filters.step(view, kind) : null
    if (changed === null) {
      if (!stepRows(view, kind)) notes.say(`There is nothing to ${kind}.`)
      return
    }
    if (kind === 'undo') filterLast.add(toRaw(view))
    notes.say(`${kind === 'undo' ? 'Undone' : 'Done again'}: Change of the ${changed}`)
  }

  return { step, stepRows }
})
