// The share interval, the pooled counts and the recognition of allele count tables.
import { findAlleleColumns, soleValue } from '@shared/ase/allele-columns'
import { pooledCounts } from '@shared/ase/pooled-counts'
import { wilsonInterval } from '@shared/ase/wilson'
import type { FilterNode } from '@shared/query/query'
import type { Column, Table } from '@shared/table/table'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/shared/tables'

describe('wilsonInterval', () => {
  it('agrees with the published figure of the 21 samples of rs12460890', () => {
    const interval = wilsonInterval(9893, 18761)
    expect(interval?.low).toBeCloseTo(0.5202, 4)
    expect(interval?.high).toBeCloseTo(0.5345, 4)
  })

  it('agrees with values worked out by hand for 8 of 10', () => {
    const interval = wilsonInterval(8, 10)
    expect(interval?.low).toBeCloseTo(0.490162, 6)
    expect(interval?.high).toBeCloseTo(0.943318, 6)
  })

  it('ends exactly at 0 and 1 for shares of none and all', () => {
    expect(wilsonInterval(0, 12)?.low).toBe(0)
    expect(wilsonInterval(12, 12)?.high).toBe(1)
  })

  it('has no answer without counts, or where the numbers are no share', () => {
    expect([wilsonInterval(0, 0), wilsonInterval(3, 2), wilsonInterval(NaN, 5)]).toEqual([null, null, null])
  })
})

describe('pooledCounts', () => {
  it('adds up what both counts are known of', () => {
    expect(pooledCounts([130, 4142, NaN, 7], [121, 4791, 3, NaN])).toEqual({
      sampleCount: 2,
      referenceSum: 4272,
      alternativeSum: 4912,
      alternativeFraction: 4912 / 9184,
    })
  })

  it('has no fraction where nothing was counted', () => {
    expect(pooledCounts([0], [0]).alternativeFraction).toBeNull()
  })
})

const named = (...columns: Column[]): Table => table('T', columns)

describe('findAlleleColumns', () => {
  it('knows counts sent as text beside a SNP and a sample', () => {
    const found = findAlleleColumns(
      named(
        column('ID', 'int'),
        column('SNP_ID', 'reference'),
        column('SampleIds', 'references'),
        column('Ref_Counts', 'string'),
        column('Alt_Counts', 'string'),
      ),
    )
    expect(found).toEqual({ reference: 'Ref_Counts', alternative: 'Alt_Counts', snp: 'SNP_ID', sample: 'SampleIds' })
  })

  it('knows other spellings, and does without a sample', () => {
    const found = findAlleleColumns(
      named(column('snp', 'string'), column('refCount', 'int'), column('altCount', 'int')),
    )
    expect(found).toEqual({ reference: 'refCount', alternative: 'altCount', snp: 'snp', sample: null })
  })

  it('takes no table for one that lacks the SNP or one of the counts', () => {
    expect(findAlleleColumns(named(column('Ref_Counts', 'int'), column('Alt_Counts', 'int')))).toBeNull()
    expect(findAlleleColumns(named(column('SNP_ID', 'string'), column('Ref_Counts', 'int')))).toBeNull()
    expect(
      findAlleleColumns(
        named(column('SNP_ID', 'string'), column('Ref_Counts', 'reference'), column('Alt_Counts', 'int')),
      ),
    ).toBeNull()
  })
})

describe('soleValue', () => {
  const is = (attribute: string, ...values: string[]): FilterNode => ({
    kind: 'condition',
    id: attribute,
    attribute,
    operator: values.length > 1 ? 'in' : 'equals',
    values,
    isOff: false,
  })
  const group = (joint: 'and' | 'or', ...children: FilterNode[]): FilterNode => ({
    kind: 'group',
    id: 'g',
    joint,
    isOff: false,
    children,
  })

  it('finds the value that all rows must have, in nested groups too', () => {
    expect(soleValue(group('and', is('a', '1'), group('and', is('b', '2'), is('s', 'rs1'))), 's')).toBe('rs1')
  })

  it('finds none among alternatives, several values, or what is switched off', () => {
    expect(soleValue(group('or', is('s', 'rs1'), is('a', '1')), 's')).toBeNull()
    expect(soleValue(group('and', is('s', 'rs1', 'rs2')), 's')).toBeNull()
    expect(soleValue(group('and', { ...is('s', 'rs1'), isOff: true }), 's')).toBeNull()
  })
})
