// The distribution of what referenced rows hold, counted in the rows that refer to them.
import type { Column } from '../../table/table'
import type { ReferenceCell } from '../../table/table-slice'
import { binFinder } from './bin-counter'
import { closedBins } from './closed-bins'
import { extremes, topValues, type CellsRead } from './count-cells'
import { hasAxis, type Bin, type Distribution, type DistributionRequest, type ValueCount } from './distribution'
import { planBins } from './plan-bins'

/** What referenced rows hold in a column, by their ids; a row that holds nothing may be left out. */
export type ValuesById = ReadonlyMap<string, readonly ReferenceCell[]>

/** Counts rows by the rows that they refer to. */
export type ReferencedCounter = {
  /** Count rows that refer to these; a row counts once for each value that it comes by, however often. */
  readonly add: (ids: readonly string[], rowCount: number) => void
  readonly finish: (read: CellsRead) => Distribution
}

/**
 * A counter of the values that rows come by through a reference.
 *
 * Rows that refer to nothing, or to rows without a value only, are without a value.
 *
 * @param column     column of the referenced rows, under the name that the answer shall have
 * @param values     of the rows that are referred to, and of no others
 * @param areRanges  each bar shall be one closed range: where a row may refer to several
 */
export function referencedCounter(
  column: Column,
  request: Pick<DistributionRequest, 'binCount' | 'bins'>,
  values: ValuesById,
  areRanges: boolean,
): ReferencedCounter {
  return hasAxis(column.type) ? barCounter(column, request, values, areRanges) : valueCounter(column, values)
}

/** Bars over all of the values. */
export const referencedBins = (column: Column, binCount: number, values: ValuesById, areRanges: boolean): Bin[] =>
  binsBetween(endsOf(column, values), column, binCount, areRanges)

type Ends = ReturnType<typeof extremes>

const endsOf = ({ type }: Column, values: ValuesById): Ends =>
  extremes(
    type,
    [...values.values()].flatMap((held) => held.map(({ id }) => id)),
  )

function binsBetween(ends: Ends, { type }: Column, binCount: number, areRanges: boolean): Bin[] {
  const bins = ends === null ? [] : planBins(type, ends[0], ends[1], binCount)
  return areRanges ? closedBins(type, bins) : bins
}

function barCounter(
  column: Column,
  request: Pick<DistributionRequest, 'binCount' | 'bins'>,
  values: ValuesById,
  areRanges: boolean,
): ReferencedCounter {
  const ends = endsOf(column, values)
  const bins = request.bins ?? binsBetween(ends, column, request.binCount, areRanges)
  const placeOf = binFinder(column.type, bins)
  const places = new Map<string, readonly number[]>()
  /** Found when first asked for: finding all at once would hold up others. */
  const placesOf = (id: string): readonly number[] => {
    const known = places.get(id) ?? (values.get(id) ?? []).map(({ id: text }) => placeOf(text))
    places.set(id, known)
    return known
  }
  const counts = bins.map(() => 0)
  let [missingCount, outsideCount] = [0, 0]
  return {
    add: (ids, rowCount) => {
      const found = new Set(ids.flatMap(placesOf))
      if (found.size === 0) missingCount += rowCount
      else if (found.delete(-1) && found.size === 0) outsideCount += rowCount
      for (const place of found) counts[place] = (counts[place] ?? 0) + rowCount
    },
    finish: (read) => {
      const [min = null, max = null] = ends ?? []
      return { kind: 'histogram', column: column.name, ...read, missingCount, min, max, bins, counts, outsideCount }
    },
  }
}

function valueCounter({ name }: Column, values: ValuesById): ReferencedCounter {
  const counts = new Map<string, ValueCount>()
  let [missingCount, emptyTextCount] = [0, 0]
  return {
    add: (ids, rowCount) => {
      const found = new Map(ids.flatMap((id) => values.get(id) ?? []).map((value) => [value.id, value]))
      if (found.size === 0) missingCount += rowCount
      if (found.delete('')) emptyTextCount += rowCount
      for (const { id, label } of found.values())
        counts.set(id, { id, label, count: (counts.get(id)?.count ?? 0) + rowCount })
    },
    finish: (read) => ({
      kind: 'values',
      column: name,
      ...read,
      missingCount,
      ...topValues([...counts.values()]),
      emptyTextCount,
    }),
  }
}
