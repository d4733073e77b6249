// Typed or pasted references and choices: ids, several of them separated by commas and quoted as in CSV where needed.
import type { Choice, Column } from '../table/table'
import { cellId, type ReferenceCell } from '../table/table-slice'
import { isManyReferenceType } from '../table/value-type'
import type { ReadCell } from './read-cell'
import { quoted, readWhole } from './read-number'

/**
 * The single texts in the text of a reference column, each an id or a label; null where a quote is not closed.
 *
 * For those who look labels up on the server before the ids are read.
 */
export function referenceTexts(column: Pick<Column, 'type'>, text: string): string[] | null {
  if (isManyReferenceType(column.type)) return splitList(text)
  const trimmed = text.trim()
  if (trimmed === '') return []
  // Quotes that do not close are part of the id.
  const parts = trimmed.startsWith('"') ? splitList(trimmed, '') : null
  return parts?.length === 1 ? parts : [trimmed]
}

/** A text for `referenceTexts` of these ids or labels. */
export function joinReferences(column: Pick<Column, 'type'>, ids: readonly string[]): string {
  const isMany = isManyReferenceType(column.type)
  const needsQuotes = (id: string) =>
    id === '' || id.trim() !== id || id.startsWith('"') || (isMany && /[,\r\n]/.test(id))
  return ids.map((id) => (needsQuotes(id) ? `"${id.replaceAll('"', '""')}"` : id)).join(', ')
}

/** The cell of a reference or category column. */
export function readReferences(column: Column, text: string): ReadCell {
  const isMany = isManyReferenceType(column.type)
  const texts = referenceTexts(column, text)
  if (texts === null) return { ok: false, problem: `${quoted(text)} has a quote that is not closed.` }
  const cells: ReferenceCell[] = []
  for (const one of texts) {
    const read = column.choices === null ? readId(column, one) : readChoice(column.choices, one)
    if (typeof read === 'string') return { ok: false, problem: read }
    cells.push(read)
  }
  return { ok: true, cell: isMany ? cells : (cells[0] ?? null) }
}

/** The choice that a text names: by id, else by label, else by either without regard to case. Else what is wrong. */
export function readChoice(choices: readonly Choice[], text: string): Choice | string {
  const trimmed = text.trim()
  const { byId, byLabel, byEither } = indexOf(choices)
  const labelled = byLabel.get(text) ?? byLabel.get(trimmed) ?? []
  const exact = byId.get(text) ?? byId.get(trimmed) ?? only(labelled)
  if (exact) return exact
  const close = byEither.get(trimmed.toLowerCase()) ?? []
  const found = only(close)
  if (found) return found
  if (close.length > 1) {
    return `${quoted(text)} can mean ${close.map(({ id }) => id).join(' or ')}. Write the one that is meant.`
  }
  const shown = choices.slice(0, 10).map(({ id, label }) => (label === id ? id : `${id} (${label})`))
  return `${quoted(text)} is not one of the choices: ${shown.join(', ')}${choices.length > 10 ? ', …' : ''}.`
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined)

type ChoiceIndex = {
  readonly byId: ReadonlyMap<string, Choice>
  readonly byLabel: ReadonlyMap<string, readonly Choice[]>
  readonly byEither: ReadonlyMap<string, readonly Choice[]>
}

// A file of a million rows asks as often as it has cells, and a category can have thousands of choices.
const indexes = new WeakMap<readonly Choice[], ChoiceIndex>()

function indexOf(choices: readonly Choice[]): ChoiceIndex {
  const known = indexes.get(choices)
  if (known) return known
  const byLabel = new Map<string, Choice[]>()
  const byEither = new Map<string, Choice[]>()
  const note = (index: Map<string, Choice[]>, key: string, choice: Choice) => {
    const noted = index.get(key)
    if (!noted) index.set(key, [choice])
    else if (!noted.includes(choice)) noted.push(choice)
  }
  for (const choice of choices) {
    note(byLabel, choice.label, choice)
    note(byEither, choice.id.toLowerCase(), choice)
    note(byEither, choice.label.toLowerCase(), choice)
  }
  const made = { byId: new Map(choices.map((choice) => [choice.id, choice])), byLabel, byEither }
  indexes.set(choices, made)
  return made
}

function readId({ target, label }: Column, text: string): ReferenceCell | string {
  const idType = target?.idType
  if (idType !== 'int' && idType !== 'long') return { id: text, label: text }
  const read = readWhole(text, idType === 'int' ? 32 : 64, null)
  if (!read.ok) return `${quoted(text)} is no id in ${target?.tableLabel ?? label}, whose ids are whole numbers.`
  const id = cellId(read.cell)
  return { id, label: id }
}

/** Parts between separators, trimmed unless quoted; empty parts are none. */
function splitList(text: string, separator = ','): string[] | null {
  const parts: string[] = []
  let rest = text.trimStart()
  while (rest !== '') {
    if (rest.startsWith('"')) {
      const read = /^"((?:[^"]|"")*)"\s*/.exec(rest)
      const after = read ? rest.slice(read[0].length) : ''
      if (!read || (after !== '' && (separator === '' || !after.startsWith(separator)))) return null
      parts.push((read[1] ?? '').replaceAll('""', '"'))
      rest = after.slice(1).trimStart()
    } else {
      const end = separator === '' ? -1 : rest.indexOf(separator)
      const part = (end < 0 ? rest : rest.slice(0, end)).trim()
      if (part !== '') parts.push(part)
      rest = end < 0 ? '' : rest.slice(end + 1).trimStart()
    }
  }
  return parts
}
