// Counts how what referenced rows hold is spread over the rows that refer to them, each row once for each value.
import { closedBins } from '@shared/query/distribution/closed-bins'
import {
  hasAxis,
  type Bin,
  type Distribution,
  type DistributionRequest,
  type Histogram,
} from '@shared/query/distribution/distribution'
import { planBins } from '@shared/query/distribution/plan-bins'
import type { StoredColumn } from '../store/stored-column'
import { countOf, endOf, extremesSql, isBeyondNumbers } from './axis-ends'
import { barOfEach } from './bars-sql'
import { isSeveral, pairsSql, type Ask, type ReferencedColumn } from './referenced-pairs'
import { referencedValues } from './referenced-values'
import { marksSql } from './row-marks'

/**
 * How the values of a column of referenced rows are spread.
 *
 * @throws AppError `input.invalid` for bars that are none
 */
export async function referencedDistribution(
  asked: ReferencedColumn,
  request: DistributionRequest,
  ask: Ask,
): Promise<Distribution> {
  if (!hasAxis(asked.inner.column.type)) return referencedValues(asked, ask)
  // The rows are gone through once: what they come by is kept beside the connection meanwhile.
  await ask.overRows((where) => `CREATE OR REPLACE TEMP TABLE counted_pairs AS ${pairsSql(asked, where)}`)
  const found = await histogram(asked, request, ask)
  await ask.alone('DROP TABLE temp.counted_pairs')
  return found
}

const pairs = '(SELECT part, c, v FROM temp.counted_pairs WHERE part IS NOT NULL)'

async function histogram(asked: ReferencedColumn, request: DistributionRequest, ask: Ask): Promise<Histogram> {
  const value: StoredColumn = { ...asked.inner, value: 'v' }
  const total = '(SELECT c FROM temp.counted_pairs WHERE part IS NULL)'
  const read = async (isChecked: boolean) =>
    (await ask.alone(`SELECT ${total}, sum(c), ${extremesSql(value, isChecked)} FROM ${pairs}`))[0] ?? []
  let [totalCount, pairCount, ...ends] = await read(false)
  const isUnending = isBeyondNumbers(value, ends)
  if (isUnending) [totalCount, pairCount, ...ends] = await read(true)
  const [min, max] = [endOf(value, ends[0]), endOf(value, ends[1])]
  const bins = request.bins ?? (min === null || max === null ? [] : binsBetween(asked, min, max, request.binCount))
  const { counts, inside } = await countBars(asked, value, bins, ask)
  // Beyond bars that were planned for these very values there are none.
  const mayBeOutside = request.bins !== null || isUnending
  const present = isSeveral(asked) ? (mayBeOutside ? await partCount(ask) : inside) : countOf(pairCount)
  return {
    kind: 'histogram',
    column: asked.name,
    totalCount: countOf(totalCount),
    coverage: { kind: 'all' },
    missingCount: countOf(totalCount) - present,
    min,
    max,
    bins,
    counts,
    outsideCount: present - inside,
  }
}

function binsBetween(asked: ReferencedColumn, min: string, max: string, binCount: number): Bin[] {
  const { type } = asked.inner.column
  const bins = planBins(type, min, max, binCount)
  return isSeveral(asked) ? closedBins(type, bins) : bins
}

const partCount = async (ask: Ask): Promise<number> =>
  countOf((await ask.alone(`SELECT count(DISTINCT part) FROM ${pairs}`))[0]?.[0])

/** The rows of each bar, and those that are in any. */
async function countBars(asked: ReferencedColumn, value: StoredColumn, bins: readonly Bin[], ask: Ask) {
  const counts = bins.map(() => 0)
  if (bins.length === 0) return { counts, inside: 0 }
  const rows = { from: pairs, where: 'true' }
  if (isSeveral(asked)) {
    const bars = barOfEach(value, bins, { ...rows, carried: 'part' })
    const [found = []] = await ask.alone(marksSql(`SELECT part, b AS k FROM (${bars})`, bins.length))
    const [inside, ...each] = found.map(countOf)
    return { counts: each, inside: inside ?? 0 }
  }
  const bars = barOfEach(value, bins, { ...rows, carried: 'c' })
  for (const [bar, count] of await ask.alone(`SELECT b, sum(c) FROM (${bars}) GROUP BY b`))
    counts[countOf(bar)] = countOf(count)
  return { counts, inside: counts.reduce((sum, count) => sum + count, 0) }
}
