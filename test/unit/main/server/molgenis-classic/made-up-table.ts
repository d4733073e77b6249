// A table for tests of the dialect's pure parts, with a column of each type.
import type { Column, Table } from '@shared/table/table'
import { isReferenceType, valueTypes, type ValueType } from '@shared/table/value-type'
import { column as plainColumn } from '../../../../support/sample-table'

const target = { tableId: 'Ref', tableLabel: 'Ref', idColumn: 'code', labelColumn: 'name', idType: 'string' } as const

export const column = (name: string, type: ValueType, changes: Partial<Column> = {}): Column =>
  plainColumn(name, type, { target: isReferenceType(type) ? target : null, ...changes })

/** Columns are named by their type. */
export const madeUpTable: Table = {
  id: 'T',
  label: 'Made up',
  description: null,
  packageId: null,
  idColumn: 'id',
  labelColumn: 'id',
  columns: [column('id', 'string', { isId: true, isLabel: true }), ...valueTypes.map((type) => column(type, type))],
  isWritable: false,
  rights: { canAdd: false, canChange: false, canDelete: false },
}
