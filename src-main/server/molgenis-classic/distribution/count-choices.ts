// Counts of the choices of a column that has a few: each is a question of its own.
import { topValues } from '@shared/query/distribution/count-cells'
import { mostValues, type Distribution } from '@shared/query/distribution/distribution'
import type { Choice, Column } from '@shared/table/table'
import { isManyReferenceType } from '@shared/table/value-type'
import { askEach, narrowed } from './narrowed'
import type { CountContext } from './read-distribution'

/**
 * Count the choices of a column.
 *
 * @param choices  values to count; the column's own where they are left out
 * @returns null for a column whose choices are not known, or too many, and when the counts do not add up to the rows
 */
export async function countChoices(
  context: CountContext,
  choices: readonly Choice[] | null = choicesOf(context.column),
): Promise<Distribution | null> {
  const { reader, column, query, plan, totalCount, signal } = context
  if (choices === null || choices.length > mostValues) return null
  const of = (operator: 'equals' | 'empty', values: string[]) => narrowed(query, column.name, [{ operator, values }])
  const [first] = choices
  if (first) {
    const probe = await reader.plan(of('equals', [first.id]), signal)
    if (probe.sieve.length > 0 || probe.engine !== plan.engine) return null
  }
  const missingCount = await reader.count(of('empty', []), signal)
  const counts = await askEach(choices, ({ id }) => reader.count(of('equals', [id]), signal))
  const sum = counts.reduce((all, each) => all + each, 0)
  const isMany = isManyReferenceType(column.type)
  if (isMany ? counts.some((each) => each > totalCount - missingCount) : sum + missingCount !== totalCount) return null
  return {
    kind: 'values',
    column: column.name,
    totalCount,
    coverage: plan.engine === 'index' ? { kind: 'index' } : { kind: 'all' },
    missingCount,
    ...topValues(
      choices.map(({ id, label }, at) => ({ id, label, count: counts[at] ?? 0 })).filter(({ count }) => count > 0),
    ),
    emptyTextCount: 0,
  }
}

const choicesOf = ({ type, choices }: Column): readonly Choice[] | null =>
  type === 'bool' ? ['true', 'false'].map((value) => ({ id: value, label: value })) : choices
