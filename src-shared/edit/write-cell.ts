// Cells as the plain values that a session writes: references as ids, longs as text with all their digits.
import type { Column, Table } from '../table/table'
import type { Cell, ReferenceCell, Row } from '../table/table-slice'
import { isManyReferenceType } from '../table/value-type'
import { keepsEmptyText } from './read-cell'
import { chosenFilePrefix } from './staged'

/** A value to write. */
export type PlainValue = null | string | number | boolean | readonly string[]

/** True for a file that was chosen and is not sent yet. */
export const isChosenFile = (cell: Cell): cell is ReferenceCell =>
  isReference(cell) && cell.id.startsWith(chosenFilePrefix)

/**
 * The value to write for a cell.
 *
 * A file that is on the server is written by its name, which keeps it; one that was chosen goes another way (see
 * `chosenFiles`) and must not come here.
 */
export function writeCell(column: Pick<Column, 'type'>, cell: Cell): PlainValue {
  if (isManyReferenceType(column.type)) return referencesOf(cell).map(({ id }) => id)
  if (isReference(cell)) return column.type === 'file' ? cell.label : cell.id
  return typeof cell === 'object' ? null : cell
}

/**
 * The values to write for a row, without the files that were chosen.
 *
 * Of a new row the server fills in what is left out, but not what is sent as empty: so empty cells of automatic columns,
 * and of required ones with a default, are left out. Columns that the table does not have or that the server computes
 * are left out too.
 */
export function writeRow(table: Table, row: Row, isNew: boolean): Record<string, PlainValue> {
  const values = table.columns.flatMap((column): [string, PlainValue][] => {
    const cell = Object.hasOwn(row, column.name) ? row[column.name] : undefined
    if (cell === undefined || column.isComputed || isChosenFile(cell)) return []
    const isFilledIn = column.isAuto || (!column.isNullable && column.defaultValue !== null)
    return isNew && isFilledIn && isWrittenAsNothing(column, cell) ? [] : [[column.name, writeCell(column, cell)]]
  })
  return Object.fromEntries(values)
}

/** The files of a row that were chosen and are not sent yet, by column. */
export const chosenFiles = (row: Row): Record<string, ReferenceCell> =>
  Object.fromEntries(Object.entries(row).filter((entry): entry is [string, ReferenceCell] => isChosenFile(entry[1])))

/** True when a cell holds no value: nothing, or no references. Empty text is a value. */
export const isEmptyCell = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (Array.isArray(cell) && cell.length === 0)

/** True when the server keeps no value for a cell: an empty one, or empty text where that is not kept apart. */
export const isWrittenAsNothing = (column: Pick<Column, 'type'>, cell: Cell | undefined): boolean =>
  isEmptyCell(cell) || (cell === '' && !keepsEmptyText(column))

const isReference = (cell: Cell): cell is ReferenceCell => typeof cell === 'object' && cell !== null && 'id' in cell

function referencesOf(cell: Cell): readonly ReferenceCell[] {
  if (isReference(cell)) return [cell]
  return typeof cell === 'object' && cell !== null ? cell : []
}
