// Rows that can fulfil an equality, found through the table's own look-up instead of a walk over all rows.
import type { AttributeModel, TableModel } from '../model/table-model'
import { isReference } from './attribute-path'
import type { Comparable } from './query-value'
import { unionOf } from './row-test'

/** Texts compare by themselves; the look-ups of a table take ids and texts in exactly this form. */
const LOOKED_UP = new Set(['STRING', 'ENUM', 'EMAIL', 'HYPERLINK'])

/**
 * Rows whose attribute equals (multiple reference: holds) one of the values.
 *
 * @returns ascending rows, or `undefined` where the table has no quick way to them
 */
export function rowsWithAny(
  table: TableModel,
  attribute: AttributeModel,
  values: readonly Comparable[],
): readonly number[] | undefined {
  const lists: (readonly number[])[] = []
  for (const value of values) {
    if (value === null) continue
    const rows = rowsWith(table, attribute, value)
    if (rows === undefined) return undefined
    lists.push(rows)
  }
  return lists.length === 0 ? [] : unionOf(lists)
}

function rowsWith(
  table: TableModel,
  attribute: AttributeModel,
  value: NonNullable<Comparable>,
): readonly number[] | undefined {
  if (attribute.isId && !isReference(attribute.type)) {
    const row = table.rowOf(String(value))
    return row === undefined ? [] : [row]
  }
  if (!isReference(attribute.type) && !LOOKED_UP.has(attribute.type)) return undefined
  return table.rowsWhere?.(attribute.name, String(value))
}
