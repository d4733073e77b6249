// Changes some attributes of rows on servers whose PUT replaces the whole row: nothing that is not named is ever lost.
import { AppError } from '@shared/errors/app-error'
import type { Table } from '@shared/table/table'
import { isManyReferenceType } from '@shared/table/value-type'
import { asUploadable, idText } from '../rows/row-shape'
import { readRowsById, type RowPlace } from '../rows/rows-by-id'
import type { ServerRow } from '../../table-access'
import { sameValue } from './arrival'
import { idOf, requireColumn, type WireRow, type WireValue } from './write-value'

/** A change as one request: one attribute of the rows, or the rows whole. */
export type Change =
  | { readonly kind: 'attribute'; readonly attribute: string; readonly rows: readonly WireRow[] }
  | { readonly kind: 'rows'; readonly rows: readonly WireRow[] }

/**
 * The request that makes the change; null when there is nothing to change.
 *
 * One attribute goes by itself. More than one are laid over the rows as they are at this moment, so that each row is
 * changed as a whole or not at all.
 *
 * @throws AppError `server.refused` with `rowIndex` for rows that are not there, `input.invalid` for attributes that
 *   may only be read
 */
export async function planChange(
  place: RowPlace,
  rows: readonly WireRow[],
  signal: AbortSignal,
): Promise<Change | null> {
  const { table } = place
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  names.delete(table.idColumn)
  const [only, ...others] = [...names]
  if (only === undefined) return null
  const column = requireColumn(table, only)
  const isOnOwn = others.length === 0 && rows.every((row) => only in row)
  if (isOnOwn && !column.isReadOnly && column.type !== 'back-references') {
    return { kind: 'attribute', attribute: only, rows }
  }
  const ids = rows.map((row) => idOf(table, row))
  const known = await readRowsById(place, ids, null, signal)
  const merged = rows.map((row, rowIndex) => merge(table, row, known.get(ids[rowIndex] ?? ''), rowIndex))
  return { kind: 'rows', rows: merged }
}

function merge(table: Table, row: WireRow, known: ServerRow | undefined, rowIndex: number): WireRow {
  if (known === undefined) {
    throw new AppError('server.refused', `There is no row '${idOf(table, row)}' in ${table.label}.`, {
      facts: { rowIndex, attribute: table.idColumn, tableId: table.id, isWrite: true },
    })
  }
  for (const column of table.columns) {
    const sent = row[column.name]
    if (sent === undefined || !column.isReadOnly || sameValue(sent, known[column.name], column)) continue
    throw new AppError('input.invalid', `${column.label} may only be read, so it cannot be changed.`, {
      facts: { rowIndex, attribute: column.name, tableId: table.id },
    })
  }
  return { ...asWire(table, known), ...row }
}

/** A row as it is, in the form in which it can be sent back without a change. */
function asWire(table: Table, known: ServerRow): WireRow {
  const values = asUploadable(known, table)
  const wire: Record<string, WireValue> = {}
  for (const { name, type, isComputed } of table.columns) {
    const value = values[name]
    if (isComputed) continue
    if (Array.isArray(value)) wire[name] = value.map(String)
    else if (value === undefined || value === null) wire[name] = isManyReferenceType(type) ? [] : null
    // 64 bits would lose digits as a JSON number.
    else if (typeof value === 'number' && type !== 'long') wire[name] = value
    else wire[name] = typeof value === 'boolean' ? value : idText(value)
  }
  return wire
}
