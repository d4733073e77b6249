// What is wrong with a value by the metadata alone, in a sentence; only what every server refuses or would change silently.
import type { Column, Table } from '../table/table'
import type { Cell, ReferenceCell, Row } from '../table/table-slice'
import { isManyReferenceType, isReferenceType, isSingleReferenceType, isTextType } from '../table/value-type'
import { isFilledByServer } from './editability'
import { readCell } from './read-cell'
import { quoted } from './read-number'
import { isWrittenAsNothing } from './write-cell'

// The limits of the server's types, which metadata of some generations leave out.
const shortLimit = 255
const longLimit = 65_535

/**
 * What is wrong with a value of a column; null when nothing is known to be wrong.
 *
 * No value is always right here, see `requiredProblem`. Whether a value is unique, whether a reference leads anywhere and
 * the table's own rules are the server's business.
 */
export function cellProblem(column: Column, cell: Cell): string | null {
  if (isWrittenAsNothing(column, cell)) return null
  const { type } = column
  if (isReferenceType(type)) return referenceProblem(column, cell)
  if (typeof cell === 'object') return `${column.label} holds no references.`
  if (type === 'bool') return typeof cell === 'boolean' ? null : `${quoted(String(cell))} is neither yes nor no.`
  if (type === 'int' || type === 'long') return numberProblem(column, cell)
  if (type === 'decimal') {
    return typeof cell === 'number' && Number.isFinite(cell) ? null : `${quoted(String(cell))} is not a number.`
  }
  if (typeof cell !== 'string') return `${quoted(String(cell))} is not text.`
  return isTextType(type) ? textProblem(column, cell) : momentProblem(column, cell)
}

/**
 * What is wrong with a column that has no value; null where it may stay empty.
 *
 * A new row may leave out what the server fills in. Columns that are empty or hidden under a rule of the server are left
 * to it.
 */
export function requiredProblem(_table: Table, column: Column, isNew: boolean): string | null {
  if (column.isNullable && !column.isId) return null
  if (column.rules.nullable !== null || column.rules.visible !== null) return null
  if (column.isComputed || column.type === 'back-references') return null
  if (isNew && isFilledByServer(column)) return null
  if (column.isId) return 'A row needs an id.'
  return isManyReferenceType(column.type) ? 'This needs at least one reference.' : 'This needs a value.'
}

/**
 * What is wrong with a row, by column: of a new row all columns are looked at, of another one those in the record.
 *
 * @param row  the cells of a new row, or the changed cells of another one
 */
export function rowProblems(table: Table, row: Row, isNew: boolean): Record<string, string> {
  const problems = table.columns.flatMap((column): [string, string][] => {
    const cell = Object.hasOwn(row, column.name) ? row[column.name] : undefined
    if (cell === undefined && !isNew) return []
    const problem = isWrittenAsNothing(column, cell)
      ? requiredProblem(table, column, isNew)
      : cellProblem(column, cell ?? null)
    return problem === null ? [] : [[column.name, problem]]
  })
  return Object.fromEntries(problems)
}

function numberProblem(column: Column, cell: string | number | boolean): string | null {
  const text = String(cell)
  if (!/^-?\d+$/.test(text)) return `${quoted(text)} is not a whole number.`
  const read = readCell(column, text)
  if (!read.ok) return read.problem
  const { min = null, max = null } = column.range ?? {}
  const value = BigInt(text)
  // Bounds come as doubles: one beyond 2^53 is left to the server.
  const isUnder = min !== null && Number.isSafeInteger(min) && value < BigInt(min)
  const isOver = max !== null && Number.isSafeInteger(max) && value > BigInt(max)
  if (!isUnder && !isOver) return null
  if (min !== null && max !== null) return `${value} is not between ${min} and ${max}.`
  return isUnder
    ? `${value} is less than ${min}, the least allowed.`
    : `${value} is more than ${max}, the most allowed.`
}

function momentProblem(column: Column, cell: string): string | null {
  const isDay = column.type === 'date'
  const form = isDay ? /^[+-]?\d{4,6}-\d{2}-\d{2}$/ : /^[+-]?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}/
  if (!form.test(cell)) return `${quoted(cell)} is not a ${isDay ? 'day, such as 2020-12-31' : 'moment in UTC'}.`
  const read = readCell(column, cell)
  if (!read.ok) return read.problem
  if (isDay) return null
  const hasFraction = /\.\d*[1-9]/.test(cell)
  return hasFraction ? 'The server keeps whole seconds. Leave out the part of a second.' : null
}

function textProblem(column: Column, cell: string): string | null {
  const { type, choices } = column
  if (cell.includes('\u0000')) return 'This holds the character NUL, which cannot be kept.'
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(cell)) {
    return 'This holds half of a character, which cannot be kept.'
  }
  if (type === 'enum' && choices && choices.length > 0) {
    return choices.some(({ id }) => id === cell) ? null : `${quoted(cell)} is not one of the choices.`
  }
  const isLong = type === 'text' || type === 'html' || type === 'script'
  const limit = column.maxLength ?? (isLong ? longLimit : shortLimit)
  if (cell.length > limit) return `This has ${cell.length} characters; at most ${limit} are kept.`
  if (type === 'email') return isEmail(cell) ? null : `${quoted(cell)} is not an e-mail address.`
  if (type === 'hyperlink') return isLink(cell) ? null : `${quoted(cell)} is not a link.`
  return null
}

/** Servers ask for one `@`, with a name of up to 64 characters before it and a name of a machine behind it. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [name, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)]
  if (at < 1 || name.length > 64 || domain.length > 255) return false
  const isQuoted = name.length > 2 && name.startsWith('"') && name.endsWith('"')
  const isName = isQuoted || !/[\u0000- "(),:;<>@[\\\]\u007f]|^\.|\.$|\.\./.test(name)
  return isName && !/^$|[\u0000-,/;-@\\^`{|}~]|^[-.]|[-.]$|\.\.|-\.|\.-/.test(domain)
}

/** Servers ask for a well-formed address: no spaces and no characters that must be written with a percent sign. */
function isLink(text: string): boolean {
  if (/[\s"<>\\^`{|}\u0000-\u001f\u007f-\u009f]|%(?![\da-f]{2})/i.test(text)) return false
  const scheme = /^([^/?#]*?):/.exec(text)?.[1]
  return scheme === undefined || (/^[a-z][\w+.-]*$/i.test(scheme) && text.length > scheme.length + 1)
}

function referenceProblem(column: Column, cell: Cell): string | null {
  const cells = typeof cell === 'object' && cell !== null ? listOf(cell) : []
  if (cells.length === 0) return `${column.label} holds references.`
  if (isSingleReferenceType(column.type)) {
    return cells.length > 1 ? `${column.label} holds one reference.` : null
  }
  const seen = new Set<string>()
  const twice = cells.find(({ id }) => seen.size === seen.add(id).size)
  return twice ? `${quoted(twice.label)} is there twice.` : null
}

const listOf = (cell: ReferenceCell | readonly ReferenceCell[]): readonly ReferenceCell[] =>
  'id' in cell ? [cell] : cell
