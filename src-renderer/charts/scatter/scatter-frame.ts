// Where everything of a scatter lies in pixels. The mapping is our own, so that drawing and pointing agree exactly.
import { axisMarks, type AxisRange } from '@shared/chart/axis-range'
import type { AxisScale } from '@shared/chart/chart-spec'
import type { ScatterFigure } from '../figure'
import { formatValue } from './number-text'

/** One axis: its ends in drawn units (after the logarithm), its marks, and where it lies. */
export type FrameAxis = {
  readonly min: number
  readonly max: number
  readonly marks: readonly { readonly at: number; readonly text: string }[]
  readonly toPixel: (value: number) => number
}

/** The plot's rectangle and its axes, in CSS pixels from the top left corner. */
export type ScatterFrame = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: FrameAxis
  readonly y: FrameAxis
}

const topPx = 46
const bottomPx = 58
const leastRightPx = 24
const axisTitlePx = 30
const digitPx = 7.2
const smallestPx = 40

/** A value as it is drawn: itself, or the logarithm of one more than its size, with its sign. */
export const drawn = (value: number, scale: AxisScale): number =>
  scale === 'linear' ? value : Math.sign(value) * Math.log10(1 + Math.abs(value))

/** Marks of a logarithmic axis: 0 and powers of ten, with 2 and 5 between them while there is room. */
export function logMarks(range: AxisRange): number[] {
  const sizes = [0]
  const largest = Math.max(Math.abs(range.min), Math.abs(range.max))
  for (let power = 0; power <= Math.log10(Math.max(1, largest)); power += 1) {
    for (const factor of [1, 2, 5]) sizes.push(factor * 10 ** power)
  }
  const inside = (value: number) => value >= range.min && value <= range.max
  const all = [...sizes.filter((size) => size > 0).map((size) => -size), ...sizes].filter(inside).sort((a, b) => a - b)
  const tens = all.filter((value) => value === 0 || Number.isInteger(Math.log10(Math.abs(value))))
  const marks = all.length <= 7 ? all : tens
  return marks.length >= 3 ? marks : axisMarks(range)
}

function axis(range: AxisRange, scale: AxisScale, start: number, length: number): FrameAxis {
  const min = drawn(range.min, scale)
  const max = drawn(range.max, scale)
  const marks = (scale === 'linear' ? axisMarks(range) : logMarks(range)).map((value) => ({
    at: drawn(value, scale),
    text: formatValue(value),
  }))
  const perUnit = length / (max - min)
  return { min, max, marks, toPixel: (value) => start + (drawn(value, scale) - min) * perUnit }
}

/** Room for the marks of the y axis and its title. */
function leftMargin(figure: ScatterFigure): number {
  const marks = figure.scale === 'linear' ? axisMarks(figure.yRange) : logMarks(figure.yRange)
  const longest = Math.max(...marks.map((value) => formatValue(value).length))
  return Math.ceil(axisTitlePx + longest * digitPx + 8)
}

/** Room for the half of the last mark of the x axis that stands out. */
function rightMargin(figure: ScatterFigure): number {
  const last = formatValue(figure.xRange.max)
  return Math.max(leastRightPx, Math.ceil((last.length * digitPx) / 2 + 4))
}

/**
 * Lay a figure out.
 *
 * @param widthPx   width of the whole picture
 * @param heightPx  height of the whole picture, without its caption
 */
export function scatterFrame(figure: ScatterFigure, widthPx: number, heightPx: number): ScatterFrame {
  const leftPx = leftMargin(figure)
  const roomX = Math.max(smallestPx, widthPx - leftPx - rightMargin(figure))
  const roomY = Math.max(smallestPx, heightPx - topPx - bottomPx)
  const side = Math.min(roomX, roomY)
  const width = figure.isEqual ? side : roomX
  const height = figure.isEqual ? side : roomY
  const left = Math.round(leftPx + (roomX - width) / 2)
  return {
    left,
    top: topPx,
    width,
    height,
    x: axis(figure.xRange, figure.scale, left, width),
    y: axis(figure.yRange, figure.scale, topPx + height, -height),
  }
}
