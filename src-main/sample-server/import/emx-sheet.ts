// A sheet of table definitions: columns by name, flags, and what is missing or unknown said in words.
import { ServerRefusal } from '../model/server-refusal'
import type { Sheet } from './sheet'

/** One line of a sheet of definitions. */
export type EmxLine = {
  /** Number of the line in the sheet, the headings being 1. */
  readonly number: number
  /** A value by the name of its column, whatever its case; undefined where there is none. */
  text(column: string): string | undefined
  flag(column: string, otherwise: boolean): boolean
}

/**
 * The lines of a sheet.
 *
 * @param known  names of the columns that there may be, beside labels and descriptions in other languages
 * @throws ServerRefusal 400 for a column that is not known
 */
export function emxLines(sheet: Sheet | undefined, known: readonly string[]): readonly EmxLine[] {
  if (sheet === undefined) return []
  const names = new Set(known.map((name) => name.toLowerCase()))
  const columns = sheet.columns.map((column) => column.toLowerCase())
  for (const [at, column] of columns.entries()) {
    if (column === '' || names.has(column) || /^(?:label|description)-\w+$/.test(column)) continue
    throw new ServerRefusal(400, `Unsupported metadata: [${sheet.name}.${sheet.columns[at] ?? ''}]`)
  }
  return sheet.rows.map((row, index) => {
    const text = (column: string): string | undefined => row[columns.indexOf(column.toLowerCase())]?.trim() ?? undefined
    const number = index + 2
    return {
      number,
      text,
      flag(column, otherwise) {
        const value = text(column)?.toLowerCase()
        if (value === undefined || value === '') return otherwise
        if (value === 'true' || value === 'false') return value === 'true'
        throw new ServerRefusal(
          400,
          `Invalid [${column}] value [${text(column) ?? ''}] on line [${String(number)}] of [${sheet.name}]`,
        )
      },
    }
  })
}

/** A value that must be there. Throws ServerRefusal 400 where it is not. */
export function required(sheetName: string, line: EmxLine, column: string): string {
  const value = line.text(column)
  if (value !== undefined && value !== '') return value
  throw new ServerRefusal(400, `Missing value for [${column}] on line [${String(line.number)}] of [${sheetName}]`)
}

/** All values of one column; none where there is no such sheet or column. */
export function emxColumn(sheet: Sheet | undefined, column: string): readonly string[] {
  const at = sheet?.columns.findIndex((name) => name.toLowerCase() === column) ?? -1
  return (sheet?.rows ?? []).flatMap((row) => row[at]?.trim() ?? [])
}
