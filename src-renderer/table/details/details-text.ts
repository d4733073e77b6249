// A row for the details pane: its columns in sections, and the whole of it as text.
import type { Column, Table } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'
import { exactText } from '../cells/cell-text'

/** Columns of one compound; the title is empty for those outside any. */
export type DetailSection = { readonly title: string; readonly columns: readonly Column[] }

/** All columns of a table, hidden ones too, in metadata order; neighbours of the same compound under its name. */
export function detailSections(table: Table): DetailSection[] {
  const sections: { title: string; columns: Column[] }[] = []
  for (const column of table.columns) {
    const title = column.groups.join(' › ')
    const last = sections.at(-1)
    if (last && last.title === title) last.columns.push(column)
    else sections.push({ title, columns: [column] })
  }
  return sections
}

/** The name of a row: its label, or its id where it has none. */
export function rowTitle(table: Table, row: Row): string {
  const label = exactText(row[table.labelColumn] ?? null).trim()
  return label === '' ? exactText(row[table.idColumn] ?? null) : label
}

const written = (cell: Cell): string => (cell === null ? 'no value' : cell === '' ? 'empty text' : exactText(cell))

/** A row as text: a line per column, label, a tab, the value in full. */
export const rowText = (table: Table, row: Row): string =>
  table.columns.map((column) => `${column.label}\t${written(row[column.name] ?? null)}`).join('\n')
