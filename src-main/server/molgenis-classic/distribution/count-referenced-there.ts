// Many rows by what the rows that they refer to hold: each bar or value is a question about the ids behind it.
import { binFinder } from '@shared/query/distribution/bin-counter'
import { topValues } from '@shared/query/distribution/count-cells'
import { referencedBins, type ValuesById } from '@shared/query/distribution/count-referenced'
import {
  hasAxis,
  mostValues,
  type Coverage,
  type Distribution,
  type DistributionRequest,
} from '@shared/query/distribution/distribution'
import type { Column } from '@shared/table/table'
import { isManyReferenceType } from '@shared/table/value-type'
import { mostIds } from '../plan/resolve-references'
import { mostBars } from './count-bins'
import { askEach, narrowed } from './narrowed'
import type { CountContext } from './read-distribution'

/**
 * Count the rows of each bar or value by the ids of the referenced rows in it.
 *
 * @param inner   column of the referenced rows, under the name that the answer shall have
 * @param values  of all rows of the referenced table
 * @returns null for too many values or ids, and when the counts do not add up to the rows
 */
export async function countReferencedThere(
  context: CountContext,
  inner: Column,
  request: DistributionRequest,
  values: ValuesById,
): Promise<Distribution | null> {
  if (!(await isAskedAlike(context, values))) return null
  return hasAxis(inner.type) ? countBars(context, inner, request, values) : countValues(context, inner, values)
}

/** Whether a question about ids goes the way of the query itself. */
async function isAskedAlike({ reader, column, query, plan, signal }: CountContext, values: ValuesById) {
  const [first] = values.keys()
  if (first === undefined) return true
  const probe = await reader.plan(narrowed(query, column.name, [{ operator: 'in', values: [first] }]), signal)
  return probe.sieve.length === 0 && probe.engine === plan.engine
}

async function countBars(
  context: CountContext,
  inner: Column,
  request: DistributionRequest,
  values: ValuesById,
): Promise<Distribution | null> {
  const isMany = isManyReferenceType(context.column.type)
  const bins =
    request.bins ?? referencedBins(inner, Math.min(request.binCount, mostBars), values, isMany || values.size > mostIds)
  const placeOf = binFinder(inner.type, bins)
  const shares = bins.map((): string[] => [])
  const outside: string[] = []
  for (const [id, held] of values) for (const { id: text } of held) (shares[placeOf(text)] ?? outside).push(id)
  // Of several references some may be in a bar and others outside, which no count of ids tells apart.
  if (isMany && outside.length > 0) return null
  const counted = await countShares(context, shares, values)
  if (counted === null) return null
  const { counts, ...about } = counted
  const outsideCount = await countRows(context, outside)
  if (!isMany && sumOf(counts) + outsideCount + about.missingCount !== about.totalCount) return null
  return { kind: 'histogram', column: inner.name, ...about, min: null, max: null, bins, counts, outsideCount }
}

async function countValues(context: CountContext, inner: Column, values: ValuesById): Promise<Distribution | null> {
  const shares = new Map<string, { label: string; ids: string[] }>()
  for (const [id, held] of values) {
    for (const value of held) {
      const share = shares.get(value.id) ?? { label: value.label, ids: [] }
      share.ids.push(id)
      shares.set(value.id, share)
    }
  }
  if (shares.size > mostValues) return null
  const counted = await countShares(
    context,
    [...shares.values()].map(({ ids }) => ids),
    values,
  )
  if (counted === null) return null
  const { counts, ...about } = counted
  const hasSeveral = isManyReferenceType(context.column.type) || isManyReferenceType(inner.type)
  if (!hasSeveral && sumOf(counts) + about.missingCount !== about.totalCount) return null
  const found = [...shares].map(([id, { label }], at) => ({ id, label, count: counts[at] ?? 0 }))
  const told = found.filter(({ id, count }) => id !== '' && count > 0)
  const emptyTextCount = found.find(({ id }) => id === '')?.count ?? 0
  return { kind: 'values', column: inner.name, ...about, ...topValues(told), emptyTextCount }
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

type Counted = {
  readonly totalCount: number
  readonly coverage: Coverage
  readonly missingCount: number
  readonly counts: readonly number[]
}

/** The rows that refer to rows of each share; null where they cannot be counted, or are more than there are. */
async function countShares(
  context: CountContext,
  shares: readonly (readonly string[])[],
  values: ValuesById,
): Promise<Counted | null> {
  const { totalCount, plan, column } = context
  const isMany = isManyReferenceType(column.type)
  if (isMany && shares.some((ids) => ids.length > mostIds)) return null
  const missingCount = await countMissing(context, values)
  if (missingCount === null) return null
  const counts = await askEach(shares, (ids) => countRows(context, ids))
  if (counts.some((count) => count > totalCount - missingCount)) return null
  const coverage = plan.engine === 'index' ? ({ kind: 'index' } as const) : ({ kind: 'all' } as const)
  return { totalCount, coverage, missingCount, counts }
}

/** Rows that refer to nothing, or to rows without a value only; null where that cannot be asked. */
async function countMissing(context: CountContext, values: ValuesById): Promise<number | null> {
  const { reader, query, column, signal, totalCount } = context
  const idsWhere = (isHeld: boolean) => [...values].filter(([, held]) => held.length > 0 === isHeld).map(([id]) => id)
  const [holding, lacking] = [idsWhere(true), idsWhere(false)]
  const countEmpty = () => reader.count(narrowed(query, column.name, [{ operator: 'empty', values: [] }]), signal)
  if (!isManyReferenceType(column.type)) return (await countEmpty()) + (await countRows(context, lacking))
  if (holding.length <= mostIds) return totalCount - (await countRows(context, holding))
  return lacking.length === 0 ? countEmpty() : null
}

/**
 * The rows that refer to any of these. Where the ids are too many for one question they are asked for in parts, which
 * would count a row with several references twice.
 */
async function countRows({ reader, query, column, signal }: CountContext, ids: readonly string[]): Promise<number> {
  let count = 0
  for (let start = 0; start < ids.length; start += mostIds) {
    const values = ids.slice(start, start + mostIds)
    count += await reader.count(narrowed(query, column.name, [{ operator: 'in', values }]), signal)
  }
  return count
}
