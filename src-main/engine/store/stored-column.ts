// How a column of a table lies in a part and in a copy: under names of our own, with types from the metadata.
import type { Column, Table } from '@shared/table/table'
import { isManyReferenceType, isSingleReferenceType, type ValueType } from '@shared/table/value-type'

/** How the values of a column are kept. */
export type StoredForm =
  'text' | 'int' | 'long' | 'decimal' | 'bool' | 'date' | 'date-time' | 'reference' | 'references'

/**
 * One column as it is kept.
 *
 * `value` is the SQL name of the column with the values (ids of references); `label` that of the labels beside it,
 * null where there are none. Names of attributes never become SQL names: they may differ in case only.
 */
export type StoredColumn = {
  readonly column: Column
  readonly index: number
  readonly form: StoredForm
  readonly value: string
  readonly label: string | null
  /** SQL type of `value`. */
  readonly sqlType: string
}

const formByType: Partial<Record<ValueType, StoredForm>> = {
  int: 'int',
  long: 'long',
  decimal: 'decimal',
  bool: 'bool',
  date: 'date',
  'date-time': 'date-time',
}

const sqlTypes: Readonly<Record<StoredForm, string>> = {
  text: 'VARCHAR',
  int: 'INTEGER',
  long: 'BIGINT',
  decimal: 'DOUBLE',
  bool: 'BOOLEAN',
  date: 'DATE',
  'date-time': 'TIMESTAMP',
  reference: 'VARCHAR',
  references: 'VARCHAR[]',
}

/** The form in which values of this type are kept. */
export function storedForm(type: ValueType): StoredForm {
  if (isSingleReferenceType(type)) return 'reference'
  if (isManyReferenceType(type)) return 'references'
  return formByType[type] ?? 'text'
}

/** All columns of a table as they are kept, in the table's order. */
export const storedColumns = (table: Table): StoredColumn[] =>
  table.columns.map((column, index) => {
    const form = storedForm(column.type)
    const hasLabel = form === 'reference' || form === 'references'
    return {
      column,
      index,
      form,
      value: `c${index}`,
      label: hasLabel ? `l${index}` : null,
      sqlType: sqlTypes[form],
    }
  })

/** SQL type in which ids of this type are put in order. */
export function idOrderType(type: ValueType): 'VARCHAR' | 'BIGINT' | 'DOUBLE' {
  if (type === 'int' || type === 'long') return 'BIGINT'
  return type === 'decimal' ? 'DOUBLE' : 'VARCHAR'
}
