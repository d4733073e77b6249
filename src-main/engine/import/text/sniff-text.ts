// Guesses from the first lines of a text how it is to be read: delimiter, decimal sign, dates, headings.
import { delimiters, type Delimiter, type FileCell, type FileReading } from '@shared/import/file-reading'
import { CsvParser, type Parsed } from './csv-parser'

const mostLines = 200

/** How well a delimiter cuts a text: the share of lines with as many cells as the first one, and how many these are. */
type Cut = { readonly delimiter: Delimiter; readonly share: number; readonly cellCount: number }

/**
 * The delimiter by which most lines have as many cells as the first.
 *
 * @param text  the beginning of a file; unless it is whole its last line may be cut off
 * @param name  the file's name: its ending speaks for the tab
 */
export function sniffDelimiter(text: string, name: string, isWhole: boolean): Delimiter {
  const told = delimiterLine.exec(text)?.[1]
  if (told !== undefined && isDelimiter(told)) return told
  const cuts = delimiters.map((delimiter) => cutBy(text, delimiter, isWhole)).filter(({ cellCount }) => cellCount > 1)
  if (/\.(?:tsv|tab)$/i.test(name) && cuts.some(({ delimiter }) => delimiter === '\t')) return '\t'
  // Where two cut equally well, commas are more likely to be part of the values than other signs.
  const rank: readonly Delimiter[] = ['\t', ';', '|', ',']
  const [best] = cuts.sort(
    (a, b) => b.share - a.share || rank.indexOf(a.delimiter) - rank.indexOf(b.delimiter) || b.cellCount - a.cellCount,
  )
  return best?.delimiter ?? ','
}

/** A first line by which spreadsheets tell each other the delimiter. */
export const delimiterLine = /^sep=([^\r\n])\r?\n?/i

const isDelimiter = (sign: string): sign is Delimiter => (delimiters as readonly string[]).includes(sign)

function cutBy(text: string, delimiter: Delimiter, isWhole: boolean): Cut {
  const { lines, faults } = linesOf(text, delimiter, isWhole)
  const cellCount = lines[0]?.cells.length ?? 0
  const some = lines.slice(0, mostLines)
  const even = some.filter(({ cells }) => cells.length === cellCount).length
  return { delimiter, share: even / Math.max(1, some.length + Math.min(faults.length, mostLines)), cellCount }
}

/** The lines of the beginning of a file, or of a whole one. */
export function linesOf(text: string, delimiter: Delimiter, isWhole: boolean): Parsed {
  const parser = new CsvParser(delimiter)
  const start = parser.push(text)
  if (!isWhole) return start
  const end = parser.push(null)
  return { lines: [...start.lines, ...end.lines], faults: [...start.faults, ...end.faults] }
}

/** What the cells of some lines tell. */
export type CellClues = Pick<FileReading, 'decimalSign' | 'dateOrder' | 'hasHeadings'> & {
  readonly hasAmbiguousDates: boolean
}

/**
 * Read the clues of the first lines.
 *
 * @param isKnown  true for the names of columns that the file is likely to have
 */
export function sniffCells(
  lines: readonly (readonly FileCell[])[],
  delimiter: Delimiter | null,
  isKnown: (heading: string) => boolean,
): CellClues {
  const [first = [], ...rest] = lines
  const hasHeadings = looksLikeHeadings(first, isKnown)
  const cells = (hasHeadings ? rest : lines).flat().filter((cell) => cell !== null)
  return { hasHeadings, decimalSign: sniffDecimalSign(cells, delimiter), ...sniffDates(cells) }
}

function looksLikeHeadings(first: readonly FileCell[], isKnown: (heading: string) => boolean): boolean {
  const texts = first.filter((cell) => cell !== null && cell.trim() !== '').map(String)
  if (texts.some(isKnown)) return true
  return texts.length === first.length && new Set(texts).size === texts.length && !texts.some(isValue)
}

const isValue = (text: string): boolean =>
  /^[+-]?[\d.,]*\d[\d.,]*(?:e[+-]?\d+)?$/i.test(text) || /^\d+[-/.]\d+/.test(text)

function sniffDecimalSign(cells: readonly string[], delimiter: Delimiter | null): '.' | ',' {
  let points = 0
  let commas = 0
  let groupedByComma = 0
  for (const text of cells) {
    if (/^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) commas += 10
    else if (/^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) points += 10
    else if (/^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i.test(text)) points += 1
    else if (/^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/.test(text)) groupedByComma += 1
    else if (/^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i.test(text)) commas += 1
  }
  // Where the comma is the delimiter, 1,234 in quotes is a thousand; elsewhere it has three decimals.
  if (delimiter !== ',' && points === 0) commas += groupedByComma
  return commas > points ? ',' : '.'
}

function sniffDates(cells: readonly string[]): Pick<CellClues, 'dateOrder' | 'hasAmbiguousDates'> {
  let dayFirst = false
  let monthFirst = false
  let hasAmbiguousDates = false
  for (const text of cells) {
    const parts = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}(?!\d)/.exec(text)
    if (!parts) continue
    const [one, two] = [Number(parts[1]), Number(parts[2])]
    if (one > 12 && two <= 12) dayFirst = true
    else if (two > 12 && one <= 12) monthFirst = true
    else if (one !== two) hasAmbiguousDates = true
  }
  if (dayFirst === monthFirst) return { dateOrder: null, hasAmbiguousDates: hasAmbiguousDates || dayFirst }
  return { dateOrder: dayFirst ? 'day-first' : 'month-first', hasAmbiguousDates }
}
