// Steps of editing made from rows as they are shown: new values, deletions, copies of rows.
import type { EditStep, RowKey } from '@shared/edit/staged'
import { isNewRow } from '@shared/edit/staged'
import type { Column, Table } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'
import { isManyReferenceType } from '@shared/table/value-type'

/** A row that is to be changed: its key, its name, and the values that were read of it. */
export type ShownRow = { readonly key: RowKey; readonly label: string; readonly read: Row }

/** Give cells of a row new values. */
export function setStep({ key, label, read }: ShownRow, cells: Row): EditStep {
  const names = isNewRow(key) ? [] : Object.keys(cells).filter((name) => read[name] !== undefined)
  const before = Object.fromEntries(names.map((name) => [name, read[name] ?? null]))
  return { kind: 'set', key, label, cells: { ...cells }, before }
}

/** Delete a row. */
export const deleteStep = ({ key, label, read }: ShownRow): EditStep => ({
  kind: 'delete',
  key,
  label,
  before: isNewRow(key) ? {} : { ...read },
})

/** The value of a column that has none. */
export const emptyCell = ({ type }: Column): Cell => (isManyReferenceType(type) ? [] : null)

/** True for columns whose values a copy of a row takes over: not those that tell rows apart or that the server fills in. */
const isTakenOver = (column: Column): boolean =>
  !column.isId &&
  !column.isAuto &&
  !column.isUnique &&
  !column.isReadOnly &&
  !column.isComputed &&
  column.type !== 'back-references' &&
  column.type !== 'file'

/** Add a copy of a row. Values of files stay behind too, for a file belongs to one row. */
export function copyStep(table: Table, row: Row): EditStep {
  const cells: Record<string, Cell> = {}
  for (const column of table.columns) {
    const cell = row[column.name]
    if (isTakenOver(column) && cell !== undefined && cell !== null) cells[column.name] = cell
  }
  return { kind: 'add', cells }
}
