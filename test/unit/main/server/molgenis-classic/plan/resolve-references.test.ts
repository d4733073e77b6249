// Conditions that lead through references become conditions on the references, or are refused with the way on.
import { AppError } from '@shared/errors/app-error'
import type { Condition, FilterNode, Operator } from '@shared/query/query'
import { resolveReferences, type FindIds } from '@main/server/molgenis-classic/plan/resolve-references'
import { describe, expect, it, vi } from 'vitest'
import { column, condition, group, table } from '../../../../../support/sample-table'

const target = { tableId: 'Snp', tableLabel: 'SNPs', idColumn: 'rs', labelColumn: 'rs', idType: 'string' } as const
const ase = table('Ase', [
  column('id'),
  column('snp', 'reference', { target }),
  column('snps', 'references', { target }),
])

const found = (ids: readonly string[] | null) => vi.fn<FindIds>(() => Promise.resolve(ids))
const resolved = (node: FilterNode, findIds: FindIds, hasPaths = false) =>
  resolveReferences(node, ase, hasPaths, findIds)

describe('a condition through a reference', () => {
  it('is asked of the referenced table, and becomes the ids found', async () => {
    const findIds = found(['rs1', 'rs2'])
    expect(await resolved(condition('snp.chr', 'contains', '1'), findIds)).toMatchObject({
      attribute: 'snp',
      operator: 'in',
      values: ['rs1', 'rs2'],
    })
    expect(findIds).toHaveBeenCalledWith('Snp', expect.objectContaining({ attribute: 'chr', operator: 'contains' }))
  })

  it.each<[Operator, Operator]>([
    ['not-equals', 'equals'],
    ['not-in', 'in'],
    ['not-contains', 'contains'],
    ['empty', 'not-empty'],
  ])('%s is asked as %s, and its ids are denied', async (operator, askedFor) => {
    const findIds = found(['rs1'])
    const node = condition('snps.chr', operator, ...(operator === 'empty' ? [] : ['1']))
    expect(await resolved(node, findIds)).toMatchObject({ attribute: 'snps', operator: 'not-in', values: ['rs1'] })
    expect(findIds.mock.calls[0]?.[1]).toMatchObject({ operator: askedFor })
  })

  it('lets no row pass where nothing is found, and every row where that is denied', async () => {
    expect(await resolved(condition('snp.chr', 'equals', '1'), found([]))).toMatchObject({
      attribute: 'id',
      operator: 'empty',
    })
    expect(await resolved(condition('snp.chr', 'not-equals', '1'), found([]))).toMatchObject({
      attribute: 'id',
      operator: 'not-empty',
    })
  })

  it('on the id itself asks nobody', async () => {
    const findIds = found(null)
    expect(await resolved(condition('snp.rs', 'not-in', 'rs1'), findIds)).toMatchObject({
      attribute: 'snp',
      operator: 'not-in',
      values: ['rs1'],
    })
    expect(findIds).not.toHaveBeenCalled()
  })

  it('takes the way that is left to the table behind the first reference', async () => {
    const findIds = found(['rs7'])
    await resolved(condition('snp.gene.name', 'equals', 'BRCA1'), findIds)
    expect(findIds.mock.calls[0]?.[1]).toMatchObject({ attribute: 'gene.name' })
  })

  it('keeps its place in groups, and leaves the others alone', async () => {
    const own = condition('id', 'equals', '1')
    const node = group('or', own, group('and', condition('snp.chr', 'equals', '1')))
    const next = await resolved(node, found(['rs1']))
    expect(next).toMatchObject({ joint: 'or', children: [own, { children: [{ attribute: 'snp', operator: 'in' }] }] })
  })
})

describe('too many referenced rows', () => {
  const refusal = async (node: Condition, hasPaths: boolean) =>
    resolved(node, found(null), hasPaths).then(
      () => null,
      (error: unknown) => (error instanceof AppError ? error : null),
    )

  it('go to the index where that means the same', async () => {
    const node = condition('snp.chr', 'not-equals', '1')
    expect(await resolved(node, found(null), true)).toBe(node)
  })

  it('are refused where there is no index, where it means something else, and where it goes too deep', async () => {
    for (const [node, hasPaths] of [
      [condition('snp.chr', 'equals', '1'), false],
      [condition('snp.chr', 'contains', '1'), true],
      [condition('snp.gene.name', 'equals', '1'), true],
    ] as const) {
      const error = await refusal(node, hasPaths)
      expect(error).toMatchObject({ code: 'query.refused', facts: { attribute: node.attribute, answeredBy: 'copy' } })
      expect(error?.message).toContain('More than 5,000 referenced rows')
    }
  })

  it('an unknown attribute is no matter of numbers', async () => {
    const error = await refusal(condition('nosuch.chr', 'equals', '1'), true)
    expect(error).toMatchObject({ code: 'query.invalid', facts: { attribute: 'nosuch.chr' } })
  })
})
