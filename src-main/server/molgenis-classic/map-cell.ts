// A classic server's values as cells. Pure: one rule per column type, and wrong types are said, never guessed at.
import { AppError } from '@shared/errors/app-error'
import type { Column, ColumnTarget, Table } from '@shared/table/table'
import type { Cell, ReferenceCell, TableSlice } from '@shared/table/table-slice'
import type { ValueType } from '@shared/table/value-type'
import { valueIn, type WireItem } from './wire'

type Reader = (value: unknown, column: Column) => Cell

const asText: Reader = (value, column) => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw wrongType(column, value, 'text')
}

const asNumber: Reader = (value, column) => {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  if (Number.isFinite(number)) return number
  throw wrongType(column, value, 'a number')
}

const asLong: Reader = (value, column) => {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString()
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return BigInt(value.replace(/^\+/, '')).toString()
  throw wrongType(column, value, 'a whole number')
}

const asBool: Reader = (value, column) => {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw wrongType(column, value, 'true or false')
}

const asDate: Reader = (value, column) => {
  const day = typeof value === 'string' ? /^([+-]?\d{4,}-\d{2}-\d{2})(?:T.*)?$/.exec(value)?.[1] : undefined
  if (day !== undefined) return day
  throw wrongType(column, value, 'a date')
}

const asDateTime: Reader = (value, column) => {
  const instant = typeof value === 'string' ? toUtc(value) : null
  if (instant !== null) return instant
  throw wrongType(column, value, 'a date with time')
}

const asReference: Reader = (value, column) => toReference(value, column)

const asReferences: Reader = (value, column) => {
  const list: unknown = isRecord(value) && Array.isArray(value['items']) ? value['items'] : value
  if (!Array.isArray(list)) throw wrongType(column, value, 'a list of references')
  return list.map((element: unknown) => toReference(element, column))
}

const readers: Readonly<Record<ValueType, Reader>> = {
  string: asText,
  text: asText,
  html: asText,
  script: asText,
  email: asText,
  hyperlink: asText,
  enum: asText,
  int: asNumber,
  long: asLong,
  decimal: asNumber,
  bool: asBool,
  date: asDate,
  'date-time': asDateTime,
  reference: asReference,
  category: asReference,
  file: asReference,
  references: asReferences,
  categories: asReferences,
  'back-references': asReferences,
}

const manyReferences: readonly Reader[] = [asReferences]

/**
 * One value of a row of v1 or v2 (there with its references expanded).
 *
 * @throws AppError `server.answer-malformed` when the value is not of the column's type
 */
export function toCell(value: unknown, column: Column): Cell {
  const reader = readers[column.type]
  if (value === undefined || value === null) return manyReferences.includes(reader) ? [] : null
  return reader(value, column)
}

/** The text to show for a cell where there is no room for more: labels for references, empty text for nothing. */
export function labelOfCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'object') return String(cell)
  return (Array.isArray(cell) ? cell : [cell]).map((reference: ReferenceCell) => reference.label).join(', ')
}

/** Columns in the order asked for; null asks for all. Names that the table does not have are an error. */
export function pickColumns(table: Table, names: readonly string[] | null): readonly Column[] {
  if (names === null) return table.columns
  return names.map((name) => {
    const column = table.columns.find((candidate) => candidate.name === name)
    if (column) return column
    throw new AppError('query.invalid', `The table ${table.label} has no column '${name}'.`, {
      facts: { attribute: name },
    })
  })
}

/** Rows of the server as a slice. */
export function toSlice(
  items: readonly WireItem[],
  columns: readonly Column[],
  offset: number,
  totalRowCount: number,
): TableSlice {
  return {
    columns: columns.map((column) => column.name),
    data: columns.map((column) => items.map((item) => toCell(valueIn(item, column.name), column))),
    rowCount: items.length,
    offset,
    totalRowCount,
  }
}

function toReference(value: unknown, column: Column): ReferenceCell {
  if (!isRecord(value)) throw wrongType(column, value, 'a reference')
  const id = scalarText(valueIn(value, column.target?.idColumn ?? 'id')) ?? idFromPath(value['_href'] ?? value['href'])
  if (id === null) throw wrongType(column, value, 'a reference with an id')
  return { id, label: labelOf(value, column.target) ?? id }
}

function labelOf(value: WireItem, target: ColumnTarget | null): string | null {
  const label = valueIn(value, target?.labelColumn ?? 'label')
  // A label that is itself a reference is known here by the id at the end of its path.
  return isRecord(label) ? idFromPath(label['_href'] ?? label['href']) : scalarText(label)
}

function idFromPath(path: unknown): string | null {
  const last = typeof path === 'string' ? path.split('/').at(-1) : undefined
  if (!last) return null
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

const scalarText = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

const isRecord = (value: unknown): value is WireItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An instant in UTC, from `Z`, `+01:00` or `+0100`; parts of a second are kept when they are not zero. */
function toUtc(text: string): string | null {
  const plain = /^([+-]?\d{4,6}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text)
  if (!plain) return null
  const [, day = '', minute = '', second = '00', fraction = '', zone = 'Z'] = plain
  const part = /[1-9]/.test(fraction) ? `.${fraction}` : ''
  if (zone === 'Z' || /^[+-]00:?00$/.test(zone)) return `${day}T${minute}:${second}${part}Z`
  // Years beyond 9999 want a sign and six digits here, and have neither on the wire.
  const known = day.replace(/^\+?0?(\d{5})-/, '+0$1-')
  const at = new Date(
    `${known}T${minute}:${second}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`,
  )
  const utc = Number.isNaN(at.getTime()) ? null : at.toISOString()
  return utc?.replace(/^\+0*/, '').replace(/\.\d+Z$/, `${part}Z`) ?? null
}

function wrongType(column: Column, value: unknown, wanted: string): AppError {
  const got = Array.isArray(value) ? 'a list' : value === null ? 'nothing' : `a value of another kind (${typeof value})`
  return new AppError(
    'server.answer-malformed',
    `The server sent ${got} for the column ${column.name}, which holds ${wanted}.`,
    {
      facts: { attribute: column.name },
    },
  )
}
