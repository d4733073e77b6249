// Lists of values as they are typed and pasted.

/** What a pasted text holds. */
export type ReadValues = {
  readonly values: string[]
  /** How many stood there more than once and were dropped. */
  readonly repeatedCount: number
}

/**
 * The values in a text: one a line or one a cell of a spreadsheet; on a single line, split at commas, semicolons and
 * bars, and between blanks where every word looks like an id. Quotes around a value go, blanks around it too; empty
 * ones and repetitions are left out.
 */
export function readValues(text: string): ReadValues {
  const found = splitValues(text.trim())
    .map(bareValue)
    .filter((value) => value !== '')
  const values = [...new Set(found)]
  return { values, repeatedCount: found.length - values.length }
}

function splitValues(text: string): string[] {
  if (/[\r\n\t]/.test(text)) {
    const lines = text.split(/[\r\n\t]+/).map((line) => line.trim().replace(/[,;|]$/, ''))
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
  return (quote === '"' ? inner.replaceAll('""', '"') : inner).trim()
}

/** Values with others added at the end, each only once. */
export const withValues = (values: readonly string[], added: readonly string[]): string[] => [
  ...new Set([...values, ...added]),
]
