// The row that the details pane shows: the one in the form, else the selected one, with what is staged for it.
import { keyOfRow } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import { cellId, type Cell, type Row } from '@shared/table/table-slice'
import { computed, onBeforeUnmount, watch } from 'vue'
import { cellMark, cellSentence } from '../../edit/cells/staged-mark'
import { placeOf, useEditsStore } from '../../edit/edits-store'
import { rowIdOf, useFormStore } from '../../edit/form-store'
import { cellWords } from '../../edit/review/cell-words'
import type { ViewState } from '../../query/views-store'
import { useDetailsStore } from './details-store'

/** Follow the shown row of a view while the calling component is there. */
export function useShownRow(view: ViewState) {
  const details = useDetailsStore()
  const edits = useEditsStore()
  const forms = useFormStore()
  const place = placeOf(view.source)
  const who = `details ${view.tabId}`

  const form = computed(() => forms.rowOf(view.tabId))
  /** Id of the row; null for a new one and where none is selected. */
  const id = computed(() => (form.value ? rowIdOf(form.value.key) : view.selectedId))
  /** What the server holds; null while that is of another row. */
  const row = computed<Row | null>(() => {
    const read = details.stateOf(view.tabId).row
    return view.table && read && cellId(read[view.table.idColumn] ?? null) === id.value ? read : null
  })
  const staged = computed(() => {
    const key = form.value?.key ?? (id.value === null ? null : keyOfRow(id.value))
    return place && key !== null ? edits.stagedRow(place, key) : null
  })
  /** The row as it will be. */
  const shown = computed<Row | null>(() => (row.value ? { ...row.value, ...staged.value?.after } : null))

  /** What is to be said of a value: which mark it bears, and the words for it. */
  function markOf(column: Column) {
    const write = (cell: Cell) => cellWords(cell, column).text
    return { mark: cellMark(staged.value, column.name), words: cellSentence(staged.value, column.name, write) }
  }

  watch(
    () => view.selectedId,
    (now) => place && void edits.look(place, new Set(now === null ? [] : [keyOfRow(now)]), who),
    { immediate: true },
  )
  onBeforeUnmount(() => place && edits.forget(place, who))
  return { form, id, row, staged, shown, markOf }
}
