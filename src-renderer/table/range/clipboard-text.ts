// Cells as text that pastes well: tab-separated for any program, and an HTML table that keeps long digits as text.
import type { Cell } from '@shared/table/table-slice'
import { exactText, type ReferenceForm } from '../cells/cell-text'

/** How cells are copied. */
export type CopyForm = { readonly references: ReferenceForm; readonly hasHeadings: boolean }

/** A field by the rules of spreadsheets: quoted where tabs, line breaks or a leading quote would break it. */
export function tabField(text: string): string {
  return /[\t\r\n]/.test(text) || text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function htmlText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign).replace(/\r\n|\r|\n/g, '<br>')
}

/** Numbers that a spreadsheet reads without loss; everything else is marked as text, so that no digit is lost. */
const isSafeNumber = (cell: Cell, text: string): boolean =>
  typeof cell === 'number' ||
  (/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?$/.test(text) && text.replace(/\D/g, '').length <= 15)

function htmlCell(cell: Cell, text: string): string {
  return text === '' || isSafeNumber(cell, text)
    ? `<td>${htmlText(text)}</td>`
    : `<td style="mso-number-format:'\\@'">${htmlText(text)}</td>`
}

/** One row as tab-separated text, without the line break at its end. */
export const tabRow = (cells: readonly Cell[], form: CopyForm): string =>
  cells.map((cell) => tabField(exactText(cell, form.references))).join('\t')

/** One row of an HTML table. */
export const htmlRow = (cells: readonly Cell[], form: CopyForm): string =>
  `<tr>${cells.map((cell) => htmlCell(cell, exactText(cell, form.references))).join('')}</tr>`

/** Headings as the first row of both. */
export const tabHeadings = (labels: readonly string[]): string => labels.map(tabField).join('\t')
export const htmlHeadings = (labels: readonly string[]): string =>
  `<tr>${labels.map((label) => `<th>${htmlText(label)}</th>`).join('')}</tr>`

/** The table around HTML rows. */
export const htmlTable = (rows: string): string => `<meta charset="utf-8"><table>${rows}</table>`
