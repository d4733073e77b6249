// Generated read counts: made SNP by SNP when first asked for, kept in flat arrays, never as rows.
import { beta, binomial, normal } from './distributions'
import { ratioTest, type RatioTest } from './likelihood-ratio'
import { randomStream, type Random } from './random'
import type { SnpPlan } from './snp-plan'

const LEAST_READS = 10
const MOST_READS = 60_000

/** Reads per generated row, and the statistics that follow from them per generated SNP. */
export type ReadCounts = {
  reference(row: number): number
  alternative(row: number): number
  test(snp: number): RatioTest
}

/** How the reads of one SNP are spread. */
type Character = {
  /** Mean share of the alternative allele. */
  readonly share: number
  /** Concentration of the samples' shares around it; the overdispersion is 1 / (concentration + 1). */
  readonly concentration: number
  /** Mean of the logarithm of the number of reads. */
  readonly logDepth: number
}

/** Read counts for the rows of a plan. */
export function createReadCounts(plan: SnpPlan): ReadCounts {
  let store: { reference: Uint32Array; alternative: Uint32Array; isMade: Uint8Array } | undefined
  const tests = new Map<number, RatioTest>()
  const made = (snp: number) => {
    store ??= {
      reference: new Uint32Array(plan.rowCount),
      alternative: new Uint32Array(plan.rowCount),
      isMade: new Uint8Array(plan.snpCount),
    }
    if (store.isMade[snp] === 0) {
      make(plan, snp, store.reference, store.alternative)
      store.isMade[snp] = 1
    }
    return store
  }
  return {
    reference: (row) => made(plan.snpOfRow(row)).reference[row] ?? 0,
    alternative: (row) => made(plan.snpOfRow(row)).alternative[row] ?? 0,
    test(snp) {
      const known = tests.get(snp)
      if (known !== undefined) return known
      const { reference, alternative } = made(snp)
      let references = 0
      let alternatives = 0
      for (let row = plan.firstRow(snp); row < plan.firstRow(snp + 1); row += 1) {
        references += reference[row] ?? 0
        alternatives += alternative[row] ?? 0
      }
      const test = ratioTest(references, alternatives)
      tests.set(snp, test)
      return test
    },
  }
}

function make(plan: SnpPlan, snp: number, reference: Uint32Array, alternative: Uint32Array): void {
  const random = randomStream(plan.seed, snp)
  const { share, concentration, logDepth } = drawCharacter(random)
  for (let row = plan.firstRow(snp); row < plan.firstRow(snp + 1); row += 1) {
    const depth = Math.round(Math.exp(logDepth + 0.55 * normal(random)))
    const reads = Math.min(MOST_READS, Math.max(LEAST_READS, depth))
    const chance = beta(random, concentration * share, concentration * (1 - share))
    const alternatives = binomial(random, reads, chance)
    reference[row] = reads - alternatives
    alternative[row] = alternatives
  }
}

function drawCharacter(random: Random): Character {
  const kind = random()
  const logDepth = Math.log(45) + 0.9 * normal(random)
  const concentration = 25 * Math.exp(1.8 * random())
  // One in a hundred shows one allele only, but for misread bases.
  if (kind < 0.01) return { share: random() < 0.5 ? 0.004 : 0.996, concentration: 400, logDepth }
  // Reads of the reference allele map a little better, at some SNPs more than at others.
  const bias = -0.008 - 0.012 * random() * random()
  const effect = kind < 0.13 ? 0.09 * normal(random) : 0.004 * normal(random)
  return { share: Math.min(0.98, Math.max(0.02, 0.5 + bias + effect)), concentration, logDepth }
}
