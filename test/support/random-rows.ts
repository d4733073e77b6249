// Random rows of the table with every type, and how their values compare wherever they come from.
import type { RowValues, ServerRow } from '@main/server/table-access'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import fc from 'fast-check'

/** Ids that rows may refer to, by what the attributes refer to. */
export type ReferredIds = {
  readonly tissues: readonly string[]
  readonly grades: readonly string[]
  readonly snps: readonly string[]
}

const pad = (value: number, width: number) => String(value).padStart(width, '0')
const day = fc
  .record({
    year: fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1900, max: 2100 })),
    month: fc.integer({ min: 1, max: 12 }),
    at: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ year, month, at }) => `${pad(year, 4)}-${pad(month, 2)}-${pad(at, 2)}`)
const moment = fc
  .record({ at: day, second: fc.integer({ min: 0, max: 86_399 }) })
  .map(({ at, second }) => `${at}T${new Date(second * 1000).toISOString().slice(11, 19)}Z`)
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 })

/** Text that a file for the server's importer may hold: it trims, and a control character is no text to it. */
export const tidyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() === text && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))

const oddPieces = [
  ...[
    '\n',
    '\r\n',
    '\t',
    ' ',
    '"',
    '""',
    "'",
    ',',
    ';',
    '\\',
    '\\n',
    '#',
    '%',
    '_',
    '=1+1',
    '+',
    '-',
    '@',
    '|',
    '\u00a0',
  ],
  ...['null', 'NULL', 'NA', 'true', '0', '007', '1e5', '1,5', '<b>', '&amp;', '\u200b', '\ufeff', '\u2028', '\u0001'],
  ...['é', 'e\u0301', 'ß', 'İ', '日本', 'עברית', 'العربية', 'ไทย', '👩🏽‍🔬', '𝒜', 'Å'],
]

/** Any text that JSON can say, with what is hard for files and screens above all; no NUL, which no database takes. */
export const anyText = fc.oneof(
  tidyText,
  fc
    .array(fc.oneof(fc.constantFrom(...oddPieces), tidyText), { minLength: 1, maxLength: 6 })
    .map((all) => all.join('')),
  fc.constant(''),
)

/** Rows without an id, with values for all that can be written. */
export const anyRow = (
  { tissues, grades, snps }: ReferredIds,
  text: fc.Arbitrary<string> = anyText,
): fc.Arbitrary<RowValues> =>
  fc.record({
    xbool: maybe(fc.boolean()),
    xcat: maybe(fc.constantFrom(...tissues)),
    xcatm: fc.uniqueArray(fc.constantFrom(...tissues), { maxLength: 3 }),
    xdate: maybe(day),
    xdatetime: maybe(moment),
    xdecimal: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    xemail: maybe(fc.constantFrom('a@example.org', 'long.name+tag@sub.example.org')),
    xenum: maybe(fc.constantFrom('a', 'b', 'c')),
    xhtml: maybe(text),
    xhyper: maybe(fc.constantFrom('https://example.org/?a=b&c=%20d', 'http://localhost:8080/x')),
    xint: maybe(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    xlong: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    xmref: fc.uniqueArray(fc.constantFrom(...grades), { maxLength: 3 }),
    xscript: maybe(text),
    xstring: maybe(text),
    xtext: maybe(text),
    xxref: maybe(fc.constantFrom(...snps)),
  })

/** Values as they compare: nothing is nothing, as is empty text to the servers; whole numbers by their digits. */
export const plainRow = (row: ServerRow | RowValues): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== 'xfile' && name !== 'xonetomany')
      .filter(([, value]) => !(value === null || value === '' || (Array.isArray(value) && value.length === 0)))
      .map(([name, value]) => [name, plainValue(name, value)]),
  )

function plainValue(name: string, value: unknown): unknown {
  if (name === 'xlong') return String(value)
  // Older servers write moments with the offset of a zone.
  if (name === 'xdatetime') return new Date(String(value).replace(/([+-]\d{2})(\d{2})$/, '$1:$2')).toISOString()
  return value === 0 ? 0 : value
}

/** Rows by their id, as they compare. */
export const byId = (rows: readonly (ServerRow | RowValues)[]): Map<unknown, Record<string, unknown>> =>
  new Map(rows.map((row) => [row['id'], plainRow(row)]))

/** A cell as the value that is sent for it. */
export function cellValue(cell: Cell): RowValues[string] {
  if (cell === null || typeof cell !== 'object') return cell
  return 'id' in cell ? cell.id : cell.map(({ id }) => id)
}

/** A cell of a CSV file as the value that is sent for it; null is a cell with nothing in it, not even quotes. */
export function csvValue(text: string | null, { type }: Column): RowValues[string] {
  const isList = type === 'references' || type === 'categories'
  if (text === null) return isList ? [] : null
  if (isList) return listIn(text)
  if (type === 'bool') return text === 'true' ? true : text === 'false' ? false : `${text} is no yes or no`
  return type === 'int' || type === 'decimal' ? Number(text) : text
}

/** The ids in a cell: commas between them, an id with a comma or a quote in quotes of its own. */
function listIn(text: string): string[] {
  const ids: string[] = []
  const item = /"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/y
  while (item.lastIndex < text.length) {
    const [, quoted, bare = ''] = item.exec(text) ?? []
    ids.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
  }
  return ids
}
