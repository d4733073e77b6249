// Whether two cells of a column hold the same value, by what servers keep of it.
import type { Column } from '../table/table'
import type { Cell } from '../table/table-slice'
import { isManyReferenceType, isReferenceType, isSingleReferenceType } from '../table/value-type'

/**
 * True when the two are the same value.
 *
 * References are the same by their ids, whatever their labels. Servers keep the order of many references as it was
 * written, so another order is another value; only back-references have no order of their own. Moments are the same
 * when they are the same instant, whole numbers whatever their form. Empty text is not the same as no value; no
 * references at all is, in either form.
 */
export function cellsEqual(column: Pick<Column, 'type'>, one: Cell, other: Cell): boolean {
  if (one === other) return true
  const { type } = column
  if (isManyReferenceType(type)) return sameIds(idsOf(one), idsOf(other), type !== 'back-references')
  if (one === null || other === null) return false
  if (isSingleReferenceType(type)) return sameIds(idsOf(one), idsOf(other), true)
  if (isReferenceType(type)) return false
  switch (type) {
    case 'int':
    case 'long':
      return wholeOf(one) !== null && wholeOf(one) === wholeOf(other)
    case 'decimal':
      return typeof one !== 'object' && typeof other !== 'object' && Number(one) === Number(other)
    case 'date-time':
      return instantOf(one) !== null && instantOf(one) === instantOf(other)
    default:
      return false
  }
}

function idsOf(cell: Cell): readonly string[] {
  if (cell === null) return []
  if (typeof cell !== 'object') return [String(cell)]
  return 'id' in cell ? [cell.id] : cell.map(({ id }) => id)
}

function sameIds(one: readonly string[], other: readonly string[], isOrdered: boolean): boolean {
  if (one.length !== other.length) return false
  const [a, b] = isOrdered ? [one, other] : [[...one].sort(), [...other].sort()]
  return a.every((id, index) => id === b[index])
}

function wholeOf(cell: Cell): bigint | null {
  const text = typeof cell === 'object' || typeof cell === 'boolean' ? '' : String(cell).trim()
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : null
}

/** Milliseconds, and what of the second is finer than these. */
function instantOf(cell: Cell): string | null {
  if (typeof cell !== 'string') return null
  const ms = Date.parse(cell.replace(/([+-]\d{2})(\d{2})$/, '$1:$2').replace(/\.\d+/, ''))
  const fraction = /\.(\d+)/.exec(cell)?.[1]?.replace(/0+$/, '') ?? ''
  return Number.isNaN(ms) ? null : `${ms}.${fraction}`
}
