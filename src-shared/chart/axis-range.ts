// Round ends and round steps for the axes of plots.

/** Where an axis begins and ends, and how far its marks stand apart, in the unit of the values. */
export type AxisRange = { readonly min: number; readonly max: number; readonly step: number }

const roundSteps = [1, 2, 2.5, 5, 10]

/** The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `least`, which must be above 0. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const factor = roundSteps.find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10
  return factor * power
}

/**
 * An axis from 0 to a round number above the largest count, in about five steps.
 *
 * The largest count never lies on the end itself, so that its point is drawn whole. Counts up to 4,791 give 0 to 5,000.
 *
 * @param largest  the largest count, 0 or more
 */
export function countRange(largest: number): AxisRange {
  if (!(largest > 0)) return { min: 0, max: 1, step: 1 }
  const step = Math.max(1, roundStep(largest / 5))
  const max = (Math.floor(largest / step + 1e-9) + 1) * step
  return { min: 0, max, step }
}

/**
 * An axis that holds all values, its ends on round numbers.
 *
 * @param low   smallest value
 * @param high  largest value
 */
export function valueRange(low: number, high: number): AxisRange {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { min: 0, max: 1, step: 0.2 }
  if (low === high) {
    const step = low === 0 ? 1 : roundStep(Math.abs(low) / 5)
    return {
      min: roundTo(Math.floor(low / step - 1) * step, step),
      max: roundTo(Math.ceil(high / step + 1) * step, step),
      step,
    }
  }
  const step = roundStep(high / 5 - low / 5)
  // The nearest multiple may be the value itself but for the dust of its fractions; else the next one outwards is taken.
  const nearest = (value: number) => Math.round(value / step)
  const atMost = nearest(low) - (roundTo(nearest(low) * step, step) <= low ? 0 : 1)
  const atLeast = nearest(high) + (roundTo(nearest(high) * step, step) >= high ? 0 : 1)
  return { min: roundTo(atMost * step, step), max: roundTo(atLeast * step, step), step }
}

/** Without the dust of binary fractions that multiplying a step leaves behind. */
function roundTo(value: number, step: number): number {
  const digits = Math.max(0, Math.min(100, 2 - Math.floor(Math.log10(step))))
  return Number(value.toFixed(digits))
}

/** The marks of an axis, from its first step to its last. */
export function axisMarks(range: AxisRange): number[] {
  const count = Math.min(100, Math.floor((range.max - range.min) / range.step + 1e-6))
  return Array.from({ length: count + 1 }, (_, index) => roundTo(range.min + index * range.step, range.step))
}
