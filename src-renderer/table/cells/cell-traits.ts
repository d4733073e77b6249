// How a column's numbers look: to the right or not, grouped by thousands or not. Judged from the type and from the
// values that were read, because servers also send numbers as text.
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import { isNumberType } from '@shared/table/value-type'

/** Looks of a column that follow from its values. */
export type CellTraits = { readonly isRight: boolean; readonly isGrouped: boolean }

const plainTraits: CellTraits = { isRight: false, isGrouped: false }

/** A number as a person writes it: no leading zeros, so that codes such as `007` stay texts. */
const writtenNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const wholeNumber = /^-?\d+$/

/** True for text that is a number and not a code with leading zeros. */
export const isWrittenNumber = (text: string): boolean => writtenNumber.test(text)

function looksLikeYears(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => /^(1[5-9]|20)\d\d$/.test(value))
}

/** Small whole numbers such as chromosomes are codes; counts and measures reach further or have fractions. */
function looksLikeMeasures(values: readonly string[]): boolean {
  return (
    values.every(isWrittenNumber) && values.some((value) => !wholeNumber.test(value) || Math.abs(Number(value)) > 99)
  )
}

const written = (cells: readonly Cell[]): string[] =>
  cells.filter((cell): cell is string | number => typeof cell === 'string' || typeof cell === 'number').map(String)

/**
 * The looks of a column.
 *
 * @param cells values of the column that were read so far; may be empty
 */
export function cellTraits(column: Column, cells: readonly Cell[]): CellTraits {
  const values = written(cells)
  const isYears = looksLikeYears(values) || /(^|[^a-z])(year|yr)([^a-z]|$)/i.test(column.name)
  if (isNumberType(column.type)) {
    return { isRight: !column.isId, isGrouped: column.type !== 'decimal' && !column.isId && !isYears }
  }
  if ((column.type !== 'string' && column.type !== 'text') || column.isId || values.length === 0) return plainTraits
  if (isYears || !looksLikeMeasures(values)) return plainTraits
  return { isRight: true, isGrouped: true }
}

/**
 * Whether looks found earlier still hold for further values: text that was taken for numbers may turn out not to be.
 */
export function stillHold(traits: CellTraits, column: Column, cells: readonly Cell[]): boolean {
  if (!traits.isRight || isNumberType(column.type)) return true
  return written(cells).every(isWrittenNumber)
}
