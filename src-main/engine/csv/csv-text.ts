// How values stand in a CSV file, as SQL.
import { dateTimeText, decimalText } from '../query/value-text'
import type { StoredColumn } from '../store/stored-column'

// Quotes only where they are needed. Missing is nothing at all, empty text is a pair of quotes. The ids of a list
// stand in one cell with commas between them; an id that has a comma or a quote in it is quoted within the cell.

const specialSigns = [`','`, `'"'`, 'chr(10)', 'chr(13)']

/** A text, quoted where it must be. */
const quoted = (value: string): string =>
  `CASE WHEN ${specialSigns.map((sign) => `contains(${value}, ${sign})`).join(' OR ')}
     THEN '"' || replace(${value}, '"', '""') || '"' ELSE ${value} END`

/** A value before it is quoted; NULL for missing. Yes-or-no and whole numbers are written by the database itself. */
export function csvValue({ form, value }: StoredColumn): string {
  switch (form) {
    case 'references':
      return `CASE WHEN len(${value}) > 0 THEN array_to_string(list_transform(${value}, lambda x: ${quoted('x')}), ',') END`
    case 'decimal':
      return decimalText(value)
    case 'date-time':
      return dateTimeText(value)
    default:
      return value
  }
}

const holdsText = ({ form }: StoredColumn): boolean => form === 'text' || form === 'reference' || form === 'references'

/** True for rows in which the database would quote a value that needs no quotes: it takes `#` for a comment. */
export function hasNeedlessQuotes(columns: readonly StoredColumn[]): string {
  const tests = columns.filter(holdsText).map((stored) => `contains(${csvValue(stored)}, '#')`)
  return tests.length === 0 ? 'false' : `coalesce(${tests.join(' OR ')}, false)`
}

/** A whole line with its quotes and without its end; never NULL. */
export function csvLine(columns: readonly StoredColumn[]): string {
  const cells = columns.map((stored) => {
    const value = csvValue(stored)
    if (!holdsText(stored)) return `coalesce(CAST(${value} AS VARCHAR), '')`
    return `CASE WHEN ${value} IS NULL THEN '' WHEN ${value} = '' THEN '""' ELSE ${quoted(value)} END`
  })
  return `concat_ws(',', ${cells.join(', ')})`
}

/** A name in the heading. */
export const csvName = (name: string): string => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
