// Where generated genes and SNPs lie: the autosomes of GRCh37, and genes on them in pairs that share a place.
import { mix } from './random'

// Lengths in base pairs, chromosomes 1 to 22.
const LENGTHS = [
  249250621, 243199373, 198022430, 191154276, 180915260, 171115067, 159138663, 146364022, 141213431, 135534747,
  135006516, 133851895, 115169878, 107349540, 102531392, 90354753, 81195210, 78077248, 59128983, 63025520, 48129895,
  51304566,
]
const GENOME = LENGTHS.reduce((sum, length) => sum + length, 0)
const GENE_SPAN = 60_000

/** A place on the genome: chromosome name and position in base pairs, from 1. */
export type Place = { readonly chromosome: string; readonly position: number }

/** Where a pair of genes begins. */
export function genePlace(seed: number, pair: number): Place {
  let offset = Math.floor((mix(seed, pair, 101) / 4294967296) * GENOME)
  for (const [index, length] of LENGTHS.entries()) {
    if (offset < length) {
      const position = Math.min(Math.max(offset, 10_000), length - GENE_SPAN)
      return { chromosome: String(index + 1), position }
    }
    offset -= length
  }
  return { chromosome: '1', position: 10_000 }
}

/** Where a SNP of a pair of genes lies, within them. */
export function snpPlace(seed: number, pair: number, snp: number): Place {
  const { chromosome, position } = genePlace(seed, pair)
  return { chromosome, position: position + (mix(seed, snp, 102) % GENE_SPAN) }
}

const TRANSITIONS: Readonly<Record<string, string>> = { A: 'G', G: 'A', C: 'T', T: 'C' }
const BASES = 'ACGT'

/** The two alleles of a generated SNP, reference first; two in three are transitions, as in people. */
export function alleles(seed: number, snp: number): readonly [reference: string, alternative: string] {
  const chance = mix(seed, snp, 103)
  const reference = BASES.charAt(chance & 3)
  const transition = TRANSITIONS[reference] ?? 'A'
  if ((chance >>> 2) % 3 !== 0) return [reference, transition]
  const others = [...BASES].filter((base) => base !== reference && base !== transition)
  return [reference, others[(chance >>> 8) & 1] ?? 'T']
}
