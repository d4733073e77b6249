// A staged row as it is kept: all but its problems, which follow from the table's metadata and the other rows.
import { isNewRow, type RowKey, type StagedRow } from '@shared/edit/staged'
import { findColumn, type Table } from '@shared/table/table'
import { cellId, type Row } from '@shared/table/table-slice'
import { labelOfRow } from './row-label'

/** A staged row without what is computed of it. */
export type HeldRow = Omit<StagedRow, 'problems'>

/** What becomes of a row; null: it is no longer staged. */
export type RowState = HeldRow | null

/** A row and what becomes of it. */
export type RowUpdate = [RowKey, RowState]

const newKeyPrefix = 'new/'

/** The key of the new row with this number. */
export const newRowKey = (number: number): RowKey => `${newKeyPrefix}${String(number)}` as RowKey

/** The number of a new row; 0 for the rows that the server has. */
export const newRowNumber = (key: RowKey): number => (isNewRow(key) ? Number(key.slice(newKeyPrefix.length)) : 0)

/** A new row with these cells. */
export function newRow(table: Table, key: RowKey, after: Row): HeldRow {
  const id = cellId(after[table.idColumn] ?? null)
  return plain({ key, kind: 'add', id, label: labelOfRow(table, after) ?? 'New row', before: {}, after })
}

/** A row with nothing known of what the server or anybody else thinks of it. */
export const plain = (row: Omit<HeldRow, 'refusal' | 'conflict' | 'isUnknown'>): HeldRow => ({
  ...row,
  refusal: null,
  conflict: null,
  isUnknown: false,
})

/** Only these columns of a row. */
export const pick = (row: Row, isWanted: (name: string) => boolean): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => isWanted(name)))

/** True for a column that is there and of which values can be sent. */
export function isSendable(table: Table, name: string): boolean {
  const column = findColumn(table, name)
  return column !== undefined && !column.isComputed && column.type !== 'back-references'
}
