// The published rows: five SNPs, and the 21 samples of one of them (Deelen et al. 2015, doi:10.1186/s13073-015-0152-4).
// Their values are as published; nothing here is worked out or generated.

/** One SNP as published. */
export type PublishedSnp = {
  readonly id: string
  readonly samples: string
  readonly chromosome: string
  readonly position: number
  readonly pValue: number
  readonly fraction: number
  readonly likelihoodRatio: number
  readonly alternative: string
  readonly reference: string
  readonly genes: readonly string[]
}

/** In the order of their ids. */
export const PUBLISHED_SNPS: readonly PublishedSnp[] = [
  {
    id: 'rs1056019',
    samples: '47',
    chromosome: '12',
    position: 41337435,
    pValue: 0.000132500824069775,
    fraction: 0.482,
    likelihoodRatio: 14.605874945467,
    alternative: 'T',
    reference: 'C',
    genes: ['ENSG00000018236'],
  },
  {
    id: 'rs12460890',
    samples: '21',
    chromosome: '19',
    position: 829568,
    pValue: 7.1708540619282e-14,
    fraction: 0.527,
    likelihoodRatio: 56.0207947348388,
    alternative: 'T',
    reference: 'C',
    genes: ['ENSG00000172232'],
  },
  {
    id: 'rs2597775',
    samples: '359',
    chromosome: '4',
    position: 17503382,
    pValue: 8.78109735398113e-18,
    fraction: 0.479,
    likelihoodRatio: 73.769089117417,
    alternative: 'T',
    reference: 'C',
    genes: ['ENSG00000151552'],
  },
  {
    id: 'rs3216',
    samples: '301',
    chromosome: '11',
    position: 214421,
    pValue: 1.4917458949834e-18,
    fraction: 0.479,
    likelihoodRatio: 77.2691957930797,
    alternative: 'C',
    reference: 'G',
    genes: ['ENSG00000177963'],
  },
  {
    id: 'rs9901673',
    samples: '145',
    chromosome: '17',
    position: 7484101,
    pValue: 2.06504739339637e-17,
    fraction: 0.479,
    likelihoodRatio: 72.0813644150712,
    alternative: 'A',
    reference: 'C',
    genes: ['ENSG00000129226', 'ENSG00000264772'],
  },
]

/** The SNP whose samples are published. */
export const PUBLISHED_SAMPLES_SNP = 'rs12460890'

/** Number that the first published sample row has as its id; the others follow one by one. */
export const FIRST_PUBLISHED_ID = 1418785

/** Sample, reads of the reference allele, reads of the alternative allele; in the order of the row ids. */
export const PUBLISHED_SAMPLES: readonly (readonly [sample: string, reference: number, alternative: number])[] = [
  ['ERS194242', 130, 121],
  ['ERS326942', 4142, 4791],
  ['ERS327006', 19, 28],
  ['SRS353551', 19, 23],
  ['SRS271084', 32, 11],
  ['SRS375020', 639, 572],
  ['SRS375024', 202, 309],
  ['SRS375022', 423, 401],
  ['SRS375030', 271, 234],
  ['SRS375026', 806, 1081],
  ['SRS375027', 213, 201],
  ['SRS376459', 74, 96],
  ['SRS375032', 730, 655],
  ['SRS376461', 584, 699],
  ['SRS376464', 331, 391],
  ['SRS376469', 13, 14],
  ['SRS376467', 70, 101],
  ['SRS376468', 47, 35],
  ['SRS418748', 19, 28],
  ['SRS418754', 44, 47],
  ['SRS418755', 60, 55],
]
