// From the keys of a request to a whole row.
import type { CellValue, TableModel } from '../model/table-model'
import type { StoredRow } from '../store/table-changes'
import { initialValue } from './auto-values'
import { convertValue, type ConversionContext } from './convert-value'

/** What a request says of one row: a value by attribute. Attributes that the table does not have are passed over. */
export type GivenRow = ReadonlyMap<string, unknown>

/**
 * A whole row. What the request leaves out is automatic, by default, or missing; it is not taken from the row that may
 * be there already.
 *
 * @throws ServerRefusal for a value that its attribute does not take
 */
export function draftRow(context: ConversionContext, table: TableModel, given: GivenRow, now: Date): StoredRow {
  return table.attributes.map((attribute) => {
    if (attribute.expression !== undefined) return null
    return given.has(attribute.name)
      ? convertValue(context, attribute, given.get(attribute.name))
      : initialValue(context, attribute, now)
  })
}

/** A row with other values for some attributes. */
export function changedRow(table: TableModel, row: StoredRow, values: ReadonlyMap<string, CellValue>): StoredRow {
  return table.attributes.map(({ name }, ordinal) =>
    values.has(name) ? (values.get(name) ?? null) : (row[ordinal] ?? null),
  )
}

/** One value of a row. */
export function valueOf(table: TableModel, row: StoredRow, attribute: string): CellValue {
  return row[table.attributes.findIndex(({ name }) => name === attribute)] ?? null
}

/** The id of a row as text; null where it has none. */
export function idOf(table: TableModel, row: StoredRow): string | null {
  const id = valueOf(table, row, table.idAttribute)
  return id === null ? null : String(id)
}
