// What a cell says: on screen, under the pointer, and in full for copying.
import type { Column } from '@shared/table/table'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'
import { utcText } from '@shared/table/utc-text'
import { groupDigits, numberText } from '../../ui/format'
import type { CellTraits } from './cell-traits'

/** What a cell shows, ready to be drawn. */
export type CellFace =
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty-text' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'web-link'; readonly text: string; readonly url: string }
  | { readonly kind: 'links'; readonly links: readonly ReferenceCell[]; readonly moreCount: number }

/** Links drawn in one cell; further ones are counted. */
const maxLinks = 12
/** Characters of a text drawn in one cell; the whole stands in the details. */
const maxDrawn = 400
const maxHover = 1500

/** The same moment on this computer's clock, with the name of the zone. */
export function localText(iso: string): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  return moment.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' })
}

/** An address that may be opened in the browser; null for anything else. */
export function webAddress(text: string): string | null {
  return /^https?:\/\/[^\s]+$/i.test(text.trim()) ? text.trim() : null
}

const oneLine = (text: string): string => {
  const line = text.slice(0, maxDrawn).replace(/\s*(?:\r\n|\r|\n)\s*/g, ' ↵ ')
  return text.length > maxDrawn ? `${line}…` : line
}

const isList = (cell: Cell): cell is readonly ReferenceCell[] => Array.isArray(cell)

const labelOf = (reference: ReferenceCell): string => (reference.label === '' ? reference.id : reference.label)

/** What a cell of this column shows. */
export function cellFace(cell: Cell, column: Column, traits: CellTraits): CellFace {
  if (cell === null) return { kind: 'missing' }
  if (cell === '') return { kind: 'empty-text' }
  if (isList(cell)) {
    if (cell.length === 0) return { kind: 'missing' }
    const links = cell.slice(0, maxLinks).map((link) => ({ id: link.id, label: oneLine(labelOf(link)) }))
    return { kind: 'links', links, moreCount: cell.length - links.length }
  }
  if (typeof cell === 'object') {
    return { kind: 'links', links: [{ id: cell.id, label: oneLine(labelOf(cell)) }], moreCount: 0 }
  }
  if (typeof cell === 'string' && column.type === 'hyperlink') {
    const url = webAddress(cell)
    if (url !== null) return { kind: 'web-link', text: oneLine(cell), url }
  }
  if (typeof cell === 'string' && column.type === 'date-time') return { kind: 'text', text: utcText(cell) }
  const text = typeof cell === 'number' ? numberText(cell) : oneLine(String(cell))
  return { kind: 'text', text: traits.isGrouped ? groupDigits(text) : text }
}

/** A face as one line of text, for measuring and for screen readers; a missing value is `–`. */
export function faceText(face: CellFace): string {
  switch (face.kind) {
    case 'missing':
      return '–'
    case 'empty-text':
      return 'empty text'
    case 'links':
      return face.links.map((link) => link.label).join(', ') + (face.moreCount > 0 ? ` +${face.moreCount}` : '')
    case 'text':
    case 'web-link':
      return face.text
  }
}

const plainTraits: CellTraits = { isRight: false, isGrouped: false }

/** Cells of a column in words, for sentences about them. */
export const writtenCell =
  (column: Column) =>
  (cell: Cell): string => {
    const face = cellFace(cell, column, plainTraits)
    return face.kind === 'missing' ? 'no value' : faceText(face)
  }

/** How references are written when a cell is copied. */
export type ReferenceForm = 'label' | 'id'

/**
 * A cell in full, without grouping or cutting: all digits, ISO dates, references by label or id, several of them
 * joined by a comma. Missing is an empty text here, because pasted tables know no other way.
 */
export function exactText(cell: Cell, form: ReferenceForm = 'label'): string {
  if (cell === null) return ''
  if (isList(cell)) return cell.map((link) => (form === 'id' ? link.id : labelOf(link))).join(', ')
  if (typeof cell === 'object') return form === 'id' ? cell.id : labelOf(cell)
  return String(cell)
}

/**
 * What stands under the pointer: the whole value where the cell shows less or other than that; else null.
 *
 * @param shown the text in the cell, and whether the cell is too narrow for it
 */
export function hoverText(cell: Cell, column: Column, shown: { text: string; isCut: boolean }): string | null {
  if (cell === null) return null
  if (typeof cell === 'string' && column.type === 'date-time') return `${cell}\n${localText(cell)}`
  if (typeof cell === 'object' && !isList(cell) && cell.id !== cell.label) {
    return `${cell.label}\n${column.target?.idColumn ?? 'id'} ${cell.id}`
  }
  const whole = exactText(cell)
  if (!shown.isCut && whole === shown.text.replaceAll(',', '')) return null
  if (!shown.isCut && whole === shown.text) return null
  return whole.length > maxHover ? `${whole.slice(0, maxHover)}…` : whole
}
