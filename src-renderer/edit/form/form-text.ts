// What a form says about a column, in short, beside the field.
import { columnNotes } from '@shared/edit/editability'
import type { Column } from '@shared/table/table'

/** Words for what values must be, where that is not plain from the field itself; empty when nothing is to be said. */
export function columnHint(column: Column): string {
  const hints = [rangeHint(column), lengthHint(column), column.isUnique && !column.isId ? 'no two rows alike' : null]
  return [...hints.filter((hint) => hint !== null), ...columnNotes(column)].join(' · ')
}

function rangeHint({ range }: Column): string | null {
  if (range === null || (range.min === null && range.max === null)) return null
  if (range.min === null) return `at most ${range.max}`
  return range.max === null ? `at least ${range.min}` : `${range.min} to ${range.max}`
}

// What every column of the type holds is not worth a line.
const usualLengths = [255, 65_535]

const lengthHint = ({ maxLength }: Column): string | null =>
  maxLength === null || usualLengths.includes(maxLength) ? null : `at most ${maxLength} characters`

/** A word for the type, for the label's side. */
export function typeWord(column: Column): string {
  switch (column.type) {
    case 'int':
      return 'whole number'
    case 'long':
      return 'whole number, 64 bits'
    case 'decimal':
      return 'number'
    case 'date':
      return 'date'
    case 'date-time':
      return 'date and time, UTC'
    case 'email':
      return 'e-mail'
    case 'hyperlink':
      return 'link'
    case 'html':
      return 'HTML'
    case 'script':
      return 'script'
    case 'reference':
    case 'references':
    case 'back-references':
      return column.target ? `→ ${column.target.tableLabel}` : ''
    default:
      return ''
  }
}
