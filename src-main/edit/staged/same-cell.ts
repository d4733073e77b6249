// Whether two cells hold the same value; the one place of this room that decides it.
import { cellsEqual } from '@shared/edit/cells-equal'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'

/** @param column  undefined for a column that the table no longer has */
export function sameCell(column: Column | undefined, one: Cell, other: Cell): boolean {
  return column ? cellsEqual(column, one, other) : JSON.stringify(one) === JSON.stringify(other)
}
