// The counts of several samples taken together.

/** Sums over the samples that have both counts. */
export type PooledCounts = {
  /** Samples with both counts. */
  readonly sampleCount: number
  readonly referenceSum: number
  readonly alternativeSum: number
  /** Alternative counts in all counts, 0 to 1; null when there are no counts. */
  readonly alternativeFraction: number | null
}

/**
 * Add up the counts of samples.
 *
 * A sample that lacks one of its counts (NaN) is left out of both sums.
 *
 * @param reference    counts of the reference allele, one per sample
 * @param alternative  counts of the alternative allele, same length and order
 */
export function pooledCounts(reference: ArrayLike<number>, alternative: ArrayLike<number>): PooledCounts {
  let sampleCount = 0
  let referenceSum = 0
  let alternativeSum = 0
  for (let index = 0; index < reference.length; index += 1) {
    const ref = reference[index] ?? NaN
    const alt = alternative[index] ?? NaN
    if (Number.isNaN(ref) || Number.isNaN(alt)) continue
    sampleCount += 1
    referenceSum += ref
    alternativeSum += alt
  }
  const sum = referenceSum + alternativeSum
  return { sampleCount, referenceSum, alternativeSum, alternativeFraction: sum > 0 ? alternativeSum / sum : null }
}
