// Finds the row and the attribute that a server's refusal of a batch is about, where its words tell.
import { AppError } from '@shared/errors/app-error'
import type { Column, Table } from '@shared/table/table'
import { isNumberType } from '@shared/table/value-type'
import type { WireRow, WireValue } from './write-value'

/**
 * Adds `attribute` and `rowIndex` to the facts of a refusal, as far as they can be told. Servers answer in the
 * language of the person, so names and values are looked for, not sentences.
 */
export function blameRow(error: AppError, table: Table, rows: readonly WireRow[]): AppError {
  const words = error.facts['serverWords']
  if (typeof words !== 'string' || !isAboutRows(error)) return error
  const quoted = quotedIn(words)
  const attribute = findAttribute(quoted, words, table)
  const rowIndex = findRow(quoted, words, attribute, table, rows)
  const known = attribute ?? (rowIndex === null ? null : numberAttribute(quoted, table, rows[rowIndex]))
  const facts = {
    ...error.facts,
    ...(known === null ? {} : { attribute: known }),
    ...(rowIndex === null ? {} : { rowIndex }),
  }
  return new AppError(error.code, error.message, { cause: error, facts })
}

const isAboutRows = (error: AppError) => error.code === 'server.refused'

/** What stands in brackets or quotes, as servers set off names and values. */
const quotedIn = (words: string): string[] =>
  [...words.matchAll(/\[([^\]]*)\]|'([^']*)'|"([^"]*)"/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')

function findAttribute(quoted: readonly string[], words: string, table: Table): string | null {
  const named = /attribute (?:named )?[['"]([^\]'"]+)[\]'"]/i.exec(words)?.[1]
  const candidates = named === undefined ? quoted : [named, ...quoted]
  const found = candidates.flatMap((text) => table.columns.filter(({ name, label }) => name === text || label === text))
  return found[0]?.name ?? null
}

function findRow(
  quoted: readonly string[],
  words: string,
  attribute: string | null,
  table: Table,
  rows: readonly WireRow[],
): number | null {
  if (rows.length === 1) return 0
  const names = attribute === null ? table.columns.map(({ name }) => name) : [attribute]
  const values = quoted.filter((text) => !names.includes(text) || attribute === null)
  const byId = rows.findIndex((row) => values.includes(textOf(row[table.idColumn])))
  if (byId >= 0 && attribute !== table.idColumn) return byId
  const hits = rows.flatMap((row, index) => (names.some((name) => holds(row[name], values)) ? [index] : []))
  // A value that came twice is to blame where it came again.
  return hits.length === 0 ? null : ((isTwice(words) ? hits.at(-1) : hits[0]) ?? null)
}

const isTwice = (words: string) => /duplicate|already exists/i.test(words)

function holds(value: WireValue | undefined, texts: readonly string[]): boolean {
  if (value === null || value === undefined) return false
  return Array.isArray(value) ? value.some((each: string) => texts.includes(each)) : texts.includes(textOf(value))
}

const textOf = (value: WireValue | undefined): string =>
  value === null || value === undefined || typeof value === 'object' ? '' : String(value)

function numberAttribute(quoted: readonly string[], table: Table, row: WireRow | undefined): string | null {
  const isNumeric = ({ type, target }: Column) => isNumberType(type) || (target !== null && isNumberType(target.idType))
  return table.columns.find((column) => isNumeric(column) && holds(row?.[column.name], quoted))?.name ?? null
}
