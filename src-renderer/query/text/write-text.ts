// A view's filter as RSQL to show and to edit: the text, why there is none, and what of the filter it does not hold.
import { AppError } from '@shared/errors/app-error'
import { rsqlOf, type FilterNode, type Query } from '@shared/query/query'
import { readRelativeDate, withResolvedDates } from '@shared/query/relative-date'
import { toRsql } from '@shared/query/rsql'
import type { Table } from '@shared/table/table'
import { isDateType, type ValueType } from '@shared/table/value-type'

/** `text` is null for all rows, and where `problem` says why the language has no words for the filter. */
export type WrittenText = {
  readonly text: string | null
  readonly problem: string | null
  /** What editing the text takes away from the filter, a sentence each. */
  readonly losses: readonly string[]
}

/**
 * Write a query's filter and search; what the text means does not depend on the order of the rows.
 *
 * @param typeOf  type of an attribute, null where it is not known; moving dates become the days that they are now
 */
export function writeText(
  query: Query,
  table: Table,
  typeOf: (attribute: string) => ValueType | null,
  now: Date,
): WrittenText {
  const given = rsqlOf(query)
  if (given !== null) return { text: given, problem: null, losses: [] }
  const losses = lossesOf(query.filter, typeOf)
  try {
    return { text: toRsql({ ...withResolvedDates(query, typeOf, now), sort: [] }, table), problem: null, losses }
  } catch (error) {
    const problem = error instanceof AppError ? error.message : 'RSQL cannot say this filter.'
    return { text: null, problem, losses }
  }
}

function lossesOf(root: FilterNode, typeOf: (attribute: string) => ValueType | null): string[] {
  let offCount = 0
  let movingCount = 0
  const visit = (node: FilterNode): void => {
    if (node.isOff) offCount += 1
    else if (node.kind === 'group') node.children.forEach(visit)
    else {
      const type = typeOf(node.attribute)
      const isMoving =
        type !== null && isDateType(type) && node.values.some((value) => readRelativeDate(value) !== null)
      if (isMoving) movingCount += 1
    }
  }
  visit(root)
  const parts = (count: number) => (count === 1 ? 'One part' : `${count} parts`)
  return [
    ...(offCount > 0
      ? [
          `${parts(offCount)} of the filter ${offCount === 1 ? 'is' : 'are'} switched off and not in the text: a changed text leaves ${offCount === 1 ? 'it' : 'them'} out.`,
        ]
      : []),
    ...(movingCount > 0 ? ['Dates that move with the calendar stand in the text as the days of today.'] : []),
  ]
}
