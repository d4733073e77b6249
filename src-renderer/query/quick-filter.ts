// Filters from a cell: what the grid's menu offers for the value under the pointer.
import type { Operator } from '@shared/query/query'
import type { Column } from '@shared/table/table'
import { isDateType, isManyReferenceType, isNumberType } from '@shared/table/value-type'
import { seenText } from '@shared/query/sentence'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'
import { utcText } from '@shared/table/utc-text'

/** One offer: a title for the menu, and the condition it adds. */
export type QuickFilter = {
  readonly kind: 'only' | 'not' | 'at-least' | 'at-most' | 'empty' | 'not-empty'
  readonly title: string
  readonly operator: Operator
  readonly values: readonly string[]
}

const shownLength = 40
const short = (text: string) => seenText(text.length > shownLength ? `${text.slice(0, shownLength)}…` : text)
const emptyOnly: QuickFilter = { kind: 'empty', title: 'Only rows without a value', operator: 'empty', values: [] }
const filledOnly: QuickFilter = {
  kind: 'not-empty',
  title: 'Only rows with a value',
  operator: 'not-empty',
  values: [],
}

/** The denial of a value, which says what becomes of the rows without one. */
const notThis = (column: Column, { value, label }: { value: string; label: string }): QuickFilter => ({
  kind: 'not',
  title: `Not ${short(label)}${column.isNullable ? ' (rows without a value stay)' : ''}`,
  operator: 'not-equals',
  values: [value],
})

/**
 * What a cell offers as a filter: only this, not this, this and larger, this and smaller, without and with a value.
 *
 * @param column  the cell's column
 * @param cell    its value; null offers only what concerns missing values
 */
export function quickFiltersFor(column: Column, cell: Cell): QuickFilter[] {
  const values = cellValues(column, cell)
  if (values.length === 0) return [emptyOnly, filledOnly]
  const filters = values.slice(0, 10).map(({ value, label }): QuickFilter => ({
    kind: 'only',
    title: isManyReferenceType(column.type) ? `Only rows with ${short(label)}` : `Only ${short(label)}`,
    operator: 'equals',
    values: [value],
  }))
  const [first] = values
  if (first && !isManyReferenceType(column.type)) filters.push(notThis(column, first))
  // Of several references each is one that a row may be without.
  else filters.push(...values.slice(0, 10).map((one) => notThis(column, one)))
  if (first && (isNumberType(column.type) || isDateType(column.type))) {
    const [up, down] = isDateType(column.type) ? ['and later', 'and earlier'] : ['and larger', 'and smaller']
    filters.push(
      { kind: 'at-least', title: `${short(first.label)} ${up}`, operator: 'greater-or-equal', values: [first.value] },
      { kind: 'at-most', title: `${short(first.label)} ${down}`, operator: 'less-or-equal', values: [first.value] },
    )
  }
  return [...filters, ...(column.isNullable ? [emptyOnly] : []), filledOnly]
}

function cellValues(column: Column, cell: Cell): { value: string; label: string }[] {
  if (cell === null || cell === '') return []
  if (Array.isArray(cell)) return (cell as readonly ReferenceCell[]).map(({ id, label }) => ({ value: id, label }))
  if (typeof cell === 'object') {
    const { id, label } = cell as ReferenceCell
    return [{ value: id, label }]
  }
  const value = String(cell)
  return [{ value, label: column.type === 'date-time' ? utcText(value) : value }]
}
