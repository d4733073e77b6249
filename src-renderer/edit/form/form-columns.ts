// Where the person begins in a form.
import { requiredProblem } from '@shared/edit/check-cell'
import { cellEditability } from '@shared/edit/editability'
import type { Column, Table } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'

const isEmpty = (cell: Cell): boolean => cell === null || (Array.isArray(cell) && cell.length === 0)

/** The first column that needs a value and has none; else the first that may be edited. */
export function firstToFill(
  table: Table,
  columns: readonly Column[],
  cellOf: (column: Column) => Cell,
  isNew: boolean,
): Column | undefined {
  const editable = columns.filter((column) => cellEditability(table, column, isNew).canEdit)
  const isMissing = (column: Column) => requiredProblem(table, column, isNew) !== null && isEmpty(cellOf(column))
  return editable.find(isMissing) ?? editable[0]
}
