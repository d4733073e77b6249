// How a column's values are spread over the rows of a query on a server: exactly where that can be had, else said as what
// it is.
import { AppError } from '@shared/errors/app-error'
import { countCells } from '@shared/query/distribution/count-cells'
import { hasAxis, type Distribution, type DistributionRequest } from '@shared/query/distribution/distribution'
import { rsqlOf, type Query } from '@shared/query/query'
import { findColumn, type Column, type Table } from '@shared/table/table'
import { isManyReferenceType, isReferenceType } from '@shared/table/value-type'
import { pickColumns } from '../map-cell'
import type { QueryPlan } from '../plan/query-plan'
import type { PageReader } from '../rows/page-reader'
import { countByIndex } from './count-by-index'
import { countBins } from './count-bins'
import { countChoices } from './count-choices'
import { ifGiven } from './if-given'
import { mostRead, readCells } from './read-cells'
import { readReferenced } from './read-referenced'

/** What a question is put with. */
export type CountContext = {
  readonly reader: PageReader
  readonly column: Column
  /** Without an order, which counts do not need (`PageReader.unordered`). */
  readonly query: Query
  readonly plan: QueryPlan
  readonly totalCount: number
  readonly signal: AbortSignal
}

/**
 * The distribution of a column, or of a column of the rows that one refers to.
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
  const query: Query = { ...reader.unordered(asked), columns: null }
  const through = stepOf(reader.table, request.column)
  const [column] = through ? [through.column] : pickColumns(reader.table, [request.column])
  if (!column) throw new AppError('query.invalid', 'There is no such column.')
  const [plan, totalCount] = await Promise.all([reader.plan(query, signal), reader.count(query, signal)])
  const context: CountContext = { reader, column, query, plan, totalCount, signal }
  if (through === null) return readOwn(context, request, most)
  if (through.inner !== column.target?.idColumn) return readReferenced(context, through.inner, request, most)
  // The id of a referenced row is what the reference itself holds.
  return asIds(await readOwn(context, request, most), request.column)
}

/** The reference that a name leads through, and what it leads to; null for the table's own columns. */
function stepOf(table: Table, name: string): { readonly column: Column; readonly inner: string } | null {
  if (findColumn(table, name) !== undefined) return null
  const column = table.columns.find(
    ({ type, target, name: first }) => target !== null && isReferenceType(type) && name.startsWith(`${first}.`),
  )
  return column ? { column, inner: name.slice(column.name.length + 1) } : null
}

function asIds(found: Distribution, column: string): Distribution {
  if (found.kind === 'histogram') return { ...found, column }
  return { ...found, column, values: found.values.map((value) => ({ ...value, label: value.id })) }
}

async function readOwn(context: CountContext, request: DistributionRequest, most: number): Promise<Distribution> {
  if (context.totalCount > most && context.plan.sieve.length === 0) {
    const counted = await countThere(context, request)
    if (counted !== null) return counted
  }
  const { cells, read } = await readCells(context, most)
  const found = countCells(context.column, request, cells, read)
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
