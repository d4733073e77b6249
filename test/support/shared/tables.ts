// Tables and columns for tests, with every property filled in.
import type { Column, Table } from '@shared/table/table'
import type { ValueType } from '@shared/table/value-type'

/** A plain column of a type; reference types point at a table named after them. */
export function column(name: string, type: ValueType, label = name): Column {
  const isReference = /^(reference|references|category|categories|back-references|file)$/.test(type)
  return {
    name,
    label,
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
    target: isReference
      ? { tableId: `${name}_target`, tableLabel: name, idColumn: 'id', labelColumn: 'id', idType: 'string' }
      : null,
    choices: null,
  }
}

/** A table of these columns; the first one is its id. */
export function table(id: string, columns: Column[]): Table {
  const first = columns[0]?.name ?? 'id'
  return {
    id,
    label: id,
    description: null,
    packageId: null,
    idColumn: first,
    labelColumn: first,
    columns: columns.map((one, index) => ({ ...one, isId: index === 0 })),
    isWritable: false,
  }
}
