// The distribution of cells that were read: what the engine does in SQL, for rows of a server.
import type { Column } from '../../table/table'
import type { Cell, ReferenceCell } from '../../table/table-slice'
import { isWholeType, toWhole } from './axis-value'
import { binFinder } from './bin-counter'
import {
  hasAxis,
  longestValue,
  mostValues,
  type Bin,
  type Coverage,
  type Distribution,
  type DistributionRequest,
  type Histogram,
  type ValueCount,
  type ValueCounts,
} from './distribution'
import { planBins } from './plan-bins'

/** How the cells were come by. */
export type CellsRead = { readonly totalCount: number; readonly coverage: Coverage }

/** Count the cells of a column. */
export function countCells(
  column: Column,
  request: Pick<DistributionRequest, 'binCount' | 'bins'>,
  cells: readonly Cell[],
  read: CellsRead,
): Distribution {
  return hasAxis(column.type) ? histogram(column, request, cells, read) : valueCounts(column, cells, read)
}

/** The smallest and the largest of texts of an axis; null when none is finite. */
export function extremes(type: Column['type'], texts: readonly string[]): readonly [string, string] | null {
  let found: { min: bigint | number; max: bigint | number; minText: string; maxText: string } | null = null
  for (const text of texts) {
    const value = isWholeType(type) ? toWhole(type, text) : Number(text)
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) continue
    found ??= { min: value, max: value, minText: text, maxText: text }
    if (value < found.min) [found.min, found.minText] = [value, text]
    if (value > found.max) [found.max, found.maxText] = [value, text]
  }
  return found && [found.minText, found.maxText]
}

function histogram(
  { name, type }: Column,
  { binCount, bins: wanted }: Pick<DistributionRequest, 'binCount' | 'bins'>,
  cells: readonly Cell[],
  read: CellsRead,
): Histogram {
  const texts = cells.filter((cell) => cell !== null).map(String)
  const ends = extremes(type, texts)
  const bins: readonly Bin[] = wanted ?? (ends === null ? [] : planBins(type, ends[0], ends[1], binCount))
  const placeOf = binFinder(type, bins)
  const counts = bins.map(() => 0)
  let outsideCount = 0
  for (const text of texts) {
    const place = placeOf(text)
    if (place < 0) outsideCount += 1
    else counts[place] = (counts[place] ?? 0) + 1
  }
  const missingCount = cells.length - texts.length
  const [min = null, max = null] = ends ?? []
  return { kind: 'histogram', column: name, ...read, missingCount, min, max, bins, counts, outsideCount }
}

function valueCounts({ name }: Column, cells: readonly Cell[], read: CellsRead): ValueCounts {
  const found = new Map<string, ValueCount>()
  let [missingCount, emptyTextCount] = [0, 0]
  for (const cell of cells) {
    const choices = choicesOf(cell)
    if (choices.length === 0) missingCount += 1
    // A row that names one twice has it once.
    for (const { id, label } of new Map(choices.map((choice) => [choice.id, choice])).values()) {
      if (id === '' && typeof cell === 'string') emptyTextCount += 1
      else found.set(id, { id, label, count: (found.get(id)?.count ?? 0) + 1 })
    }
  }
  return { kind: 'values', column: name, ...read, missingCount, ...topValues([...found.values()]), emptyTextCount }
}

/** The most frequent values, and what the others come to. */
export function topValues(all: readonly ValueCount[]): Pick<ValueCounts, 'values' | 'otherValueCount' | 'otherCount'> {
  const sorted = all
    .filter(({ id }) => id.length <= longestValue)
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const values = sorted.slice(0, mostValues)
  const sum = (list: readonly ValueCount[]) => list.reduce((count, value) => count + value.count, 0)
  return { values, otherValueCount: all.length - values.length, otherCount: sum(all) - sum(values) }
}

/** What a cell holds, one by one: of references the rows, else its value. */
export function choicesOf(cell: Cell): readonly ReferenceCell[] {
  if (cell === null) return []
  if (typeof cell !== 'object') return [{ id: String(cell), label: String(cell) }]
  return Array.isArray(cell) ? (cell as readonly ReferenceCell[]) : [cell as ReferenceCell]
}
