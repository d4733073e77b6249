// The generated rows: repeatable, consistent with each other, and like real data.
import { describe, expect, it } from 'vitest'
import { compareCodePoints } from '@main/sample-server/model/define-table'
import type { TableModel } from '@main/sample-server/model/table-model'
import { aseTables } from '@main/sample-server/sample/ase-tables'
import { ratioTest } from '@main/sample-server/sample/likelihood-ratio'

const SIZE = { snpCount: 400, samplesPerSnp: 25 }

function tablesOf(size: typeof SIZE): Record<string, TableModel> {
  return Object.fromEntries(aseTables(size).map((table) => [table.id, table]))
}

function tableOf(tables: Record<string, TableModel>, id: string): TableModel {
  const table = tables[id]
  if (table === undefined) throw new Error(`There is no table ${id}.`)
  return table
}

const tables = tablesOf(SIZE)
const snps = tableOf(tables, 'ASE')
const counts = tableOf(tables, 'SampleAse')
const rowsOf = (table: TableModel) => Array.from({ length: table.rowCount }, (_, row) => row)
const wholeRow = (table: TableModel, row: number) => table.attributes.map(({ name }) => table.value(row, name))
const isGenerated = (id: unknown) => String(id).startsWith('rs4')

describe('sizes and names', () => {
  it('has the published rows beside exactly as many generated ones as asked for', () => {
    expect(snps.rowCount).toBe(400 + 5)
    expect(counts.rowCount).toBe(400 * 25 + 21)
  })

  it.each([
    { snpCount: 0, samplesPerSnp: 25 },
    { snpCount: 1, samplesPerSnp: 1 },
    { snpCount: 7, samplesPerSnp: 900 },
  ])('works for %o', (size) => {
    const small = tablesOf(size)
    const rows = tableOf(small, 'SampleAse')
    expect(rows.rowCount).toBe(size.snpCount * size.samplesPerSnp + 21)
    expect(tableOf(small, 'ASE').rowCount).toBe(size.snpCount + 5)
    for (const row of rowsOf(rows)) expect(rows.rowOf(String(rows.value(row, 'ID')))).toBe(row)
  })

  it.each(['ASE', 'SampleAse', 'AseGene', 'AseSample'])('keeps %s in the order of its unique ids', (id) => {
    const table = tableOf(tables, id)
    const ids = rowsOf(table).map((row) => String(table.value(row, table.idAttribute)))
    ids.forEach((name, row) => {
      expect(table.rowOf(name)).toBe(row)
      if (row > 0) expect(compareCodePoints(ids[row - 1] ?? '', name)).toBeLessThan(0)
    })
    for (const absent of ['', 'nosuch', 'rs4000000000x', '0', '01418785', '1418784', '1418806', '9'.repeat(30)]) {
      expect([absent, table.rowOf(absent)]).toEqual([absent, undefined])
    }
  })

  it('refers to rows that exist', () => {
    const genes = tableOf(tables, 'AseGene')
    const samples = tableOf(tables, 'AseSample')
    for (const row of rowsOf(snps)) {
      for (const gene of snps.value(row, 'Genes') as string[]) expect(genes.rowOf(gene)).toBeDefined()
    }
    for (const row of rowsOf(counts)) {
      expect(snps.rowOf(String(counts.value(row, 'SNP_ID')))).toBeDefined()
      for (const sample of counts.value(row, 'SampleIds') as string[]) expect(samples.rowOf(sample)).toBeDefined()
    }
  })

  it('has every sample once at most for a SNP', () => {
    const pairs = rowsOf(counts).map(
      (row) => `${String(counts.value(row, 'SNP_ID'))} ${String(counts.value(row, 'SampleIds'))}`,
    )
    expect(new Set(pairs).size).toBe(counts.rowCount)
  })

  it('gives the same rows again, in whatever order they are asked for', () => {
    const again = tablesOf(SIZE)
    const other = tableOf(again, 'SampleAse')
    for (const row of rowsOf(counts).reverse()) expect(wholeRow(other, row)).toEqual(wholeRow(counts, row))
    for (const row of rowsOf(snps)) expect(wholeRow(tableOf(again, 'ASE'), row)).toEqual(wholeRow(snps, row))
  })

  it('finds rows by id and reference as a scan does', () => {
    const scan = (table: TableModel, attribute: string, value: string) =>
      rowsOf(table).filter((row) => [table.value(row, attribute)].flat().includes(value))
    for (const row of [0, 20, 21, 500, counts.rowCount - 1]) {
      for (const attribute of ['ID', 'SNP_ID', 'SampleIds']) {
        const value = String(counts.value(row, attribute))
        expect(counts.rowsWhere?.(attribute, value)).toEqual(scan(counts, attribute, value))
      }
    }
    expect(counts.rowsWhere?.('SNP_ID', 'rs3216')).toEqual([])
    expect(counts.rowsWhere?.('SampleIds', 'SIM99999')).toEqual([])
    expect(counts.rowsWhere?.('Chromosome', '1')).toBeUndefined()
    expect(snps.rowsWhere?.('SNP_ID', 'rs3216')).toEqual(scan(snps, 'SNP_ID', 'rs3216'))
  })
})

describe('statistics', () => {
  it('follow from the rows of each generated SNP by the formula', () => {
    const sums = new Map<string, { samples: number; reference: number; alternative: number }>()
    for (const row of rowsOf(counts)) {
      const snp = String(counts.value(row, 'SNP_ID'))
      const sum = sums.get(snp) ?? { samples: 0, reference: 0, alternative: 0 }
      sum.samples += 1
      sum.reference += Number(counts.value(row, 'Ref_Counts'))
      sum.alternative += Number(counts.value(row, 'Alt_Counts'))
      sums.set(snp, sum)
    }
    const generated = rowsOf(snps).filter((row) => isGenerated(snps.value(row, 'SNP_ID')))
    expect(generated).toHaveLength(SIZE.snpCount)
    for (const row of generated) {
      const { samples, reference, alternative } = sums.get(String(snps.value(row, 'SNP_ID'))) ?? {
        samples: 0,
        reference: 0,
        alternative: 0,
      }
      const test = ratioTest(reference, alternative)
      expect(snps.value(row, 'Samples')).toBe(String(samples))
      expect(snps.value(row, 'Fraction_alternative_allele')).toBe(test.fraction)
      expect(snps.value(row, 'Likelihood_ratio_test_D')).toBe(test.likelihoodRatio)
      expect(snps.value(row, 'P_Value')).toBe(test.pValue)
    }
  })

  it('show what real counts show: bias to the reference, more spread than chance, one-sided SNPs, a wide range of depths', () => {
    const big = tablesOf({ snpCount: 1500, samplesPerSnp: 25 })
    const rows = tableOf(big, 'SampleAse')
    const depths: number[] = []
    const squares: number[] = []
    let [reference, alternative] = [0, 0]
    for (const row of rowsOf(rows).slice(21)) {
      const r = Number(rows.value(row, 'Ref_Counts'))
      const a = Number(rows.value(row, 'Alt_Counts'))
      depths.push(r + a)
      reference += r
      alternative += a
      squares.push((a - (r + a) / 2) ** 2 / ((r + a) / 4))
    }
    const share = alternative / (reference + alternative)
    expect(share).toBeGreaterThan(0.47)
    expect(share).toBeLessThan(0.499)
    // Under chance alone the mean of these would be 1.
    squares.sort((x, y) => x - y)
    expect(squares[Math.floor(squares.length * 0.9)]).toBeGreaterThan(3)
    depths.sort((x, y) => x - y)
    expect(depths[0]).toBe(10)
    expect(depths[Math.floor(depths.length / 2)]).toBeGreaterThan(30)
    expect(depths.at(-1)).toBeGreaterThan(1000)
    const fractions = rowsOf(tableOf(big, 'ASE')).map((row) =>
      Number(tableOf(big, 'ASE').value(row, 'Fraction_alternative_allele')),
    )
    const oneSided = fractions.filter((fraction) => fraction < 0.02 || fraction > 0.98).length
    expect(oneSided).toBeGreaterThan(3)
    expect(oneSided).toBeLessThan(40)
  })
})
