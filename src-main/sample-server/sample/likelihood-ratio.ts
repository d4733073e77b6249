// The stored statistics of a SNP, from the reads of all its samples: one share of the alternative allele for all
// samples, tested against one half by a likelihood ratio.

/** The three stored numbers of a SNP. */
export type RatioTest = {
  /** Share of the alternative allele: the best of 0.001, 0.002, … 0.999. */
  readonly fraction: number
  /** Likelihood ratio D, 0 or more. */
  readonly likelihoodRatio: number
  /** Upper tail of the chi-square distribution with one degree of freedom at D. */
  readonly pValue: number
}

/**
 * Test pooled read counts against an even share.
 *
 * @param reference    reads of the reference allele over all samples
 * @param alternative  reads of the alternative allele over all samples
 */
export function ratioTest(reference: number, alternative: number): RatioTest {
  const even: RatioTest = { fraction: 0.5, likelihoodRatio: 0, pValue: 1 }
  const total = reference + alternative
  if (total === 0) return even
  // The likelihood has one top, so that the best grid point is one of the two around the exact share.
  const exact = (1000 * alternative) / total
  let best = even
  for (const thousandths of [Math.floor(exact), Math.ceil(exact)]) {
    const fraction = Math.min(999, Math.max(1, thousandths)) / 1000
    const likelihoodRatio = 2 * (alternative * Math.log(2 * fraction) + reference * Math.log(2 * (1 - fraction)))
    if (likelihoodRatio > best.likelihoodRatio) best = { fraction, likelihoodRatio, pValue: 1 }
  }
  return best === even ? even : { ...best, pValue: chiSquareTail(best.likelihoodRatio) }
}

/**
 * Upper tail of the chi-square distribution with one degree of freedom: erfc(sqrt(x / 2)).
 *
 * Relative error below 1e-13 down to the smallest doubles; 0 beyond them (from about x = 1480).
 *
 * @param x  0 or more
 */
export function chiSquareTail(x: number): number {
  const z = Math.sqrt(x / 2)
  if (z < 1.5) return 1 - lowerSeries(z, x / 2)
  // Continued fraction of Laplace, from the inside out; the number of steps is ample for z of 1.5 and more.
  let inner = 0
  for (let step = 120; step >= 1; step -= 1) inner = step / 2 / (z + inner)
  return Math.exp(-x / 2) / (Math.sqrt(Math.PI) * (z + inner))
}

// erf(z) as a series of positive terms, good where z is small.
function lowerSeries(z: number, square: number): number {
  let term = z
  let sum = z
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= (2 * square) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-square) * sum
}
