// What a plot shows, worked out before anything is drawn: so that screen, picture and screen reader say the same.
import type { AxisRange } from '@shared/chart/axis-range'
import type { AxisScale } from '@shared/chart/chart-spec'
import { formatValue } from './scatter/number-text'

/** A piece of a caption; strong ones are the numbers that matter. */
export type CaptionRun = { readonly text: string; readonly isStrong: boolean }

/** What is said about one point: a name and lines beneath it. */
export type PointText = { readonly title: string; readonly lines: readonly string[] }

/** The points of a scatter, all of the same length; only rows that have both numbers. */
export type Points = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly ids: readonly string[]
  readonly labels: readonly string[]
}

/** A scatter, ready to be drawn at any size. */
export type ScatterFigure = {
  readonly title: string
  readonly xTitle: string
  readonly yTitle: string
  readonly scale: AxisScale
  readonly xRange: AxisRange
  readonly yRange: AxisRange
  /** Both axes have the same range: drawn as a square, with the line where both are equal. */
  readonly isEqual: boolean
  readonly points: Points
  readonly caption: readonly (readonly CaptionRun[])[]
  readonly pointText: (index: number) => PointText
}

/** A caption as plain text, a line for each of its lines. */
export const captionText = (figure: ScatterFigure): string[] =>
  figure.caption.map((runs) => runs.map((run) => run.text).join(''))

/** What the axes reach over, and whether the line of equal values is drawn, as a sentence for those who do not see it. */
export function extentText({ xTitle, yTitle, xRange, yRange, isEqual }: ScatterFigure): string {
  const axis = (title: string, range: AxisRange) =>
    `${title} from ${formatValue(range.min)} to ${formatValue(range.max)}`
  return `${axis(xTitle, xRange)}, ${axis(yTitle, yRange)}${isEqual ? ', with the line y = x' : ''}.`
}
