// Axes end on round numbers and hold what they must hold.
import { axisMarks, countRange, valueRange } from '@shared/chart/axis-range'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('countRange', () => {
  it('gives the tutorial figure its axis of 0 to 5,000', () => {
    expect(countRange(4791)).toEqual({ min: 0, max: 5000, step: 1000 })
  })

  it('ends above the largest count, on a multiple of its step, in few steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (largest) => {
        const { max, step } = countRange(largest)
        expect(max).toBeGreaterThan(largest)
        expect(Number.isInteger(max / step)).toBe(true)
        expect(max / step).toBeLessThanOrEqual(7)
        expect(max).toBeLessThanOrEqual(largest * 2.5 + 1)
      }),
    )
  })

  it('still is an axis when nothing was counted', () => {
    expect(countRange(0)).toEqual({ min: 0, max: 1, step: 1 })
  })
})

describe('valueRange', () => {
  it('holds every value inside round ends', () => {
    const value = fc.double({ noNaN: true, min: -1e12, max: 1e12 }).filter((n) => n === 0 || Math.abs(n) > 1e-9)
    fc.assert(
      fc.property(value, value, (a, b) => {
        const low = Math.min(a, b)
        const high = Math.max(a, b)
        fc.pre(high === low || high - low > Math.abs(high) * 1e-9)
        const range = valueRange(low, high)
        expect(range.min).toBeLessThanOrEqual(low)
        expect(range.max).toBeGreaterThanOrEqual(high)
        expect(range.max).toBeGreaterThan(range.min)
        expect(axisMarks(range).length).toBeLessThanOrEqual(15)
      }),
    )
  })

  it('ends on the largest value itself where that is round', () => {
    expect(valueRange(0, 1)).toEqual({ min: 0, max: 1, step: 0.2 })
    expect(valueRange(0.1, 1.1)).toEqual({ min: 0, max: 1.2, step: 0.2 })
    expect(valueRange(0.3, 0.7)).toEqual({ min: 0.3, max: 0.7, step: 0.1 })
  })

  it('starts at 0 where the values nearly do', () => {
    expect(valueRange(3, 96)).toEqual({ min: 0, max: 100, step: 20 })
  })

  it('leaves no dust of binary fractions in its marks', () => {
    expect(axisMarks({ min: 0, max: 0.7, step: 0.1 })).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
  })
})
