// What matters about a column for filling it from a file: its type in a word, and whether it is the id or required.
import type { Column, Table } from '@shared/table/table'
import { isManyReferenceType, isReferenceType, type ValueType } from '@shared/table/value-type'

const words: Readonly<Partial<Record<ValueType, string>>> = {
  int: 'whole number',
  long: 'whole number',
  decimal: 'decimal number',
  bool: 'yes or no',
  date: 'date',
  'date-time': 'date and time',
  enum: 'choice',
  email: 'e-mail address',
  hyperlink: 'link',
}

/** Such as `id, text` or `refers to Genes, required`. */
export function columnNote(table: Table, column: Column): string {
  const { type, target } = column
  const refers = isManyReferenceType(type) ? 'list, refers to' : 'refers to'
  const kind = isReferenceType(type) && target ? `${refers} ${target.tableLabel}` : (words[type] ?? 'text')
  const isId = column.name === table.idColumn
  return [isId ? 'id' : null, kind, column.isNullable || isId ? null : 'required']
    .filter((part) => part !== null)
    .join(', ')
}
