import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquareTail, ratioTest } from '@main/sample-server/sample/likelihood-ratio'
import { PUBLISHED_SAMPLES, PUBLISHED_SNPS } from '@main/sample-server/sample/published-rows'

const relative = (value: number, expected: number) => Math.abs(value - expected) / expected

describe('ratioTest', () => {
  it('gives the published numbers of rs12460890 from its 21 samples', () => {
    const reference = PUBLISHED_SAMPLES.reduce((sum, [, reads]) => sum + reads, 0)
    const alternative = PUBLISHED_SAMPLES.reduce((sum, [, , reads]) => sum + reads, 0)
    expect([PUBLISHED_SAMPLES.length, reference, alternative]).toEqual([21, 8868, 9893])
    const { fraction, likelihoodRatio, pValue } = ratioTest(reference, alternative)
    expect(fraction).toBe(0.527)
    expect(relative(likelihoodRatio, 56.0207947348388)).toBeLessThan(1e-12)
    expect(relative(pValue, 7.1708540619282e-14)).toBeLessThan(1e-11)
  })

  it('finds the best of all 999 shares', () => {
    const logLikelihood = (reference: number, alternative: number, share: number) =>
      alternative * Math.log(share) + reference * Math.log(1 - share)
    const reads = fc.integer({ min: 0, max: 5000 })
    fc.assert(
      fc.property(reads, reads, (reference, alternative) => {
        const { fraction } = ratioTest(reference, alternative)
        const found = logLikelihood(reference, alternative, fraction)
        for (let thousandths = 1; thousandths < 1000; thousandths += 1) {
          const other = logLikelihood(reference, alternative, thousandths / 1000)
          expect(other).toBeLessThanOrEqual(found + 1e-9 * Math.max(1, Math.abs(found)))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('says even for even counts and for none', () => {
    const even = { fraction: 0.5, likelihoodRatio: 0, pValue: 1 }
    expect(ratioTest(0, 0)).toEqual(even)
    expect(ratioTest(40, 40)).toEqual(even)
  })

  it('never reaches a share of 0 or 1', () => {
    expect(ratioTest(0, 300).fraction).toBe(0.999)
    expect(ratioTest(300, 0).fraction).toBe(0.001)
  })
})

describe('chiSquareTail', () => {
  it('agrees with the published P values', () => {
    for (const { likelihoodRatio, pValue } of PUBLISHED_SNPS) {
      expect(relative(chiSquareTail(likelihoodRatio), pValue)).toBeLessThan(5e-13)
    }
  })

  it.each([
    [0, 1],
    [0.01, 0.920344325445942],
    [1, 0.3173105078629141],
    [3.841458820694124, 0.05],
    [4.5, 0.03389485352468927],
    [10, 0.001565402258002549],
    [100, 1.523970604832105e-23],
  ])('at %s is %s', (x, expected) => {
    expect(relative(chiSquareTail(x), expected)).toBeLessThan(1e-12)
  })

  it('falls steadily to the smallest doubles and then to 0', () => {
    let last = 1
    for (let x = 0.05; x < 1470; x += 0.05) {
      const tail = chiSquareTail(x)
      expect(tail).toBeLessThan(last)
      last = tail
    }
    expect(chiSquareTail(1500)).toBe(0)
  })
})
