// Pasted texts as cells: what each means in its column, and a list of those that mean nothing there.
import { readCell } from '@shared/edit/read-cell'
import { referenceTexts } from '@shared/edit/read-references'
import type { Column } from '@shared/table/table'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'
import { isManyReferenceType, isReferenceType } from '@shared/table/value-type'
import { doubtAbout, type NumberReading } from './pasted-numbers'

/** A text that cannot be pasted, and why. */
export type Misfit = {
  /** Line of the block, from 1. */
  readonly line: number
  readonly columnLabel: string
  readonly text: string
  readonly reason: string
}

/** What texts of reference columns mean, by column and text: a row, or a sentence that says why none. */
export type Meanings = ReadonlyMap<string, ReadonlyMap<string, ReferenceCell | string>>

/** True for columns whose texts have to be looked up where the rows are: what they point at is not known here. */
export const isLookedUp = (column: Column): boolean =>
  isReferenceType(column.type) && column.type !== 'file' && column.type !== 'back-references' && column.choices === null

/** The texts of some rows that have to be looked up, each once, by column. */
export function textsToLookUp(
  columns: readonly (Column | null)[],
  rows: readonly (readonly string[])[],
): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>()
  columns.forEach((column, at) => {
    if (!column || !isLookedUp(column)) return
    const own = new Set<string>()
    for (const row of rows) for (const text of referenceTexts(column, row[at] ?? '') ?? []) own.add(text)
    if (own.size > 0) texts.set(column.name, own)
  })
  return texts
}

/** The row that a text means among rows that contain it: by id, else by its label; else a sentence. */
export function meaningOf(
  text: string,
  found: readonly ReferenceCell[],
  { tableLabel, isCut }: { readonly tableLabel: string; readonly isCut: boolean },
): ReferenceCell | string {
  const byId = found.find(({ id }) => id === text)
  if (byId) return { id: byId.id, label: byId.label }
  const folded = text.toLowerCase()
  const exact = found.filter(({ label }) => label === text)
  const close = exact.length > 0 ? exact : found.filter(({ label }) => label.toLowerCase() === folded)
  const [only, ...others] = close
  if (only && others.length === 0 && !isCut) return { id: only.id, label: only.label }
  if (only) {
    const ids = close.slice(0, 3).map(({ id }) => id)
    return `Several rows of ${tableLabel} are called “${text}” (${ids.join(', ')}). Write the id.`
  }
  return isCut
    ? `Too many rows of ${tableLabel} contain “${text}” to tell which is meant. Write the id.`
    : `No row of ${tableLabel} has the id or label “${text}”.`
}

const nothingSaid: NumberReading = { sign: null, hasCommas: false }

/** A pasted text as a cell of a column, or why it is none. */
export function readPasted(
  column: Column,
  text: string,
  meanings: Meanings,
  numbers: NumberReading = nothingSaid,
): { readonly ok: true; readonly cell: Cell } | { readonly ok: false; readonly problem: string } {
  if (!isLookedUp(column)) {
    const doubt = doubtAbout(column, text, numbers)
    return doubt === null ? readCell(column, text, { decimalSign: numbers.sign }) : { ok: false, problem: doubt }
  }
  const texts = referenceTexts(column, text)
  if (texts === null) return { ok: false, problem: 'A quote is not closed.' }
  const cells: ReferenceCell[] = []
  for (const one of texts) {
    const meaning = meanings.get(column.name)?.get(one)
    if (meaning === undefined) return { ok: false, problem: `What “${one}” means was not found out.` }
    if (typeof meaning === 'string') return { ok: false, problem: meaning }
    cells.push(meaning)
  }
  return { ok: true, cell: isManyReferenceType(column.type) ? cells : (cells[0] ?? null) }
}
