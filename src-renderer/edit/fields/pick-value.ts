// A cell as things that are picked, and back: choices by their text, yes and no, one reference, several of them.
import type { Choice, Column } from '@shared/table/table'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'
import { isManyReferenceType } from '@shared/table/value-type'
import type { Offer } from './pick-store'

const truths: readonly Choice[] = [
  { id: 'true', label: 'Yes' },
  { id: 'false', label: 'No' },
]

/** Everything that a column lets pick, where it is known without asking; else null. */
export const knownChoices = (column: Column): readonly Choice[] | null =>
  column.type === 'bool' ? truths : column.choices

/** True where several may be picked. */
export const isMany = (column: Column): boolean => isManyReferenceType(column.type)

/** What is picked in a cell. */
export function pickedIn(column: Column, cell: Cell): readonly ReferenceCell[] {
  if (cell === null) return []
  if (Array.isArray(cell)) return cell as readonly ReferenceCell[]
  if (typeof cell === 'object') return [cell as ReferenceCell]
  const id = String(cell)
  return [{ id, label: knownChoices(column)?.find((choice) => choice.id === id)?.label ?? id }]
}

/** The cell of what is picked. */
export function cellOfPicked(column: Column, picked: readonly ReferenceCell[]): Cell {
  if (isMany(column)) return picked.map(({ id, label }) => ({ id, label }))
  const [first] = picked
  if (!first) return null
  if (column.type === 'bool') return first.id === 'true'
  return column.type === 'enum' ? first.id : { id: first.id, label: first.label }
}

/** Known choices with the text in label or id; those that begin with it come first. */
export function matching(choices: readonly Choice[], text: string): Offer[] {
  const part = text.trim().toLowerCase()
  const met = choices.filter(({ id, label }) => `${label}\n${id}`.toLowerCase().includes(part))
  const begins = ({ id, label }: Choice) => label.toLowerCase().startsWith(part) || id.toLowerCase().startsWith(part)
  return [...met.filter(begins), ...met.filter((choice) => !begins(choice))]
}

/** The one that a text names in full: by its id, or by a label that no other has. */
export function named(offers: readonly Offer[], text: string): Offer | null {
  const wanted = text.trim()
  const byId = offers.find(({ id }) => id === wanted)
  if (byId) return byId
  const isLabel = ({ label }: Offer, fold: (text: string) => string) => fold(label) === fold(wanted)
  for (const fold of [(one: string) => one, (one: string) => one.toLowerCase()]) {
    const byLabel = offers.filter((offer) => isLabel(offer, fold))
    if (byLabel.length > 0) return byLabel.length === 1 ? (byLabel[0] ?? null) : null
  }
  return null
}

/**
 * Why a text names nothing that can be picked.
 *
 * @param offers  what was found for it; null when the server did not answer
 */
export function whyNone(column: Column, written: string, offers: readonly Offer[] | null): string {
  const text = written.trim()
  if (offers === null) return 'The server did not answer, and this cannot be an id.'
  const isShared = offers.filter(({ label }) => label.toLowerCase() === text.toLowerCase()).length > 1
  if (isShared) return `Several are called "${text}". Choose one from the list.`
  if (knownChoices(column) || !column.target) return `"${text}" is not one of the choices.`
  return `${column.target.tableLabel} has no row with the id or label "${text}".`
}
