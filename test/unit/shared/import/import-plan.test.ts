// Which column of a file goes where, and what keeps a plan from being tried.
import {
  importableColumns,
  matchColumns,
  missingColumns,
  planProblem,
  type ImportPlan,
} from '@shared/import/import-plan'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const genes = {
  ...table('Gene', [
    column('gene_id', 'string', { label: 'Gene' }),
    column('chr', 'string', { label: 'Chromosome name', isNullable: false }),
    column('start', 'int', { label: 'Start', isNullable: false, defaultValue: '1' }),
    column('Gene', 'string', { label: 'Symbol' }),
    column('sum', 'int', { label: 'Sum', isComputed: true }),
    column('added', 'date-time', { isAuto: true }),
    column('back', 'back-references'),
    column('scan', 'file'),
  ]),
  rights: { canAdd: true, canChange: true, canDelete: true },
}
const plan = (change: Partial<ImportPlan> = {}): ImportPlan => ({
  columns: ['gene_id', 'chr'],
  mode: 'add-and-change',
  emptyCells: 'no-value',
  referencesBy: 'id',
  ...change,
})

describe('columns', () => {
  it('are matched by name before label, whatever case, spaces and signs, and none is taken twice', () => {
    expect(matchColumns(genes, ['Gene', 'GENE ID', 'chromosome-name', 'Chr', 'START', 'other', ''])).toEqual([
      'Gene',
      'gene_id',
      null,
      'chr',
      'start',
      null,
      null,
    ])
    expect(matchColumns(genes, ['symbol', 'chromosome_name'])).toEqual(['Gene', 'chr'])
  })

  it('that the server computes or fills in, and files, are left out', () => {
    expect(matchColumns(genes, ['sum', 'added', 'back', 'scan'])).toEqual([null, null, null, null])
    expect(importableColumns(genes).map(({ name }) => name)).toEqual(['gene_id', 'chr', 'start', 'Gene'])
  })

  it('that new rows need are named, unless rows are only changed', () => {
    const missing = (change: Partial<ImportPlan>) => missingColumns(genes, plan(change)).map(({ name }) => name)
    expect(missing({ columns: ['Gene'] })).toEqual(['gene_id', 'chr'])
    expect(missing({ columns: ['gene_id', 'chr'] })).toEqual([])
    expect(missing({ columns: ['gene_id'], mode: 'change' })).toEqual([])
  })
})

describe('a plan', () => {
  it('that can be tried has no problem', () => {
    expect(planProblem(genes, plan())).toBeNull()
    expect(planProblem(genes, plan({ columns: ['chr', null], mode: 'add' }))).toBeNull()
  })

  it('says what is wrong with it', () => {
    expect(planProblem(genes, plan({ columns: [null] }))).toContain('No column')
    expect(planProblem(genes, plan({ columns: ['chr', 'chr', 'gene_id'] }))).toContain(
      'Two columns of the file go into chr',
    )
    expect(planProblem(genes, plan({ columns: ['gene_id', 'sum'] }))).toContain('sum')
    expect(planProblem(genes, plan({ columns: ['chr'] }))).toBe(
      'Rows are recognised by gene_id. Choose the column of the file that holds it.',
    )
    const reader = { ...genes, rights: { canAdd: false, canChange: false, canDelete: false } }
    expect(planProblem(reader, plan())).toContain('neither add')
    expect(planProblem({ ...genes, rights: { ...genes.rights, canAdd: false } }, plan({ mode: 'add' }))).toContain(
      'not add',
    )
  })
})
