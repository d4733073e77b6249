import { describe, expect, it } from 'vitest'
import { beta, binomial, normal } from '@main/sample-server/sample/distributions'
import { mix, randomStream } from '@main/sample-server/sample/random'

const DRAWS = 20_000

function moments(draw: () => number): { mean: number; variance: number } {
  let sum = 0
  let squares = 0
  for (let i = 0; i < DRAWS; i += 1) {
    const value = draw()
    sum += value
    squares += value * value
  }
  const mean = sum / DRAWS
  return { mean, variance: squares / DRAWS - mean * mean }
}

describe('draws', () => {
  it('are the same for the same seed and block, and differ between blocks', () => {
    const take = (seed: number, block: number) => Array.from({ length: 5 }, randomStream(seed, block))
    expect(take(1, 2)).toEqual(take(1, 2))
    expect(take(1, 2)).not.toEqual(take(1, 3))
    expect(take(1, 2)).not.toEqual(take(2, 2))
    expect(mix(1, 2, 3)).toBe(mix(1, 2, 3))
  })

  it('are normal with mean 0 and variance 1', () => {
    const random = randomStream(5, 1)
    const { mean, variance } = moments(() => normal(random))
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
  })

  it.each([
    [10, 0.1],
    [40, 0.5],
    [40, 0.97],
    [3000, 0.004],
    [3000, 0.48],
  ])('are binomial for %d trials with chance %d', (n, p) => {
    const random = randomStream(6, n)
    const { mean, variance } = moments(() => binomial(random, n, p))
    const expected = n * p * (1 - p)
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt(expected / DRAWS) + 1e-9)
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.06)
  })

  it('stay within the number of trials at the ends', () => {
    const random = randomStream(8, 8)
    expect([binomial(random, 7, 0), binomial(random, 7, 1), binomial(random, 0, 0.5)]).toEqual([0, 7, 0])
  })

  it('are beta with the right mean and variance, small shapes too', () => {
    for (const [a, b] of [
      [0.4, 80],
      [30, 30],
      [0.5, 0.5],
    ] as const) {
      const random = randomStream(7, Math.round(a * 10))
      const { mean, variance } = moments(() => beta(random, a, b))
      const share = a / (a + b)
      const spread = (share * (1 - share)) / (a + b + 1)
      expect(Math.abs(mean - share)).toBeLessThan(4 * Math.sqrt(spread / DRAWS))
      expect(Math.abs(variance / spread - 1)).toBeLessThan(0.12)
    }
  })
})
