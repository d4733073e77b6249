// How queries are asked: exactly, with rows left out here, by the index instead, or not at all.
import { AppError } from '@shared/errors/app-error'
import type { Query } from '@shared/query/query'
import { explainPlan } from '@main/server/molgenis-classic/plan/explain-plan'
import { planQuery, type PlanTraits } from '@main/server/molgenis-classic/plan/query-plan'
import { describe, expect, it } from 'vitest'
import { column, condition, group, query, table } from '../../../../../support/sample-table'

const target = { tableId: 'Tag', tableLabel: 'Tags', idColumn: 'tag', labelColumn: 'tag', idType: 'string' } as const
const people = table('People', [
  column('id'),
  column('name'),
  column('born', 'date'),
  column('notes', 'text'),
  column('made', 'string', { isComputed: true }),
  column('tags', 'references', { target }),
  column('best', 'reference', { target }),
])
const newest: PlanTraits = { foldsLike: true, hasPaths: true, takesNoneForOther: false, wantsOffsets: false }
const planned = (asked: Query, traits = newest, ids: readonly string[] | null = ['t1']) =>
  planQuery(asked, people, traits, () => Promise.resolve(ids))
const explained = async (asked: Query, traits = newest, ids: readonly string[] | null = ['t1']) =>
  explainPlan(await planned(asked, traits, ids), asked, people)

describe('a plan', () => {
  it('asks the database for what it understands, rows without a value among the denied', async () => {
    const plan = await planned(query({}, condition('name', 'not-equals', 'x')))
    expect(plan).toMatchObject({ engine: 'database', sieve: [], rsql: null })
    expect(plan.node).toMatchObject({ joint: 'or', children: [{ operator: 'not-equals' }, { operator: 'empty' }] })
  })

  it('asks for more, and names what is to be left out', async () => {
    const asked = query({}, condition('name', 'begins', 'A'))
    expect(await planned(asked)).toMatchObject({ engine: 'database', node: { operator: 'contains' } })
    expect((await planned(asked)).sieve).toMatchObject([{ operator: 'begins' }])
    expect(await explained(asked)).toEqual({ engine: 'database', mostRows: null, sieved: ['name'], lookedUp: [] })
  })

  it('turns to the index for denials of several references, unless the order would be another', async () => {
    const denial = condition('tags', 'not-equals', 't1')
    expect(await explained(query({}, denial))).toMatchObject({ engine: 'index', mostRows: 10_000, sieved: [] })
    const sorted = query({ sort: [{ attribute: 'best', direction: 'ascending' }] }, denial)
    expect(await planned(sorted)).toMatchObject({ engine: 'database', node: null, sieve: [{ attribute: 'tags' }] })
    expect(await planned(query({}, denial), { ...newest, hasPaths: false })).toMatchObject({ engine: 'database' })
  })

  it('counts on the index where the order goes by a computed column', async () => {
    const sort = [{ attribute: 'made', direction: 'ascending' as const }]
    const denial = await planned(query({ sort }, condition('name', 'not-equals', 'x')))
    expect(denial).toMatchObject({ engine: 'index', isForIndex: true, node: { operator: 'not-equals' }, sieve: [] })
    const part = await planned(query({ sort }, condition('name', 'contains', 'x')))
    expect(part).toMatchObject({ engine: 'index', node: null, sieve: [{ operator: 'contains' }] })
    expect(await planned({ ...query({ sort }), rsql: 'name!=x' })).toMatchObject({ engine: 'index' })
  })

  it('looks up referenced rows first, and says where', async () => {
    const asked = query({}, condition('best.label', 'contains', 'x'), condition('best.tag', 'equals', 't1'))
    expect(await explained(asked)).toEqual({
      engine: 'database',
      mostRows: null,
      sieved: [],
      lookedUp: [{ attribute: 'best.label', tableLabel: 'Tags' }],
    })
    const many = query({}, condition('best.label', 'equals', 'x'))
    expect(await explained(many, newest, null)).toMatchObject({ engine: 'index', lookedUp: [] })
  })

  it('lets the index of the oldest servers answer denials as they are', async () => {
    const oldest = { ...newest, hasPaths: false, takesNoneForOther: true }
    const plan = await planned(query({}, condition('name', 'not-equals', 'x')), oldest)
    expect(plan).toMatchObject({ isForIndex: true, sieve: [], node: { operator: 'not-equals' } })
  })

  it('turns moving dates into days before anything is asked', async () => {
    const plan = await planned(query({}, condition('born', 'less', 'today-1y')))
    expect(plan.node).toMatchObject({ values: [expect.stringMatching(/^\d{4}-\d\d-\d\d$/)] })
  })

  it('hands a person’s own RSQL on as it is, and knows its engine', async () => {
    expect(await planned({ ...query({}), rsql: 'name==x' })).toMatchObject({ rsql: 'name==x', engine: 'database' })
    expect(await planned({ ...query({}), rsql: 'name=q=x' })).toMatchObject({ engine: 'index' })
    expect(await planned({ ...query({}), rsql: 'name==' })).toMatchObject({ rsql: 'name==', sieve: [] })
  })

  const words = { ...group('or', condition('name', 'search', 'x'), condition('name', 'equals', 'y')), isNot: true }

  it('looks words up first where the rest could not be answered beside them', async () => {
    const asked = query({}, words)
    expect(await planned(asked)).toMatchObject({
      engine: 'database',
      sieve: [],
      node: { joint: 'and', children: [{ attribute: 'id', operator: 'not-in', values: ['t1'] }, { joint: 'or' }] },
    })
    expect(await explained(asked)).toMatchObject({ lookedUp: [{ attribute: 'name', tableLabel: 'People' }] })
    const none = await planned(asked, newest, [])
    expect(none.node).toMatchObject({ children: [{ attribute: 'id', operator: 'not-empty' }, { joint: 'or' }] })
    const beside = query({}, group('or', condition('name', 'search', 'x'), condition('notes', 'begins', 'y')))
    expect((await planned(beside)).sieve).toMatchObject([{ children: [{ attribute: 'id' }, { attribute: 'notes' }] }])
  })

  it('refuses what no row can tell where too many rows have the words, with the culprit and the copy', async () => {
    const error = await planned(query({}, words), newest, null).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'query.refused', facts: { attribute: 'name', answeredBy: 'copy' } })
    const sorted = query({ sort: [{ attribute: 'best', direction: 'ascending' }] }, words)
    await expect(planned(sorted)).rejects.toMatchObject({ code: 'query.refused' })
  })
})
