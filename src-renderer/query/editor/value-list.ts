// Lists of values as they are typed and pasted.
import type { Choice } from '@shared/table/table'

/** What a pasted text holds. */
export type ReadValues = {
  readonly values: string[]
  /** How many stood there more than once and were dropped. */
  readonly repeatedCount: number
  /** What is none of the choices, where only those may stand. */
  readonly unknown?: readonly string[]
}

/**
 * The values in a text: one a line or one a cell of a spreadsheet; on a single line, split at commas, semicolons and
 * bars, and between blanks where every word looks like an id. What is in quotes is one value, its line breaks included;
 * brackets around a list go, and blanks around a value. Empty ones and repetitions are left out.
 */
export function readValues(text: string): ReadValues {
  const whole = text.trim()
  const found = (listIn(whole) ?? splitValues(whole)).map(bareValue).filter((value) => value !== '')
  const values = [...new Set(found)]
  return { values, repeatedCount: found.length - values.length }
}

/** Values one a line, those in quotes that would be read as something else. */
export const writeValues = (values: readonly string[]): string =>
  values.map((value) => (isPlain(value) ? value : `"${value.replaceAll('"', '""')}"`)).join('\n')

function isPlain(value: string): boolean {
  if (/^[\w.:-]+$/.test(value)) return true
  if (/["\r\n\t]|^[[({]|^c\(/.test(value)) return false
  const { values } = readValues(value)
  return values.length === 1 && values[0] === value
}

/** A list as scripts write it, on however many lines: everything in quotes, or numbers in brackets; null for another text. */
function listIn(text: string): string[] | null {
  const inner = /^(?:c?\(|\[|\{)([^]*)[)\]}],?$/.exec(text)?.[1]
  if (inner === undefined) return quotedValues(text)
  return /^[-+.,\deE\s]*$/.test(inner) ? inner.split(/[,\s]+/) : quotedValues(inner)
}

/** The values of a text that holds nothing but values in quotes and what stands between them, quotes included. */
function quotedValues(text: string): string[] | null {
  const next = /\s*("[^"]*(?:""[^"]*)*"|'[^'\r\n]*')[^\S\r\n\t]*(?:[,;|\r\n\t]\s*|$)/y
  const found: string[] = []
  while (next.lastIndex < text.length) {
    const value = next.exec(text)?.[1]
    if (value === undefined) return null
    found.push(value)
  }
  return found
}

function splitValues(text: string): string[] {
  if (/[\r\n\t]/.test(text)) {
    // A cell in quotes may hold line breaks and tabs.
    const cells = text.match(/[^\S\r\n\t]*"[^"]*(?:""[^"]*)*"[^\S\r\n\t]*(?![^\r\n\t])|[^\r\n\t]+/g) ?? []
    const lines = cells.map((cell) => cell.trim().replace(/[,;|]$/, ''))
    // `rs1, rs2` on each of several lines; a name with a comma stays whole.
    return lines.every((line) => looksLikeIds(line)) ? lines.flatMap(splitLine) : lines
  }
  return splitLine(text)
}

function splitLine(line: string): string[] {
  if (/[,;|]/.test(line)) return line.match(/\s*"(?:[^"]|"")*"\s*|\s*'[^',;|]*'\s*|[^,;|]+/g) ?? []
  const words = line.split(/\s+/)
  return words.length > 1 && looksLikeIds(line) ? words : [line]
}

/** Words with a digit in each, and nothing in quotes: a list of ids rather than a name. */
const looksLikeIds = (line: string): boolean =>
  !/["']/.test(line) && line.split(/[\s,;|]+/).every((word) => word === '' || /\d/.test(word))

/** A value as it is meant, without the blanks and the quotes around it; a quote that a spreadsheet doubled is one. */
export function bareValue(text: string): string {
  const value = text.trim()
  const quote = value[0]
  if (value.length < 2 || (quote !== '"' && quote !== "'") || !value.endsWith(quote)) return value
  const inner = value.slice(1, -1)
  return quote === '"' ? inner.replaceAll('""', '"') : inner.trim()
}

/** What was read as choices, by id or by label; a text that is one as a whole is no list. */
export function amongChoices(
  text: string,
  { values, repeatedCount }: ReadValues,
  choices: readonly Choice[],
): ReadValues {
  const ids = new Map<string, string>()
  for (const { id, label } of choices) ids.set(label.toLowerCase(), ids.get(label.toLowerCase()) ?? id)
  for (const { id } of choices) ids.set(id, id)
  const idOf = (value: string): string | undefined => ids.get(value) ?? ids.get(value.toLowerCase())
  const whole = idOf(text.trim())
  if (whole !== undefined) return { values: [whole], repeatedCount: 0 }
  const found = values.map(idOf).filter((id) => id !== undefined)
  const chosen = [...new Set(found)]
  return {
    values: chosen,
    repeatedCount: repeatedCount + found.length - chosen.length,
    unknown: values.filter((value) => idOf(value) === undefined),
  }
}

/** A list with what was read added to it; what it had already counts as repeated. */
export function addRead(values: readonly string[], read: ReadValues): ReadValues {
  const all = withValues(values, read.values)
  return { ...read, values: all, repeatedCount: values.length + read.values.length + read.repeatedCount - all.length }
}

/** Values with others added at the end, each only once. */
export const withValues = (values: readonly string[], added: readonly string[]): string[] => [
  ...new Set([...values, ...added]),
]
