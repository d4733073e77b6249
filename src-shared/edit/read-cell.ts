// From typed or pasted text to a cell and back: lenient in form, strict in value, never guessing.
import type { Column } from '../table/table'
import type { Cell, ReferenceCell } from '../table/table-slice'
import { isManyReferenceType, isReferenceType, type ValueType } from '../table/value-type'
import { readDate, readDateTime, type DateOrder } from './read-date'
import { quoted, readDecimal, readWhole, type DecimalSign } from './read-number'
import { joinReferences, readChoice, readReferences } from './read-references'

/** A cell, or a sentence that says why the text is none. */
export type ReadCell = { readonly ok: true; readonly cell: Cell } | { readonly ok: false; readonly problem: string }

/** What is known of how the text is written; what is left out is asked back where it matters. */
export type ReadOptions = {
  readonly decimalSign?: DecimalSign | null
  readonly dateOrder?: DateOrder | null
}

// Classic servers of all generations read an empty text that is written as no value, whatever the type: an empty text
// can stand in a row, but not be put there.
const emptyTextTypes: readonly ValueType[] = []

/** True for columns in which an empty text can be written that is not the same as no value. */
export const keepsEmptyText = ({ type }: Pick<Column, 'type'>): boolean => emptyTextTypes.includes(type)

const yesWords = ['true', 'yes', 'y', 't', '1', 'waar', 'ja', 'wahr', 'vrai', 'oui']
const noWords = ['false', 'no', 'n', 'f', '0', 'onwaar', 'nee', 'falsch', 'nein', 'faux', 'non']

/**
 * The cell that a text means in a column.
 *
 * Empty text is no value; the two characters `""` are empty text where the column keeps that apart. Long text and short
 * text are taken as they are, spaces included. Numbers may be grouped where that can mean one number only. A moment
 * without a zone is in UTC. Choices are named by id or label, references by id.
 */
export function readCell(column: Column, text: string, options: ReadOptions = {}): ReadCell {
  const { type } = column
  const isEmpty = text === '' || (!isFreeText(type) && text.trim() === '')
  if (isEmpty) return { ok: true, cell: isManyReferenceType(type) ? [] : null }
  if (text === '""' && keepsEmptyText(column)) return { ok: true, cell: '' }
  switch (type) {
    case 'int':
      return readWhole(text, 32, options.decimalSign ?? null)
    case 'long':
      return readWhole(text, 64, options.decimalSign ?? null)
    case 'decimal':
      return readDecimal(text, options.decimalSign ?? null)
    case 'bool':
      return readBool(text)
    case 'date':
      return readDate(text, options.dateOrder ?? null)
    case 'date-time':
      return readDateTime(text, options.dateOrder ?? null)
    case 'enum':
      return readEnum(column, text)
    case 'email':
    case 'hyperlink':
      return { ok: true, cell: text.trim() }
    case 'file':
      return { ok: false, problem: 'A file cannot be written as text. Choose it from the disk.' }
    default:
      return isReferenceType(type) ? readReferences(column, text) : { ok: true, cell: text }
  }
}

/** The text with which an editor starts; `readCell` with the same options reads it back as the same cell. */
export function editText(column: Column, cell: Cell, { decimalSign = null }: ReadOptions = {}): string {
  if (cell === null) return ''
  if (typeof cell === 'object') {
    if (column.type === 'file') return isOne(cell) ? cell.label : ''
    return joinReferences(column, isOne(cell) ? [cell.id] : cell.map(({ id }) => id))
  }
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'number') return numberText(cell, decimalSign)
  if (column.type === 'date-time') return cell.replace('T', ' ').replace('Z', ' UTC')
  return cell === '' && keepsEmptyText(column) ? '""' : cell
}

const isOne = (cell: ReferenceCell | readonly ReferenceCell[]): cell is ReferenceCell => 'id' in cell

const numberText = (value: number, sign: DecimalSign | null): string =>
  sign === ',' ? String(value).replace('.', ',') : String(value)

const freeTextTypes: readonly ValueType[] = ['string', 'text', 'html', 'script', 'enum']
const isFreeText = (type: ValueType): boolean => freeTextTypes.includes(type)

function readBool(text: string): ReadCell {
  const word = text.trim().toLowerCase()
  if (yesWords.includes(word)) return { ok: true, cell: true }
  if (noWords.includes(word)) return { ok: true, cell: false }
  return { ok: false, problem: `${quoted(text)} is neither yes nor no.` }
}

function readEnum({ choices }: Column, text: string): ReadCell {
  if (choices === null || choices.length === 0) return { ok: true, cell: text }
  const read = readChoice(choices, text)
  return typeof read === 'string' ? { ok: false, problem: read } : { ok: true, cell: read.id }
}
