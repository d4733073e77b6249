// Tables and columns for tests of the window's questions; reference types point at a table named after them.
import type { Column, Table } from '@shared/table/table'
import { isReferenceType, type ValueType } from '@shared/table/value-type'
import { column as plainColumn, table as plainTable } from '../sample-table'

/** A plain column of a type. */
export function column(name: string, type: ValueType, label = name): Column {
  const target = {
    tableId: `${name}_target`,
    tableLabel: name,
    idColumn: 'id',
    labelColumn: 'id',
    idType: 'string',
  } as const
  return plainColumn(name, type, { label, target: isReferenceType(type) ? target : null })
}

/** A table of these columns; the first one is its id. */
export const table = (id: string, columns: Column[]): Table => plainTable(id, columns)
