// What is wrong with a part of a filter, for its chip.
import { activeConditions, type Condition, type FilterNode } from '@shared/query/query'
import type { Column } from '@shared/table/table'
import { allConditions } from '../filter-tree'
import { problemOf } from '../value-check'
import type { Refusal } from './refusal'

/** A value that cannot be asked, or what the server said against the part; null when nothing is wrong. */
export function partProblem(
  node: FilterNode,
  columnOf: (condition: Condition) => Column | null,
  refusal: Refusal | null,
): string | null {
  for (const condition of allConditions(node)) {
    const problem = problemOf(condition, columnOf(condition))
    if (problem?.kind === 'invalid') return `Not applied: ${problem.text}`
  }
  if (refusal === null || refusal.attribute === null) return null
  return activeConditions(node).some(({ attribute }) => attribute === refusal.attribute) ? refusal.text : null
}
