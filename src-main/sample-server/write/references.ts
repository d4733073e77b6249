// Which rows refer to rows that are about to go.
import { MULTIPLE_REFERENCES, SINGLE_REFERENCES, type AttributeModel, type TableModel } from '../model/table-model'
import type { WritableTable } from '../store/writable-table'

// Up to this many ids a look-up for each is quicker than a walk over a table.
const FEW = 2000

/**
 * The first id that a row of another table (or of the same) refers to.
 *
 * @param ids     ids of rows of `table`, or all of them
 * @param isGone  whether a referring row, by its id, no longer counts
 */
export function referringTo(
  table: TableModel,
  referring: WritableTable,
  ids: ReadonlySet<string> | 'all',
  isGone: (id: string) => boolean,
): string | undefined {
  const idAt = (row: number): string => String(referring.value(row, referring.idAttribute))
  for (const attribute of referring.attributes) {
    if (!refersTo(attribute, table)) continue
    const found =
      (ids === 'all' ? undefined : lookedUp(referring, attribute, ids, (row) => isGone(idAt(row)))) ??
      walked(referring, attribute, ids, (row) => isGone(idAt(row)))
    if (typeof found === 'string') return found
  }
  return undefined
}

function refersTo({ type, refTable, expression }: AttributeModel, table: TableModel): boolean {
  if (refTable !== table.id || expression !== undefined || type === 'ONE_TO_MANY') return false
  return SINGLE_REFERENCES.has(type) || MULTIPLE_REFERENCES.has(type)
}

/** `false`: looked, and there is none; undefined: the table has no look-up. */
function lookedUp(
  referring: WritableTable,
  attribute: AttributeModel,
  ids: ReadonlySet<string>,
  isGone: (row: number) => boolean,
): string | false | undefined {
  if (ids.size > FEW) return undefined
  for (const id of ids) {
    const rows = referring.rowsWhere?.(attribute.name, id)
    if (rows === undefined) return undefined
    if (rows.some((row) => !isGone(row))) return id
  }
  return false
}

function walked(
  referring: WritableTable,
  attribute: AttributeModel,
  ids: ReadonlySet<string> | 'all',
  isGone: (row: number) => boolean,
): string | undefined {
  const isAsked = (id: string): boolean => ids === 'all' || ids.has(id)
  for (let row = 0; row < referring.rowCount; row += 1) {
    const value = referring.value(row, attribute.name)
    if (value === null) continue
    const found = typeof value === 'object' ? value.find(isAsked) : isAsked(String(value)) ? String(value) : undefined
    if (found !== undefined && !isGone(row)) return found
  }
  return undefined
}
