// A value as the review says it: whole, with all digits, references by label; no value and empty text told apart.
import { chosenFilePrefix } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'
import { utcText } from '@shared/table/utc-text'
import { groupDigits, numberText } from '../../ui/format'

/** A value in words. `faint` words stand for something that has no text of its own. */
export type CellWords = { readonly text: string; readonly isFaint: boolean }

const isList = (cell: Cell): cell is readonly ReferenceCell[] => Array.isArray(cell)

/** A reference by its label, with its id where the label does not tell it apart. */
function referenceWords({ id, label }: ReferenceCell): string {
  if (id.startsWith(chosenFilePrefix)) return `${label} (chosen file)`
  return label === '' || label === id ? id : `${label} (${id})`
}

/**
 * A value in words.
 *
 * @param column  null while the table's metadata is not known
 */
export function cellWords(cell: Cell | undefined, column: Column | null): CellWords {
  if (cell === null || cell === undefined) return { text: 'no value', isFaint: true }
  if (cell === '') return { text: 'empty text', isFaint: true }
  const plain = (text: string): CellWords => ({ text, isFaint: false })
  if (isList(cell)) {
    return cell.length === 0 ? { text: 'no value', isFaint: true } : plain(cell.map(referenceWords).join(', '))
  }
  if (typeof cell === 'object') return plain(referenceWords(cell))
  if (typeof cell === 'boolean') return plain(cell ? 'yes' : 'no')
  if (column?.type === 'date-time') return plain(momentWords(String(cell)))
  const isCount = (column?.type === 'int' || column?.type === 'long') && !column.isId
  const text = typeof cell === 'number' ? numberText(cell) : cell
  return plain(isCount ? groupDigits(text) : text)
}

/** A moment with its zone: `2015-05-22 06:12:31 UTC`. */
const momentWords = (iso: string): string => (utcText(iso) === iso ? iso : `${utcText(iso)} UTC`)
