// Whether rows whose answer was lost have arrived: what is there is compared with what was sent. Pure but for the reading.
import type { Column, Table } from '@shared/table/table'
import { isManyReferenceType, isSingleReferenceType } from '@shared/table/value-type'
import type { Arrival, ServerRow } from '../../table-access'
import { asUploadable } from '../rows/row-shape'
import { readRowsById, type RowPlace } from '../rows/rows-by-id'
import { idOf, type WireRow, type WireValue } from './write-value'

/** What became of each row; null when one of them has no id by which it could be found. */
export async function findArrivals(
  place: RowPlace,
  rows: readonly WireRow[],
  signal: AbortSignal,
): Promise<readonly Arrival[] | null> {
  const { table } = place
  if (rows.some((row) => row[table.idColumn] === undefined || row[table.idColumn] === null)) return null
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const ids = rows.map((row) => idOf(table, row))
  const found = await readRowsById(place, ids, names, signal)
  return rows.map((row, index) => arrivalOf(table, row, found.get(ids[index] ?? '')))
}

function arrivalOf(table: Table, row: WireRow, found: ServerRow | undefined): Arrival {
  if (found === undefined) return 'absent'
  const isSame = table.columns.every((column) => {
    const sent = row[column.name]
    return sent === undefined || sameValue(sent, found[column.name], column)
  })
  return isSame ? 'there' : 'different'
}

/** Whether a value on the server is the one that was sent, given what servers make of values of its type. */
export function sameValue(sent: WireValue, found: unknown, column: Column): boolean {
  const { name } = column
  if (column.type === 'file' && sent !== null) return true
  const there = asUploadable({ [name]: found }, { columns: [column] })[name]
  if (isManyReferenceType(column.type)) {
    return sameList(Array.isArray(sent) ? sent : [], Array.isArray(there) ? there.map(String) : [])
  }
  const isNothing = there === undefined || there === null || there === ''
  // Where there must be a yes or no, servers take nothing for no.
  const isNo = (value: unknown) => !column.isNullable && value === false
  if (sent === null || sent === '') return isNothing || isNo(there)
  if (isNothing) return isNo(sent)
  return sameScalar(sent, there, column)
}

/** Whether sending a value would surely change nothing. */
export function isUnchanged(sent: WireValue, found: unknown, column: Column): boolean {
  const { name, type } = column
  if (type === 'file' && sent !== null) return asUploadable({ [name]: found }, { columns: [column] })[name] === sent
  if (type === 'date-time' && typeof sent === 'string' && sent !== '' && secondOf(sent) === null) return false
  return sameValue(sent, found, column)
}

function sameScalar(sent: WireValue, there: unknown, { type }: Column): boolean {
  const [a, b] = [String(sent), String(there)]
  if (type === 'long' || type === 'int') return a === b || (isWhole(a) && isWhole(b) && BigInt(a) === BigInt(b))
  if (type === 'decimal') return Number(a) === Number(b)
  if (type === 'date') return a.slice(0, 10) === b.slice(0, 10)
  if (type === 'date-time') return secondOf(a) === null || secondOf(a) === secondOf(b)
  return isSingleReferenceType(type) || typeof there === 'string' ? a === b : sent === there
}

const isWhole = (text: string) => /^-?\d+$/.test(text)

const sameList = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((value, index) => String(value) === String(other[index]))

/** A moment in whole seconds, as servers keep it; null for one without a zone, which only the server can place. */
function secondOf(text: string): number | null {
  const zone = /(?:Z|[+-]\d{2}:?\d{2})$/.exec(text)?.[0]
  if (zone === undefined) return null
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000)
}
