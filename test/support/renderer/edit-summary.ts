// What the window knows of a table's staged changes.
import type { EditPlace, EditSummary } from '@shared/edit/staged'

/** The summary of a table without a staged change, with what is given instead. */
export const editSummary = (place: EditPlace, more: Partial<EditSummary> = {}): EditSummary => ({
  ...place,
  tableLabel: place.tableId,
  version: 1,
  addCount: 0,
  changeCount: 0,
  deleteCount: 0,
  problemCount: 0,
  conflictCount: 0,
  undoTitle: null,
  redoTitle: null,
  isSending: false,
  ...more,
})
