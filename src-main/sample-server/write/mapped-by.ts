// The other side of a one-to-many attribute: what is written to the list of a row is kept by the rows in the list.
import { ServerRefusal } from '../model/server-refusal'
import type { ServerStore } from '../store/server-store'
import type { StoredRow } from '../store/table-changes'
import type { WritableTable } from '../store/writable-table'
import { changedRow, idOf, valueOf } from './row-draft'
import type { Transaction } from './transaction'

/**
 * Let the rows in the one-to-many lists of a row point back at it, and those that are no longer in them not.
 *
 * @param before  ids that the row had in the lists, by attribute
 * @throws ServerRefusal 400 for a row that belongs to another one already
 */
export function updateMappedBy(
  store: ServerStore,
  transaction: Transaction,
  table: WritableTable,
  row: StoredRow,
  before: (attribute: string) => readonly string[],
): void {
  for (const { name, type, refTable, mappedBy } of table.attributes) {
    const target = type === 'ONE_TO_MANY' && refTable !== undefined ? store.table(refTable) : undefined
    if (target === undefined || mappedBy === undefined) continue
    const listed = valueOf(table, row, name)
    const now = typeof listed === 'object' && listed !== null ? listed : []
    const old = before(name)
    const point = (id: string, owner: string | null): void => {
      const child = transaction.row(target, id)
      if (child === undefined) return
      const isTaken = owner !== null && valueOf(target, child, mappedBy) !== null
      if (isTaken) {
        throw new ServerRefusal(
          400,
          `Updating [${target.id}] with id [${id}] not allowed: [${mappedBy}] is already referred to by another [${table.id}]`,
        )
      }
      transaction.update(target, [changedRow(target, child, new Map([[mappedBy, owner]]))])
    }
    for (const id of now) if (!old.includes(id)) point(id, idOf(table, row))
    for (const id of old) if (!now.includes(id)) point(id, null)
  }
}
