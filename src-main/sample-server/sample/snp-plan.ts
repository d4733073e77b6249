// The generated SNPs, worked out from their number alone: name, genes, place, and which samples have reads for each.
import { alleles, snpPlace, type Place } from './genome'
import { mix } from './random'

const SEED = 20150301
const FIRST_RS = 4_000_000_000
const RS_RANGE = 4_860_000_000
const RS_STEP = 81_000
const LEAST_POOL = 1237
const SNPS_PER_GENE = 4

/** All that is fixed about the generated SNPs; row and SNP numbers count from 0 over the generated ones only. */
export type SnpPlan = {
  readonly seed: number
  readonly snpCount: number
  readonly geneCount: number
  readonly samplePool: number
  readonly rowCount: number
  /** `rs` number of a SNP, ascending with the SNP's number. */
  rsNumber(snp: number): number
  /** SNP of an `rs` number; undefined where no generated SNP has it. */
  snpOfRs(rs: number): number | undefined
  /** Genes (numbers) in which a SNP lies: none, one or two. */
  genesOf(snp: number): readonly number[]
  placeOf(snp: number): Place
  allelesOf(snp: number): readonly [reference: string, alternative: string]
  /** First row of a SNP; `firstRow(snpCount)` is the number of rows. */
  firstRow(snp: number): number
  snpOfRow(row: number): number
  /** Number of the sample, within the pool, that stands in a row. */
  sampleOfRow(row: number): number
  /** All rows, ascending, in which a sample of the pool stands. */
  rowsOfSample(sample: number): readonly number[]
}

/**
 * @param snpCount       number of generated SNPs
 * @param samplesPerSnp  mean number of samples per SNP, 1 or more; the sum is exactly the product of both
 */
export function planSnps(snpCount: number, samplesPerSnp: number): SnpPlan {
  const starts = sampleStarts(snpCount, samplesPerSnp)
  const samplePool = nextPrime(Math.max(LEAST_POOL, 3 * samplesPerSnp))
  const geneCount = snpCount === 0 ? 0 : Math.ceil(snpCount / SNPS_PER_GENE)
  const step = snpCount * RS_STEP <= RS_RANGE ? RS_STEP : Math.floor(RS_RANGE / snpCount)
  const rsNumber = (snp: number): number => FIRST_RS + snp * step + (mix(SEED, snp, 201) % step)
  const firstRow = (snp: number): number => starts[snp] ?? 0
  const snpOfRow = createSearch(starts)
  const pairOf = (snp: number): number => mix(SEED, snp, 202) % Math.max(1, Math.ceil(geneCount / 2))
  // Steps of a fixed length around a prime number of samples never meet one twice.
  const offset = (snp: number): number => mix(SEED, snp, 203) % samplePool
  const stride = (snp: number): number => 1 + (mix(SEED, snp, 204) % (samplePool - 1))
  return {
    seed: SEED,
    snpCount,
    geneCount,
    samplePool,
    rowCount: firstRow(snpCount),
    rsNumber,
    snpOfRs(rs) {
      const snp = Math.floor((rs - FIRST_RS) / step)
      return snp >= 0 && snp < snpCount && rsNumber(snp) === rs ? snp : undefined
    },
    genesOf(snp) {
      const chance = mix(SEED, snp, 205) % 100
      const first = 2 * pairOf(snp)
      const second = first + 1
      if (chance < 8 || geneCount === 0) return []
      if (second >= geneCount || chance < 50) return [first]
      return chance < 92 ? [second] : [first, second]
    },
    placeOf: (snp) => snpPlace(SEED, pairOf(snp), snp),
    allelesOf: (snp) => alleles(SEED, snp),
    firstRow,
    snpOfRow,
    sampleOfRow(row) {
      const snp = snpOfRow(row)
      return (offset(snp) + (row - firstRow(snp)) * stride(snp)) % samplePool
    },
    rowsOfSample(sample) {
      const rows: number[] = []
      const inverses = inversesModulo(samplePool)
      for (let snp = 0; snp < snpCount; snp += 1) {
        const distance = (sample - offset(snp) + samplePool) % samplePool
        const place = (distance * (inverses[stride(snp)] ?? 0)) % samplePool
        if (place < firstRow(snp + 1) - firstRow(snp)) rows.push(firstRow(snp) + place)
      }
      return rows
    },
  }
}

/**
 * Rows before each SNP. In each three SNPs two have fewer samples than the mean and one has as many more, which
 * leans to the right as real numbers do and still keeps the mean to the row.
 */
function sampleStarts(snpCount: number, mean: number): Uint32Array {
  const starts = new Uint32Array(snpCount + 1)
  for (let snp = 0; snp < snpCount; snp += 1) {
    const group = Math.floor(snp / 3)
    const isWhole = group * 3 + 2 < snpCount
    const chance = mix(SEED, group, 206) / 4294967296
    const less = isWhole ? Math.floor(chance * mean) : 0
    const isLarge = snp % 3 === mix(SEED, group, 207) % 3
    starts[snp + 1] = (starts[snp] ?? 0) + mean + (isLarge ? 2 * less : -less)
  }
  return starts
}

function createSearch(starts: Uint32Array): (row: number) => number {
  // Rows are mostly asked for one after another: look at the last SNP and the one after it first.
  let last = 0
  const holds = (snp: number, row: number): boolean => (starts[snp] ?? 0) <= row && row < (starts[snp + 1] ?? 0)
  return (row) => {
    if (holds(last, row)) return last
    if (holds(last + 1, row)) return (last += 1)
    let low = 0
    let high = starts.length - 2
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((starts[middle] ?? 0) <= row) low = middle
      else high = middle - 1
    }
    return (last = low)
  }
}

function nextPrime(from: number): number {
  for (let candidate = from; ; candidate += 1) {
    let isPrime = candidate > 1
    for (let divisor = 2; isPrime && divisor * divisor <= candidate; divisor += 1) isPrime = candidate % divisor !== 0
    if (isPrime) return candidate
  }
}

function inversesModulo(prime: number): Uint32Array {
  const inverses = new Uint32Array(prime)
  inverses[1] = 1
  for (let i = 2; i < prime; i += 1) {
    inverses[i] = (prime - Math.floor(prime / i)) * (inverses[prime % i] ?? 0) % prime // prettier-ignore
  }
  return inverses
}
