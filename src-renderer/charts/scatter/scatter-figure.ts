// Turns columns of numbers into a figure: title, axes, points, caption and what is said about a point.
import { findAlleleColumns, soleValue } from '@shared/ase/allele-columns'
import { pooledCounts } from '@shared/ase/pooled-counts'
import { wilsonInterval } from '@shared/ase/wilson'
import { countRange, valueRange, type AxisRange } from '@shared/chart/axis-range'
import type { ScatterSpec } from '@shared/chart/chart-spec'
import type { NumberColumns } from '@shared/ipc/answers'
import { findColumn, type Table } from '@shared/table/table'
import type { FilterNode } from '@shared/query/query'
import { formatCount, formatCounted } from '../../ui/format'
import type { CaptionRun, Points, PointText, ScatterFigure } from '../figure'
import { formatShare, formatValue } from './number-text'
import { isAlleleScatter } from './scatter-columns'

type FigureInput = {
  readonly table: Table
  readonly spec: ScatterSpec
  readonly numbers: NumberColumns
  /** All filters that the rows have passed: the view's, and for a kept part the one it was kept with. */
  readonly filters: readonly FilterNode[]
}

/** The figure of a scatter; null when no row has both numbers. */
export function scatterFigure(input: FigureInput): ScatterFigure | null {
  const points = pointsOf(input.numbers, input.spec)
  if (points.x.length === 0) return null
  return isAlleleScatter(input.table, input.spec) ? alleleFigure(input, points) : plainFigure(input, points)
}

/** The rows that have both numbers. */
function pointsOf(numbers: NumberColumns, spec: ScatterSpec): Points {
  const values = (name: string) => numbers.values[numbers.columns.indexOf(name)] ?? new Float64Array()
  const xs = values(spec.x)
  const ys = values(spec.y)
  const rows: number[] = []
  for (let row = 0; row < xs.length; row += 1) {
    if (Number.isFinite(xs[row]) && Number.isFinite(ys[row])) rows.push(row)
  }
  return {
    x: Float64Array.from(rows, (row) => xs[row] ?? 0),
    y: Float64Array.from(rows, (row) => ys[row] ?? 0),
    ids: rows.map((row) => numbers.ids[row] ?? ''),
    labels: rows.map((row) => numbers.labels[row] ?? ''),
  }
}

function extent(values: Float64Array): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

function alleleFigure({ table, spec, numbers, filters }: FigureInput, points: Points): ScatterFigure {
  const snpColumn = findAlleleColumns(table)?.snp ?? ''
  const snp = filters.map((filter) => soleValue(filter, snpColumn)).find((value) => value !== null) ?? null
  const largest = Math.max(extent(points.x)[1], extent(points.y)[1])
  const range = countRange(largest)
  return {
    title: snp === null ? 'Allele-Specific Expression' : `Allele-Specific Expression for ${snp}`,
    xTitle: 'Reference Allele',
    yTitle: 'Alternative Allele',
    scale: spec.scale,
    xRange: range,
    yRange: range,
    isEqual: true,
    points,
    caption: [alleleCaption(points, snp !== null), ...restCaption(numbers, points)],
    pointText: (index) => alleleText(points, index),
  }
}

const strong = (text: string): CaptionRun => ({ text, isStrong: true })
const plain = (text: string): CaptionRun => ({ text, isStrong: false })

function alleleCaption(points: Points, isOneSnp: boolean): CaptionRun[] {
  const pooled = pooledCounts(points.x, points.y)
  const noun = isOneSnp ? 'sample' : 'point'
  const runs = [
    strong(formatCount(pooled.sampleCount)),
    plain(` ${pooled.sampleCount === 1 ? noun : `${noun}s`}, reference `),
    strong(formatCount(pooled.referenceSum)),
    plain(', alternative '),
    strong(formatCount(pooled.alternativeSum)),
  ]
  const fraction = pooled.alternativeFraction
  return fraction === null
    ? [...runs, plain('.')]
    : [...runs, plain(', alternative fraction '), strong(formatShare(fraction)), plain('.')]
}

/** What is not on the plot: rows that were not fetched, and rows that lack a number. */
function restCaption(numbers: NumberColumns, points: Points): CaptionRun[][] {
  const sentences: string[] = []
  if (numbers.choice !== 'all') {
    const start = numbers.choice === 'first' ? 'First' : 'Sample of'
    sentences.push(`${start} ${formatCount(numbers.shownCount)} of ${formatCount(numbers.totalCount)} rows shown.`)
  }
  const leftOut = numbers.shownCount - points.x.length
  if (leftOut > 0) {
    sentences.push(`${formatCounted(leftOut, 'row')} without both numbers ${leftOut === 1 ? 'is' : 'are'} left out.`)
  }
  return sentences.length === 0 ? [] : [[plain(sentences.join(' '))]]
}

function alleleText(points: Points, index: number): PointText {
  const reference = points.x[index] ?? 0
  const alternative = points.y[index] ?? 0
  const lines = [`reference ${formatValue(reference)}, alternative ${formatValue(alternative)}`]
  const interval = wilsonInterval(alternative, reference + alternative)
  if (interval) {
    const share = alternative / (reference + alternative)
    lines.push(`alternative share ${formatShare(share)} [${formatShare(interval.low)}, ${formatShare(interval.high)}]`)
  }
  return { title: points.labels[index] || (points.ids[index] ?? ''), lines }
}

function plainFigure({ table, spec, numbers }: FigureInput, points: Points): ScatterFigure {
  const label = (name: string) => findColumn(table, name)?.label ?? name
  const range = (values: Float64Array): AxisRange => valueRange(...extent(values))
  const count = points.x.length
  return {
    title: `${label(spec.y)} by ${label(spec.x)}`,
    xTitle: label(spec.x),
    yTitle: label(spec.y),
    scale: spec.scale,
    xRange: range(points.x),
    yRange: range(points.y),
    isEqual: false,
    points,
    caption: [
      [strong(formatCount(count)), plain(count === 1 ? ' point.' : ' points.')],
      ...restCaption(numbers, points),
    ],
    pointText: (index) => ({
      title: points.labels[index] || (points.ids[index] ?? ''),
      lines: [
        `${label(spec.x)} ${formatValue(points.x[index] ?? 0)}`,
        `${label(spec.y)} ${formatValue(points.y[index] ?? 0)}`,
      ],
    }),
  }
}
