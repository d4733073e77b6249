// Where points lie, how they are found again, and what the chart library is told.
import type { ChartTheme } from '@renderer/charts/chart-theme'
import type { ScatterFigure } from '@renderer/charts/figure'
import { pointIndex } from '@renderer/charts/scatter/point-index'
import { drawn, logMarks, scatterFrame } from '@renderer/charts/scatter/scatter-frame'
import { stepOf } from '@renderer/charts/scatter/scatter-keys'
import { scatterOption, scatterPicture } from '@renderer/charts/scatter/scatter-option'
import { tipPlace } from '@renderer/charts/scatter/tip-place'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const figureOf = (x: number[], y: number[], part: Partial<ScatterFigure> = {}): ScatterFigure => ({
  title: 'Title',
  xTitle: 'X',
  yTitle: 'Y',
  scale: 'linear',
  xRange: { min: 0, max: 5000, step: 1000 },
  yRange: { min: 0, max: 5000, step: 1000 },
  isEqual: true,
  points: { x: Float64Array.from(x), y: Float64Array.from(y), ids: x.map(String), labels: x.map(String) },
  caption: [[{ text: 'Two points.', isStrong: false }]],
  pointText: (index) => ({ title: String(index), lines: [] }),
  ...part,
})
const theme: ChartTheme = {
  ground: 'G',
  line: 'L',
  text: 'T',
  softText: 'S',
  faintText: 'F',
  accent: 'A',
  font: 'Inter',
}

describe('scatterFrame', () => {
  it('is a square as large as the room allows when the axes are equal', () => {
    for (const [width, height] of [
      [540, 700],
      [900, 420],
    ] as const) {
      const frame = scatterFrame(figureOf([1], [1]), width, height)
      expect(frame.width).toBe(frame.height)
      expect(frame.left + frame.width).toBeLessThanOrEqual(width)
      expect(frame.top + frame.height).toBeLessThanOrEqual(height)
    }
    const other = scatterFrame(figureOf([1], [1], { isEqual: false }), 900, 420)
    expect(other.width).toBeGreaterThan(other.height)
  })

  it('puts the ends of the axes on the edges of the frame, in either scale', () => {
    for (const scale of ['linear', 'log'] as const) {
      const frame = scatterFrame(figureOf([1], [1], { scale }), 600, 600)
      expect(frame.x.toPixel(0)).toBe(frame.left)
      expect(frame.x.toPixel(5000)).toBeCloseTo(frame.left + frame.width, 6)
      expect(frame.y.toPixel(0)).toBe(frame.top + frame.height)
      expect(frame.y.toPixel(5000)).toBeCloseTo(frame.top, 6)
    }
  })

  it('gives 0 and negative values a place on the logarithmic axis, in order', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        (a, b) => {
          fc.pre(a < b)
          expect(drawn(a, 'log')).toBeLessThanOrEqual(drawn(b, 'log'))
        },
      ),
    )
    expect(drawn(0, 'log')).toBe(0)
    expect(drawn(99, 'log')).toBeCloseTo(2, 12)
  })

  it('marks the logarithmic axis with few round numbers', () => {
    expect(logMarks({ min: 0, max: 5000, step: 1000 })).toEqual([0, 1, 10, 100, 1000])
    expect(logMarks({ min: 0, max: 20, step: 5 })).toEqual([0, 1, 2, 5, 10, 20])
    expect(logMarks({ min: -100, max: 100, step: 50 })).toEqual([-100, -10, -1, 0, 1, 10, 100])
    expect(logMarks({ min: 0.2, max: 0.8, step: 0.2 })).toEqual([0.2, 0.4, 0.6, 0.8])
  })
})

describe('pointIndex', () => {
  const coordinate = fc.integer({ min: 0, max: 5000 })

  it('finds the same point as looking at all of them does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 600 }),
        (pairs, x, y) => {
          const figure = figureOf(
            pairs.map(([a]) => a),
            pairs.map(([, b]) => b),
          )
          const index = pointIndex(figure.points, scatterFrame(figure, 600, 600))
          const distance = (at: number) => Math.hypot((index.x[at] ?? 0) - x, (index.y[at] ?? 0) - y)
          const least = Math.min(...pairs.map((_, at) => distance(at)))
          const found = index.nearest(x, y, 14)
          if (least > 14) expect(found).toBeNull()
          else expect(distance(found ?? -1)).toBeCloseTo(least, 3)
        },
      ),
    )
  })

  it('finds points by the id of their row, and answers at once among 100,000', () => {
    const count = 100_000
    const values = Array.from({ length: count }, (_, at) => (at * 7919) % 5000)
    const figure = figureOf(
      values,
      values.map((value, at) => (value * 31 + at) % 5000),
    )
    const points = { ...figure.points, ids: figure.points.ids.with(0, 'first') }
    const index = pointIndex(points, scatterFrame(figure, 600, 600))
    expect(index.ofId('first')).toBe(0)
    expect(index.ofId('nobody')).toBeNull()
    expect(index.nearest(index.x[50_000] ?? 0, index.y[50_000] ?? 0, 14)).not.toBeNull()
  })

  it('walks from point to point with the keys', () => {
    const figure = figureOf([30, 10, 20], [1, 3, 2])
    const index = pointIndex(figure.points, scatterFrame(figure, 600, 600))
    expect(stepOf('ArrowRight', null, index)).toBe(1)
    expect(stepOf('ArrowRight', 1, index)).toBe(2)
    expect(stepOf('ArrowLeft', 1, index)).toBe(1)
    expect(stepOf('ArrowUp', 0, index)).toBe(2)
    expect([stepOf('Home', 0, index), stepOf('End', 1, index), stepOf('a', 0, index)]).toEqual([1, 0, null])
  })
})

describe('scatterOption', () => {
  it('draws the points in the accent of the theme, with the line of equal counts', () => {
    const figure = figureOf([130, 4142], [121, 4791])
    const frame = scatterFrame(figure, 600, 600)
    const option = scatterOption({ figure, frame, theme }) as Record<string, never>
    expect(option).toMatchObject({
      animation: false,
      title: { text: 'Title', textStyle: { color: 'T' } },
      xAxis: { min: 0, max: 5000, name: 'X', axisLabel: { customValues: [0, 1000, 2000, 3000, 4000, 5000] } },
      yAxis: { min: 0, max: 5000, name: 'Y' },
      graphic: [{ style: { text: 'y = x' } }],
      series: [
        {
          type: 'line',
          data: [
            [0, 0],
            [5000, 5000],
          ],
        },
        { type: 'scatter', itemStyle: { color: 'A' }, large: false, data: Float64Array.from([130, 121, 4142, 4791]) },
      ],
    })
  })

  it('draws many points in one go', () => {
    const many = Array.from({ length: 3001 }, (_, at) => at)
    const figure = figureOf(many, many, { isEqual: false })
    const option = scatterOption({ figure, frame: scatterFrame(figure, 600, 600), theme }) as {
      series: object[]
      graphic: object[]
    }
    expect(option.series).toHaveLength(1)
    expect(option.series[0]).toMatchObject({ large: true, symbolSize: 3 })
    expect(option.graphic).toEqual([])
  })

  it('puts the caption into the picture for a file, on the ground of the theme', () => {
    const figure = figureOf([1], [2])
    const option = scatterPicture({ figure, frame: scatterFrame(figure, 600, 600), theme }) as {
      graphic: object[]
      backgroundColor: string
    }
    expect(option.backgroundColor).toBe('G')
    expect(option.graphic.at(-1)).toMatchObject({ style: { text: 'Two points.' } })
  })
})

describe('tipPlace', () => {
  it('stays inside and never covers the point', () => {
    const place = fc.integer({ min: 46, max: 554 })
    fc.assert(
      fc.property(
        place,
        place,
        fc.integer({ min: 80, max: 320 }),
        fc.integer({ min: 40, max: 90 }),
        (x, y, width, height) => {
          const at = tipPlace({ x, y }, { width, height }, { width: 600, height: 600 })
          expect(at.left).toBeGreaterThanOrEqual(0)
          expect(at.top).toBeGreaterThanOrEqual(0)
          expect(at.left + width).toBeLessThanOrEqual(600)
          expect(at.top + height).toBeLessThanOrEqual(600)
          const covers = x >= at.left && x <= at.left + width && y >= at.top && y <= at.top + height
          expect(covers).toBe(false)
        },
      ),
    )
  })
})
