// A table for tests of the dialect's pure parts, with a column of each type.
import type { Column, Table } from '@shared/table/table'
import { isReferenceType, valueTypes, type ValueType } from '@shared/table/value-type'

export const column = (name: string, type: ValueType, changes: Partial<Column> = {}): Column => ({
  name,
  label: name,
  description: null,
  type,
  groups: [],
  isId: false,
  isLabel: false,
  isNullable: true,
  isUnique: false,
  isReadOnly: false,
  isVisible: true,
  isComputed: false,
  isAggregatable: false,
  maxLength: null,
  range: null,
  target: isReferenceType(type)
    ? { tableId: 'Ref', tableLabel: 'Ref', idColumn: 'code', labelColumn: 'name', idType: 'string' }
    : null,
  choices: null,
  ...changes,
})

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
}
