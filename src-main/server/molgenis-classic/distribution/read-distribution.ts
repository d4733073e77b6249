// How a column's values are spread over the rows of a query on a server: exactly where that can be had, else said as what
// it is.
import { isCancelled, AppError } from '@shared/errors/app-error'
import { countCells } from '@shared/query/distribution/count-cells'
import { hasAxis, type Distribution, type DistributionRequest } from '@shared/query/distribution/distribution'
import { rsqlOf, type Query } from '@shared/query/query'
import type { Column } from '@shared/table/table'
import { isManyReferenceType } from '@shared/table/value-type'
import type { Cell } from '@shared/table/table-slice'
import { pickColumns, toCell } from '../map-cell'
import type { QueryPlan } from '../plan/query-plan'
import type { PageReader } from '../rows/page-reader'
import { valueIn } from '../wire'
import { countByIndex } from './count-by-index'
import { countBins } from './count-bins'
import { countChoices } from './count-choices'

/** What a question is put with. */
export type CountContext = {
  readonly reader: PageReader
  readonly column: Column
  /** Without an order, which counts do not need. */
  readonly query: Query
  readonly plan: QueryPlan
  readonly totalCount: number
  readonly signal: AbortSignal
}

/** Most rows whose cells are read; of more, the first ones are, where counting is not possible. */
const mostRead = 10_000
/** So many are read where that is all of them. */
const mostReadInSteps = 20_000
const stepRows = 1_000

/**
 * The distribution of a column.
 *
 * Up to 10,000 rows are read and counted here. Of more rows the server counts: each bar, or each choice, by a question of
 * its own; values without choices by its index, where this answers the whole query, or one by one where they are few.
 * What is left is read, up to 20,000 rows; of more than these the first 10,000, and that is said.
 *
 * @param most  rows that are read at the most
 * @throws AppError as `rows` and `count` do
 */
export async function readDistribution(
  reader: PageReader,
  asked: Query,
  request: DistributionRequest,
  signal: AbortSignal,
  most = mostRead,
): Promise<Distribution> {
  const query: Query = { ...asked, sort: [], columns: null }
  const [column] = pickColumns(reader.table, [request.column])
  if (!column) throw new AppError('query.invalid', 'There is no such column.')
  const [plan, totalCount] = await Promise.all([reader.plan(query, signal), reader.count(query, signal)])
  const context: CountContext = { reader, column, query, plan, totalCount, signal }
  if (totalCount > most && plan.sieve.length === 0) {
    const counted = await countThere(context, request)
    if (counted !== null) return counted
  }
  // The index gives no more rows than these.
  const mayReadOn = most === mostRead && plan.engine === 'database' && totalCount <= mostReadInSteps
  const found = await readCells(context, request, mayReadOn ? mostReadInSteps : most)
  return (await countFoundValues(context, found)) ?? found
}

/** A few values in the first rows may be all that there are: then each is counted. */
async function countFoundValues(context: CountContext, found: Distribution): Promise<Distribution | null> {
  const { column, query, plan } = context
  const isFew = found.kind === 'values' && found.otherValueCount === 0 && found.emptyTextCount === 0
  if (!isFew || found.coverage.kind !== 'first' || isManyReferenceType(column.type)) return null
  if (plan.sieve.length > 0 || rsqlOf(query) !== null) return null
  return ifGiven(() => countChoices(context, found.values))
}

/** The server's counts; null where it gives none that add up. */
async function countThere(context: CountContext, request: DistributionRequest): Promise<Distribution | null> {
  const { column, query } = context
  return ifGiven(async () => {
    // A text in the server's language is not taken apart to stand beside a condition.
    if (rsqlOf(query) === null) {
      if (hasAxis(column.type)) return countBins(context, request)
      const counted = await countChoices(context)
      if (counted !== null) return counted
    }
    return hasAxis(column.type) ? null : countByIndex(context)
  })
}

/** What a server answers; null where it refuses. */
async function ifGiven(ask: () => Promise<Distribution | null>): Promise<Distribution | null> {
  try {
    return await ask()
  } catch (error) {
    const isRefused = error instanceof AppError && refusals.includes(error.code)
    if (isCancelled(error) || !isRefused) throw error
    return null
  }
}

const refusals: readonly string[] = [
  'query.refused',
  'query.invalid',
  'server.refused',
  'auth.refused',
  'server.answer-malformed',
]

async function readCells(
  { reader, column, query, signal, totalCount }: CountContext,
  request: DistributionRequest,
  most: number,
): Promise<Distribution> {
  const cells: Cell[] = []
  let total = totalCount
  while (cells.length < Math.min(most, total)) {
    const limit = Math.min(stepRows, most - cells.length)
    const page = await reader.read(query, [column.name], { offset: cells.length, limit }, signal)
    total = page.total
    if (page.items.length === 0) break
    for (const item of page.items) cells.push(toCell(valueIn(item, column.name), column))
  }
  const isAll = cells.length >= total
  const coverage = isAll ? ({ kind: 'all' } as const) : ({ kind: 'first', readCount: cells.length } as const)
  return countCells(column, request, cells, { totalCount: isAll ? cells.length : total, coverage })
}
