// The four tables of allele-specific expression: the published rows beside generated ones, computed on demand.
import { compareCodePoints, computedTable, defineTable, literalTable } from '../model/define-table'
import type { CellValue, TableModel } from '../model/table-model'
import {
  FIRST_PUBLISHED_ID,
  PUBLISHED_SAMPLES,
  PUBLISHED_SAMPLES_SNP,
  PUBLISHED_SNPS,
  type PublishedSnp,
} from './published-rows'
import { createReadCounts, type ReadCounts } from './read-counts'
import { planSnps, type SnpPlan } from './snp-plan'

/** How much is generated beside the published rows. */
export type AseSize = { readonly snpCount: number; readonly samplesPerSnp: number }

const aseMetadata = defineTable({
  id: 'ASE',
  label: 'ASE',
  description:
    'Allele-specific expression, one row per SNP: share of the alternative allele among the RNA reads of all heterozygous samples, tested against one ' +
    'half. Five SNPs are published (rs1056019, rs12460890, rs2597775, rs3216, rs9901673; Deelen et al. 2015), the rest, with ' +
    'numbers from rs4000000000 on, is generated.',
  idAttribute: 'SNP_ID',
  attributes: [
    { name: 'SNP_ID', type: 'STRING', description: 'rs identifier' },
    { name: 'Samples', type: 'STRING', description: 'Number of samples with reads for this SNP' },
    { name: 'Chr', type: 'STRING', description: 'Chromosome', isAggregatable: true },
    { name: 'Pos', type: 'INT', description: 'Position on the chromosome, GRCh37' },
    { name: 'P_Value', type: 'DECIMAL', description: 'P value of the likelihood ratio test' },
    { name: 'Fraction_alternative_allele', type: 'DECIMAL', description: 'Share of reads with the alternative allele' },
    { name: 'Likelihood_ratio_test_D', type: 'DECIMAL', description: 'Likelihood ratio D against an even share' },
    { name: 'Alternative_allele', type: 'STRING', isAggregatable: true },
    { name: 'Reference_allele', type: 'STRING', isAggregatable: true },
    { name: 'Genes', type: 'MREF', refTable: 'AseGene', description: 'Genes in which the SNP lies' },
  ],
})

const sampleAseMetadata = defineTable({
  id: 'SampleAse',
  label: 'SampleAse',
  description:
    'Counts per sample and SNP: RNA reads with the reference and with the alternative allele. The 21 rows of rs12460890 are ' +
    'published; those of SNPs from rs4000000000 on are generated. The samples of the other four published SNPs are not ' +
    'published, so they have no rows here.',
  idAttribute: 'ID',
  attributes: [
    { name: 'ID', type: 'STRING' },
    { name: 'SNP_ID', type: 'XREF', refTable: 'ASE' },
    { name: 'SampleIds', type: 'MREF', refTable: 'AseSample' },
    { name: 'Ref_Counts', type: 'STRING', description: 'Reads with the reference allele' },
    { name: 'Alt_Counts', type: 'STRING', description: 'Reads with the alternative allele' },
    { name: 'Chromosome', type: 'STRING', isAggregatable: true },
    { name: 'Position', type: 'INT', description: 'Position on the chromosome, GRCh37' },
  ],
})

const geneMetadata = defineTable({
  id: 'AseGene',
  label: 'AseGene',
  description:
    'Ensembl genes of the SNPs. The six of the published SNPs are real; those from ENSG00009000000 on are generated.',
  idAttribute: 'Ensembl_ID',
  attributes: [{ name: 'Ensembl_ID', type: 'STRING', description: 'Ensembl gene identifier' }],
})

const sampleMetadata = defineTable({
  id: 'AseSample',
  label: 'AseSample',
  description:
    'Sequenced samples. Those with an accession number (ERS…, SRS…) are the published ones, those named SIM… are generated.',
  idAttribute: 'Sample_ID',
  attributes: [{ name: 'Sample_ID', type: 'STRING', description: 'Accession number or generated name' }],
})

/** The tables `ASE`, `SampleAse`, `AseGene` and `AseSample`. Nothing is generated before a row is asked for. */
export function aseTables(size: AseSize): readonly TableModel[] {
  let made: { plan: SnpPlan; counts: ReadCounts } | undefined
  const open = () => {
    if (made === undefined) {
      const plan = planSnps(size.snpCount, size.samplesPerSnp)
      made = { plan, counts: createReadCounts(plan) }
    }
    return made
  }
  return [
    computedTable(aseMetadata, () => openSnps(open().plan, open().counts)),
    computedTable(sampleAseMetadata, () => openSampleRows(open().plan, open().counts)),
    literalTable(geneMetadata, () => geneIds(open().plan).map((id) => ({ Ensembl_ID: id }))),
    literalTable(sampleMetadata, () => sampleIds(open().plan).map((id) => ({ Sample_ID: id }))),
  ]
}

/** Name of a generated sample. */
export function sampleName(sample: number): string {
  return `SIM${String(sample + 1).padStart(4, '0')}`
}

/** Ids of all samples, published ones first. */
export function sampleIds(plan: Pick<SnpPlan, 'samplePool'>): readonly string[] {
  const published = PUBLISHED_SAMPLES.map(([sample]) => sample)
  return [...published, ...Array.from({ length: plan.samplePool }, (_, sample) => sampleName(sample))]
}

function geneName(gene: number): string {
  return `ENSG00009${String(gene).padStart(6, '0')}`
}

function geneIds(plan: SnpPlan): readonly string[] {
  const published = PUBLISHED_SNPS.flatMap(({ genes }) => genes)
  return [...published, ...Array.from({ length: plan.geneCount }, (_, gene) => geneName(gene))]
}

const rsName = (plan: SnpPlan, snp: number): string => `rs${String(plan.rsNumber(snp))}`

/** The generated SNP with a name, if there is one. */
function snpNamed(plan: SnpPlan, id: string): number | undefined {
  return /^rs[1-9]\d{9}$/.test(id) ? plan.snpOfRs(Number(id.slice(2))) : undefined
}

function openSnps(plan: SnpPlan, counts: ReadCounts) {
  // In the order of the ids some published SNPs stand before the generated ones and some behind them.
  const border = `rs${String(plan.rsNumber(0))}`
  const before = PUBLISHED_SNPS.filter(({ id }) => compareCodePoints(id, border) < 0)
  const after = PUBLISHED_SNPS.filter(({ id }) => compareCodePoints(id, border) >= 0)
  const published = (row: number): PublishedSnp | undefined => before[row] ?? after[row - before.length - plan.snpCount]
  const column =
    (real: (snp: PublishedSnp) => CellValue, generated: (snp: number) => CellValue) =>
    (row: number): CellValue => {
      const known = published(row)
      return known === undefined ? generated(row - before.length) : real(known)
    }
  const rowCount = plan.snpCount + PUBLISHED_SNPS.length
  const genes = (snp: number): readonly string[] => plan.genesOf(snp).map(geneName)
  const columns = {
    SNP_ID: column(
      ({ id }) => id,
      (snp) => rsName(plan, snp),
    ),
    Samples: column(
      ({ samples }) => samples,
      (snp) => String(plan.firstRow(snp + 1) - plan.firstRow(snp)),
    ),
    Chr: column(
      ({ chromosome }) => chromosome,
      (snp) => plan.placeOf(snp).chromosome,
    ),
    Pos: column(
      ({ position }) => position,
      (snp) => plan.placeOf(snp).position,
    ),
    P_Value: column(
      ({ pValue }) => pValue,
      (snp) => counts.test(snp).pValue,
    ),
    Fraction_alternative_allele: column(
      ({ fraction }) => fraction,
      (snp) => counts.test(snp).fraction,
    ),
    Likelihood_ratio_test_D: column(
      ({ likelihoodRatio }) => likelihoodRatio,
      (snp) => counts.test(snp).likelihoodRatio,
    ),
    Alternative_allele: column(
      ({ alternative }) => alternative,
      (snp) => plan.allelesOf(snp)[1],
    ),
    Reference_allele: column(
      ({ reference }) => reference,
      (snp) => plan.allelesOf(snp)[0],
    ),
    Genes: column((snp) => snp.genes, genes),
  }
  const rowOf = (id: string): number | undefined => {
    const first = before.findIndex((snp) => snp.id === id)
    if (first >= 0) return first
    const last = after.findIndex((snp) => snp.id === id)
    if (last >= 0) return before.length + plan.snpCount + last
    const snp = snpNamed(plan, id)
    return snp === undefined ? undefined : before.length + snp
  }
  return { rowCount, columns, rowOf, rowsWhere: byId('SNP_ID', rowOf) }
}

function byId(idAttribute: string, rowOf: (id: string) => number | undefined) {
  return (attribute: string, value: string): readonly number[] | undefined => {
    if (attribute !== idAttribute) return undefined
    const row = rowOf(value)
    return row === undefined ? [] : [row]
  }
}

function openSampleRows(plan: SnpPlan, counts: ReadCounts) {
  const published = PUBLISHED_SAMPLES.length
  const snp = PUBLISHED_SNPS.find(({ id }) => id === PUBLISHED_SAMPLES_SNP)
  const firstId = firstGeneratedId(plan.rowCount)
  const column =
    (real: (row: number) => CellValue, generated: (row: number) => CellValue) =>
    (row: number): CellValue =>
      row < published ? real(row) : generated(row - published)
  const place = (row: number) => plan.placeOf(plan.snpOfRow(row))
  const columns = {
    ID: column(
      (row) => String(FIRST_PUBLISHED_ID + row),
      (row) => String(firstId + row),
    ),
    SNP_ID: column(
      () => PUBLISHED_SAMPLES_SNP,
      (row) => rsName(plan, plan.snpOfRow(row)),
    ),
    SampleIds: column(
      (row) => PUBLISHED_SAMPLES.slice(row, row + 1).map(([sample]) => sample),
      (row) => [sampleName(plan.sampleOfRow(row))],
    ),
    Ref_Counts: column(
      (row) => String(PUBLISHED_SAMPLES[row]?.[1]),
      (row) => String(counts.reference(row)),
    ),
    Alt_Counts: column(
      (row) => String(PUBLISHED_SAMPLES[row]?.[2]),
      (row) => String(counts.alternative(row)),
    ),
    Chromosome: column(
      () => snp?.chromosome ?? null,
      (row) => place(row).chromosome,
    ),
    Position: column(
      () => snp?.position ?? null,
      (row) => place(row).position,
    ),
  }
  const rowOf = (id: string): number | undefined => {
    if (!/^[1-9]\d*$/.test(id)) return undefined
    const number = Number(id)
    const real = number - FIRST_PUBLISHED_ID
    if (real >= 0 && real < published) return real
    const row = number - firstId
    return row >= 0 && row < plan.rowCount ? published + row : undefined
  }
  const rowsWhere = (attribute: string, value: string): readonly number[] | undefined => {
    if (attribute === 'SNP_ID') return rowsOfSnp(plan, value)
    if (attribute === 'SampleIds') return rowsOfSample(plan, value)
    return byId('ID', rowOf)(attribute, value)
  }
  return { rowCount: published + plan.rowCount, columns, rowOf, rowsWhere }
}

function rowsOfSnp(plan: SnpPlan, id: string): readonly number[] {
  const published = PUBLISHED_SAMPLES.length
  if (id === PUBLISHED_SAMPLES_SNP) return PUBLISHED_SAMPLES.map((_, row) => row)
  const snp = snpNamed(plan, id)
  if (snp === undefined) return []
  const first = plan.firstRow(snp)
  return Array.from({ length: plan.firstRow(snp + 1) - first }, (_, index) => published + first + index)
}

function rowsOfSample(plan: SnpPlan, id: string): readonly number[] {
  const published = PUBLISHED_SAMPLES.flatMap(([sample], row) => (sample === id ? [row] : []))
  const sample = /^SIM\d{4,}$/.test(id) ? Number(id.slice(3)) - 1 : -1
  if (sample < 0 || sample >= plan.samplePool || sampleName(sample) !== id) return published
  return [...published, ...plan.rowsOfSample(sample).map((row) => PUBLISHED_SAMPLES.length + row)]
}

/** Ids of one length sort alike as text and as numbers, so the first one is chosen by how many there are. */
function firstGeneratedId(count: number): number {
  let first = 2_000_000
  while (first + count > first * 5) first *= 10
  return first
}
