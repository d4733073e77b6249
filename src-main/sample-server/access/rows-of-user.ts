// A table of which each user sees the own rows only.
import type { TableModel } from '../model/table-model'
import { metadataOf, type WritableTable } from '../store/writable-table'

/**
 * The rows of a table that belong to a user; they are found again after each change of the table.
 *
 * @param ownerAttribute  attribute that holds the user's name
 */
export function rowsOfUser(table: WritableTable, ownerAttribute: string, username: string): TableModel {
  let known: { readonly version: number; readonly rows: readonly number[] } | undefined
  const rows = (): readonly number[] => {
    if (known?.version !== table.version) {
      const all = Array.from({ length: table.rowCount }, (_, row) => row)
      known = { version: table.version, rows: all.filter((row) => table.value(row, ownerAttribute) === username) }
    }
    return known.rows
  }
  return {
    ...metadataOf(table),
    get rowCount() {
      return rows().length
    },
    value: (row, attribute) => table.value(rows()[row] ?? -1, attribute),
    rowOf(id) {
      const row = table.rowOf(id)
      const own = row === undefined ? -1 : rows().indexOf(row)
      return own < 0 ? undefined : own
    },
  }
}
