// Values to write in the form that classic servers read without loss. Pure: one rule per column type.
import { AppError } from '@shared/errors/app-error'
import { withOffset } from '@shared/query/moment'
import { findColumn, type Column, type Table } from '@shared/table/table'
import type { ValueType } from '@shared/table/value-type'
import type { RowValues, WriteValue } from '../../table-access'

/** What a value is on the wire. Whole numbers of 64 bits go as text: servers read JSON numbers as doubles. */
export type WireValue = string | number | boolean | null | readonly string[]

/** A row on the wire. */
export type WireRow = Readonly<Record<string, WireValue>>

type Scalar = Exclude<WriteValue, null | readonly unknown[]>
type Writer = (value: Scalar, column: Column) => WireValue

const wholeNumber = /^[+-]?\d+$/

function whole(value: Scalar, bits: 32 | 64): bigint | null {
  if (typeof value === 'boolean' || (typeof value === 'number' && !Number.isSafeInteger(value))) return null
  const text = String(value).trim()
  if (!wholeNumber.test(text)) return null
  const number = BigInt(text.replace(/^\+/, ''))
  return BigInt.asIntN(bits, number) === number ? number : null
}

const asInt: Writer = (value, column) => {
  const number = whole(value, 32)
  if (number === null) throw notFitting(column, value, 'a whole number between -2147483648 and 2147483647')
  return Number(number)
}

const asLong: Writer = (value, column) => {
  const number = whole(value, 64)
  if (number === null) throw notFitting(column, value, 'a whole number of 64 bits')
  return number.toString()
}

const asDecimal: Writer = (value, column) => {
  const isNumber =
    typeof value === 'number'
      ? Number.isFinite(value)
      : typeof value === 'string' && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value)
  if (typeof value === 'bigint') return value.toString()
  if (!isNumber) throw notFitting(column, value, 'a number')
  return typeof value === 'string' ? value.trim() : value
}

const asBool: Writer = (value, column) => {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw notFitting(column, value, 'true or false')
}

const asText: Writer = (value) => (typeof value === 'string' ? value : String(value))

const asDate: Writer = (value, column) => {
  if (typeof value === 'string' && (value === '' || /^\d{4,}-\d{2}-\d{2}/.test(value))) return value
  throw notFitting(column, value, 'a date such as 2020-12-31')
}

const writers: Readonly<Record<ValueType, Writer>> = {
  string: asText,
  text: asText,
  html: asText,
  script: asText,
  email: asText,
  hyperlink: asText,
  enum: asText,
  int: asInt,
  long: asLong,
  decimal: asDecimal,
  bool: asBool,
  date: asDate,
  'date-time': asDate,
  reference: asText,
  category: asText,
  // The name of the file that is there keeps it; a new one goes as a form.
  file: asText,
  references: asText,
  categories: asText,
  'back-references': asText,
}

const lists: readonly ValueType[] = ['references', 'categories', 'back-references']

/**
 * A row in the server's form; computed attributes are left out, for the server computes them.
 *
 * @param wantsOffsets  moments are written with `+0000` for servers that do not read `Z`
 * @throws AppError `input.invalid` with `attribute` for unknown attributes and values that are not of the type
 */
export function toWireRow(table: Table, row: RowValues, wantsOffsets: boolean): WireRow {
  const wire: Record<string, WireValue> = {}
  for (const [name, value] of Object.entries(row)) {
    const column = requireColumn(table, name)
    if (column.isComputed || value === undefined) continue
    const converted = toWireValue(column, value)
    wire[name] =
      wantsOffsets && column.type === 'date-time' && typeof converted === 'string' ? withOffset(converted) : converted
  }
  return wire
}

function toWireValue(column: Column, value: WriteValue): WireValue {
  const isList = lists.includes(column.type)
  if (value === null) return isList ? [] : null
  if (Array.isArray(value)) {
    if (!isList) throw notFitting(column, value.join(', '), 'one value')
    return value.map(String)
  }
  if (isList) throw notFitting(column, value as Scalar, 'a list of ids')
  if (value === '' && !isWritten(column.type)) return null
  return writers[column.type](value as Scalar, column)
}

const unwritten: readonly ValueType[] = ['int', 'long', 'decimal', 'bool', 'date', 'date-time', 'reference', 'category']
const isWritten = (type: ValueType) => !unwritten.includes(type)

/** The text of a row's id. @throws AppError `input.invalid` when it has none */
export function idOf(table: Table, row: WireRow): string {
  const id = row[table.idColumn]
  if (id !== undefined && id !== null && id !== '' && typeof id !== 'object') return String(id)
  throw new AppError('input.invalid', `A row without ${table.idColumn} cannot be found in ${table.label}.`, {
    facts: { attribute: table.idColumn, tableId: table.id },
  })
}

/** @throws AppError `input.invalid` for a name that the table does not have: the server would drop it silently */
export function requireColumn(table: Table, name: string): Column {
  const column = findColumn(table, name)
  if (column) return column
  throw new AppError('input.invalid', `The table ${table.label} has no attribute '${name}'; nothing was sent.`, {
    facts: { attribute: name, tableId: table.id },
  })
}

function notFitting(column: Column, value: Scalar, wanted: string): AppError {
  const shown = String(value)
  const text = shown.length > 80 ? `${shown.slice(0, 80)}…` : shown
  return new AppError('input.invalid', `'${text}' does not fit ${column.label}, which wants ${wanted}.`, {
    facts: { attribute: column.name },
  })
}
