// What a row is called, by the cells that are known of it.
import type { Table } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'

/** The row's label, else its id; null while neither is known. */
export function labelOfRow({ labelColumn, idColumn }: Table, row: Row): string | null {
  return textOf(row[labelColumn] ?? null) || textOf(row[idColumn] ?? null) || null
}

/** A cell in words, references by their labels. */
export function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'object') return String(cell)
  return 'label' in cell ? cell.label : cell.map(({ label }) => label).join(', ')
}
