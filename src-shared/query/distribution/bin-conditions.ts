// Bars and values as conditions: the rows that a condition gives are the rows that its bar counted.
import type { Operator } from '../query'
import type { Bin } from './distribution'

/** What a condition on the column says, without the column. */
export type Picked = { readonly operator: Operator; readonly values: readonly string[] }

/** The conditions, all of which hold for the values of a run of bars; one where a closed range says it. */
export function binConditions(first: Bin, last: Bin = first): Picked[] {
  if (last.isClosed) return [{ operator: 'range', values: [first.from, last.to] }]
  return [
    { operator: 'greater-or-equal', values: [first.from] },
    { operator: 'less', values: [last.to] },
  ]
}
