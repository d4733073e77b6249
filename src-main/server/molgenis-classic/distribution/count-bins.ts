// A histogram of many rows: the smallest and the largest value are looked up, and each bar is a question of its own.
import { binConditions, type Picked } from '@shared/query/distribution/bin-conditions'
import type { Distribution, DistributionRequest } from '@shared/query/distribution/distribution'
import { planBins } from '@shared/query/distribution/plan-bins'
import { cellId } from '@shared/table/table-slice'
import { toCell } from '../map-cell'
import { valueIn } from '../wire'
import { askEach, narrowed } from './narrowed'
import type { CountContext } from './read-distribution'

/** More bars than this are more questions than they are worth. */
export const mostBars = 24
const noneMissing: readonly Picked[] = [{ operator: 'not-empty', values: [] }]

/**
 * Count the bars of a column.
 *
 * @returns null when the counts do not add up to the rows, or would be taken from rows that are read
 */
export async function countBins(context: CountContext, request: DistributionRequest): Promise<Distribution | null> {
  const { reader, column, query, plan, totalCount, signal } = context
  const count = (picked: readonly Picked[]) => reader.count(narrowed(query, column.name, picked), signal)
  const probe = await reader.plan(
    narrowed(query, column.name, [{ operator: 'less', values: [probeValue(context)] }]),
    signal,
  )
  if (probe.sieve.length > 0 || probe.engine !== plan.engine) return null
  const missingCount = await count([{ operator: 'empty', values: [] }])
  const [min, max] =
    request.bins === null && missingCount < totalCount
      ? await Promise.all([endOf(context, 'ascending'), endOf(context, 'descending')])
      : [null, null]
  const bins =
    request.bins ??
    (min === null || max === null ? [] : planBins(column.type, min, max, Math.min(request.binCount, mostBars)))
  const counts = await askEach(bins, (bin) => count(binConditions(bin)))
  const outsideCount = totalCount - missingCount - counts.reduce((sum, each) => sum + each, 0)
  // Rows that came or went meanwhile, or that the server compares otherwise than by the column's order.
  if (outsideCount < 0 || (request.bins === null && outsideCount !== 0)) return null
  const coverage = plan.engine === 'index' ? ({ kind: 'index' } as const) : ({ kind: 'all' } as const)
  return {
    kind: 'histogram',
    column: column.name,
    totalCount,
    coverage,
    missingCount,
    min,
    max,
    bins,
    counts,
    outsideCount,
  }
}

/** Any value of the column's type, to see how such a question would be asked. */
const probeValue = ({ column }: CountContext): string =>
  column.type === 'date' ? '2000-01-01' : column.type === 'date-time' ? '2000-01-01T00:00:00Z' : '0'

/** The smallest or the largest value; null when there is none. */
async function endOf(
  { reader, column, query, signal }: CountContext,
  direction: 'ascending' | 'descending',
): Promise<string | null> {
  const sorted = { ...narrowed(query, column.name, noneMissing), sort: [{ attribute: column.name, direction }] }
  const { items } = await reader.read(sorted, [column.name], { offset: 0, limit: 1 }, signal)
  const [item] = items
  const text = item === undefined ? '' : cellId(toCell(valueIn(item, column.name), column))
  return text === '' ? null : text
}
