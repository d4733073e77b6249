// The form in the details pane: the commands that open it, and how it goes along with the selected row.
import { isNewRow, keyOfRow } from '@shared/edit/staged'
import { computed, onBeforeUnmount, onMounted, watch, type ComputedRef } from 'vue'
import { useFormStore } from '../../edit/form-store'
import type { ViewState } from '../../query/views-store'
import { registerCommands } from '../../shell/commands'
import { rowsReason } from '../edit/editable'
import { useGridNoteStore } from '../edit/note-store'

const readingPx = 292
const editingPx = 340

/**
 * Follow a view's form while the calling component is there.
 *
 * @param showPane  opens the details pane
 * @returns width of the pane; px
 */
export function useFormPane(view: ViewState, showPane: () => void): ComputedRef<number> {
  const forms = useFormStore()
  const notes = useGridNoteStore()

  /** Answers false, so that another may answer to the command, where there is no row to edit. */
  function editRow(): boolean {
    // A new row that was chosen last comes before the row of the table that is still selected.
    const chosen = forms.rowOf(view.tabId)
    if (chosen && isNewRow(chosen.key)) {
      forms.editRow(view, chosen.key, true)
      return true
    }
    if (view.selectedId === null) return false
    const reason = rowsReason(view, 'change')
    if (reason === null) forms.editRow(view, keyOfRow(view.selectedId), true)
    else notes.say(reason)
    return true
  }

  function addRow(): void {
    const reason = rowsReason(view, 'add')
    if (reason === null) void forms.addRow(view)
    else notes.say(reason)
  }

  watch(
    () => forms.rowOf(view.tabId)?.focusTurn ?? 0,
    (turn) => turn > 0 && showPane(),
  )
  watch(
    () => view.selectedId,
    () => forms.follow(view),
  )
  let remove: (() => void) | null = null
  onMounted(() => {
    remove = registerCommands({ 'edit-row': editRow, 'add-row': addRow })
    // A tab that comes to the front again has its form open still.
    if ((forms.rowOf(view.tabId)?.focusTurn ?? 0) > 0) showPane()
  })
  onBeforeUnmount(() => remove?.())
  return computed(() => (forms.rowOf(view.tabId) ? editingPx : readingPx))
}
