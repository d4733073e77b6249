// A value as the review says it: whole, with all digits, references by label; no value and empty text told apart.
import { chosenFilePrefix } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'

/** A value in words. `faint` words stand for something that has no text of its own. */
export type CellWords = { readonly text: string; readonly isFaint: boolean }

const isList = (cell: Cell): cell is readonly ReferenceCell[] => Array.isArray(cell)

/** A reference by its label, with its id where the label does not tell it apart. */
function referenceWords({ id, label }: ReferenceCell): string {
  if (id.startsWith(chosenFilePrefix)) return `${label} (chosen file)`
  return label === '' || label === id ? id : `${label} (${id})`
}

/** A moment with its zone: `2015-05-22 06:12:31 UTC`. */
function momentWords(iso: string): string {
  const parts = /^(\d{4,}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(iso)
  if (!parts) return iso
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  return `${parts[1]} ${parts[2]}${fraction === '.' ? '' : fraction} UTC`
}

/** A whole number in groups of three, as the grid writes counts; ids and codes stay as they are. */
const groupDigits = (digits: string): string =>
  /^-?\d{4,}$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits

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
  return plain(isCount ? groupDigits(String(cell)) : String(cell))
}
