// Why something may not be edited in a view, in a sentence; null where it may.
import { cellEditability, rowEditability, type RowAction } from '@shared/edit/editability'
import type { StagedRow } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { ViewState } from '../../query/views-store'

const copyReason = 'A copy is not edited. Open the table on its server.'
const unreadReason = 'The table is not read yet.'

/** Why rows of a view may not be added, changed or deleted. */
export function rowsReason(view: ViewState, action: RowAction): string | null {
  if (view.source.kind === 'offline') return copyReason
  if (!view.table) return unreadReason
  const answer = rowEditability(view.table, action)
  return answer.canEdit ? null : answer.reason
}

/** Why a cell may not be edited. */
export function cellReason(
  view: ViewState,
  column: Column,
  row: { readonly isNew: boolean; readonly staged: StagedRow | null },
): string | null {
  const reason = rowsReason(view, row.isNew ? 'add' : 'change')
  if (reason !== null || !view.table) return reason
  if (row.staged?.kind === 'delete') return 'This row is to be deleted. Take the deletion back to change it.'
  const answer = cellEditability(view.table, column, row.isNew)
  return answer.canEdit ? null : answer.reason
}

/** Why a column may not be edited in a table whose rows may be changed; null where it may, or where no row may. */
export function columnLock(view: ViewState, column: Column): string | null {
  if (rowsReason(view, 'change') !== null || !view.table) return null
  const answer = cellEditability(view.table, column, false)
  return answer.canEdit ? null : answer.reason
}
