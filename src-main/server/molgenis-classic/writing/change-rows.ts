// Changes some attributes of rows on servers whose PUT replaces the whole row: nothing that is not named is ever lost.
import { AppError } from '@shared/errors/app-error'
import type { Table } from '@shared/table/table'
import { isManyReferenceType } from '@shared/table/value-type'
import { asUploadable, idText } from '../rows/row-shape'
import { readRowsById, type RowPlace } from '../rows/rows-by-id'
import type { ServerRow } from '../../table-access'
import { isUnchanged } from './arrival'
import { idOf, requireColumn, type WireRow, type WireValue } from './write-value'

/** A change as one request: one attribute of the rows, or the rows whole. */
export type Change =
  | { readonly kind: 'attribute'; readonly attribute: string; readonly rows: readonly WireRow[] }
  | { readonly kind: 'rows'; readonly rows: readonly WireRow[] }

/** A request, and the one that takes it back when a later one of the same batch is refused. */
export type Step = { readonly change: Change; readonly undo: Change | null }

/**
 * The requests that make the change, in their order; mostly one.
 *
 * One attribute goes by itself. More than one are laid over the rows as they are at this moment. Rows that hold empty
 * texts, which a whole row cannot say (servers read them as no value), are changed attribute by attribute.
 *
 * @throws AppError `server.refused` with `rowIndex` for rows that are not there, `input.invalid` for attributes that
 *   may only be read
 */
export async function planChange(
  place: RowPlace,
  rows: readonly WireRow[],
  signal: AbortSignal,
): Promise<readonly Step[]> {
  const { table } = place
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  names.delete(table.idColumn)
  const [only, ...others] = [...names]
  if (only === undefined) return []
  const column = requireColumn(table, only)
  const isOnOwn = others.length === 0 && rows.every((row) => only in row)
  if (isOnOwn && !column.isReadOnly && column.type !== 'back-references') {
    return [{ change: { kind: 'attribute', attribute: only, rows }, undo: null }]
  }
  const ids = rows.map((row) => idOf(table, row))
  const known = await readRowsById(place, ids, null, signal)
  const edits = rows
    .map((row, rowIndex) => editOf(table, row, known.get(ids[rowIndex] ?? ''), rowIndex))
    .filter(({ changed }) => Object.keys(changed).length > 0)
  return stepsOf(table, edits)
}

/** What really changes of a row, and the row as it is. */
type Edit = { readonly id: WireValue; readonly changed: WireRow; readonly before: WireRow }

/** What a row would change of the row that is there. @throws AppError as `planChange` does */
export function editOf(table: Table, row: WireRow, known: ServerRow | undefined, rowIndex: number): Edit {
  if (known === undefined) {
    throw new AppError('server.refused', `There is no row '${idOf(table, row)}' in ${table.label}.`, {
      facts: { rowIndex, attribute: table.idColumn, tableId: table.id, isWrite: true },
    })
  }
  const changed: Record<string, WireValue> = {}
  for (const column of table.columns) {
    const { name } = column
    const sent = row[name]
    const isEmptied = sent === null && known[name] === ''
    if (sent === undefined || (isUnchanged(sent, known[name], column) && !isEmptied)) continue
    if (column.isReadOnly) {
      throw new AppError('input.invalid', `${column.label} may only be read, so it cannot be changed.`, {
        facts: { rowIndex, attribute: name, tableId: table.id },
      })
    }
    changed[name] = sent
  }
  return { id: row[table.idColumn] ?? null, changed, before: asWire(table, known) }
}

function stepsOf(table: Table, edits: readonly Edit[]): Step[] {
  const isDelicate = ({ before, changed }: Edit) =>
    Object.entries(before).some(([name, value]) => value === '' && !(name in changed))
  const whole = edits.filter((edit) => !isDelicate(edit))
  const delicate = edits.filter(isDelicate)
  const names = new Set(delicate.flatMap(({ changed }) => Object.keys(changed)))
  const single = [...names].map((attribute): Step => {
    const concerned = delicate.filter(({ changed }) => attribute in changed)
    const rowsWith = (value: (edit: Edit) => WireValue) =>
      concerned.map((edit) => ({ [table.idColumn]: edit.id, [attribute]: value(edit) }))
    return {
      change: { kind: 'attribute', attribute, rows: rowsWith(({ changed }) => changed[attribute] ?? null) },
      undo: { kind: 'attribute', attribute, rows: rowsWith(({ before }) => before[attribute] ?? null) },
    }
  })
  if (whole.length === 0) return single
  const rows = whole.map(({ before, changed }) => ({ ...before, ...changed }))
  const back = whole.map(({ before }) => before)
  return [{ change: { kind: 'rows', rows }, undo: { kind: 'rows', rows: back } }, ...single]
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
