// How values stand in a CSV file, as SQL.
import { decimalText, plainText } from '../query/value-text'
import type { StoredColumn } from '../store/stored-column'

// Quotes only where they are needed. Missing is nothing at all, empty text is a pair of quotes. The ids of a list
// stand in one cell with commas between them; an id that has a comma or a quote in it is quoted within the cell.

const special = `'[",\\r\\n]'`

/** A text, quoted where it must be. */
const quoted = (value: string): string =>
  `CASE WHEN regexp_matches(${value}, ${special}) THEN '"' || replace(${value}, '"', '""') || '"' ELSE ${value} END`

/** A value of a column as it stands in the file; never NULL. */
export function csvValue(stored: StoredColumn): string {
  const { form, value } = stored
  switch (form) {
    case 'text':
    case 'reference':
      return `coalesce(CASE WHEN ${value} = '' THEN '""' ELSE ${quoted(value)} END, '')`
    case 'references': {
      const list = `array_to_string(list_transform(${value}, lambda x: ${quoted('x')}), ',')`
      return `coalesce(${quoted(list)}, '')`
    }
    case 'decimal':
      return `coalesce(${decimalText(value)}, '')`
    default:
      return `coalesce(${plainText(stored)}, '')`
  }
}

/** A whole line without its end. */
export const csvLine = (columns: readonly StoredColumn[]): string => columns.map(csvValue).join(` || ',' || `)

/** A name in the heading. */
export const csvName = (name: string): string => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
