// Whether a row that was read passes a filter, as the person means it: for rows of which a server gave more than wanted.
import type { ValueType } from '../table/value-type'
import { isReferenceType } from '../table/value-type'
import type { Cell, ReferenceCell } from '../table/table-slice'
import type { Condition, FilterNode } from './query'

/** How a row is read: the cell of a column, and its type. */
export type ReadRow = {
  readonly cell: (column: string) => Cell
  readonly typeOf: (column: string) => ValueType
}

/**
 * True when every condition can be told from a row's own cells: words are the index's business, and columns of
 * referenced rows are not among a row's cells.
 *
 * @param node  a part of an active filter (`activeFilter`): nothing in it is switched off or empty
 * @param hasColumn  whether the table has a column of that name
 */
export function canBeSieved(node: FilterNode, hasColumn: (name: string) => boolean): boolean {
  if (node.kind === 'group') return node.children.every((child) => canBeSieved(child, hasColumn))
  return node.operator !== 'search' && hasColumn(node.attribute)
}

/** Names of the columns that a filter's conditions ask for. */
export function sievedColumns(node: FilterNode): string[] {
  return node.kind === 'condition' ? [node.attribute] : node.children.flatMap(sievedColumns)
}

/**
 * Whether a row passes.
 *
 * @param node  a part of an active filter, of which `canBeSieved` is true
 */
export function rowPasses(node: FilterNode, row: ReadRow): boolean {
  if (node.kind === 'condition') return conditionPasses(node, row)
  const { joint, children } = node
  const holds =
    joint === 'and' ? children.every((one) => rowPasses(one, row)) : children.some((one) => rowPasses(one, row))
  return holds !== (node.isNot === true)
}

function conditionPasses(condition: Condition, row: ReadRow): boolean {
  const { attribute, operator } = condition
  const values = valuesOf(row.cell(attribute))
  const type = row.typeOf(attribute)
  const some = (test: (value: Scalar) => boolean) => values.some(test)
  const first = condition.values[0] ?? ''
  switch (operator) {
    case 'empty':
      return values.length === 0
    case 'not-empty':
      return values.length > 0
    case 'equals':
    case 'in':
      return some((value) => condition.values.some((wanted) => isSame(value, wanted, type)))
    case 'not-equals':
    case 'not-in':
      return !some((value) => condition.values.some((wanted) => isSame(value, wanted, type)))
    case 'contains':
      return some((value) => folded(value).includes(folded(first)))
    case 'not-contains':
      return !some((value) => folded(value).includes(folded(first)))
    case 'begins':
      return some((value) => folded(value).startsWith(folded(first)))
    case 'ends':
      return some((value) => folded(value).endsWith(folded(first)))
    case 'range':
      return some((value) => compare(value, first, type) >= 0 && compare(value, condition.values[1] ?? '', type) <= 0)
    case 'less':
      return some((value) => compare(value, first, type) < 0)
    case 'less-or-equal':
      return some((value) => compare(value, first, type) <= 0)
    case 'greater':
      return some((value) => compare(value, first, type) > 0)
    case 'greater-or-equal':
      return some((value) => compare(value, first, type) >= 0)
    case 'search':
      return false
  }
}

type Scalar = string | number | boolean

function valuesOf(cell: Cell): readonly Scalar[] {
  if (cell === null) return []
  if (typeof cell !== 'object') return [cell]
  return (Array.isArray(cell) ? cell : [cell]).map(({ id }: ReferenceCell) => id)
}

/**
 * A text with each sign by itself in its small form, as databases do it. In words the language's own function would make
 * two signs of some, and another sigma of the last one of a word.
 */
function folded(value: Scalar): string {
  const text = String(value)
  return /^[\u0000-\u007f]*$/.test(text) ? text.toLowerCase() : Array.from(text, smallForm).join('')
}

const smallForm = (sign: string): string => String.fromCodePoint(sign.toLowerCase().codePointAt(0) ?? 0)

function isSame(value: Scalar, wanted: string, type: ValueType): boolean {
  if (type === 'bool') return String(value) === wanted.trim().toLowerCase()
  if (isReferenceType(type) || isText(type)) return String(value) === wanted
  return compare(value, wanted, type) === 0
}

const isText = (type: ValueType): boolean => !['int', 'long', 'decimal', 'date', 'date-time'].includes(type)

/** Negative, 0 or positive; NaN, which passes no test, where one of the two is no value of the type. */
function compare(value: Scalar, wanted: string, type: ValueType): number {
  switch (type) {
    case 'int':
    case 'long': {
      const [left, right] = [whole(String(value)), whole(wanted)]
      if (left === null || right === null) return NaN
      return left < right ? -1 : left > right ? 1 : 0
    }
    case 'date':
      return order(String(value), wanted.trim().slice(0, 10))
    case 'date-time':
      return Date.parse(String(value)) - Date.parse(wanted)
    default:
      return Number(value) - Number(wanted)
  }
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const whole = (text: string): bigint | null =>
  /^\s*[+-]?\d+\s*$/.test(text) ? BigInt(text.trim().replace(/^\+/, '')) : null
