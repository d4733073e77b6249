// How what referenced rows hold is spread over the rows of a server: beside each bar and value stands what the condition
// that it makes would leave, in every generation.
import { binConditions } from '@shared/query/distribution/bin-conditions'
import type { Distribution } from '@shared/query/distribution/distribution'
import { emptyQuery, type Query } from '@shared/query/query'
import { isReferenceType } from '@shared/table/value-type'
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { describe, expect, it } from 'vitest'
import { distributionPlace } from '../support/distribution-place'
import { allTypes, seeded } from '../support/engine/all-types'
import { condition, query } from '../support/sample-table'

const never = new AbortController().signal

type Place = Awaited<ReturnType<typeof distributionPlace>>

/** A query with conditions on an attribute beside it. */
const beside = (of: Query, ...conditions: ReturnType<typeof condition>[]): Query => ({
  ...of,
  filter: { ...emptyQuery().filter, children: [...conditions, of.filter] },
})

/** What each bar, value and the rows without one would leave as a condition, beside what they say. */
async function compared({ source }: Place, of: Query, name: string, found: Distribution) {
  const count = (...conditions: ReturnType<typeof condition>[]) => source.count(beside(of, ...conditions), never)
  const pairs: [string, number, number][] = [
    ['total', found.totalCount, await source.count(of, never)],
    ['missing', found.missingCount, await count(condition(name, 'empty'))],
  ]
  if (found.kind === 'histogram') {
    for (const [at, bin] of found.bins.entries()) {
      const picked = binConditions(bin).map(({ operator, values }) => condition(name, operator, ...values))
      pairs.push([bin.from, found.counts[at] ?? NaN, await count(...picked)])
    }
  } else {
    for (const { id, count: told } of found.values) pairs.push([id, told, await count(condition(name, 'equals', id))])
  }
  return { told: pairs.map(([what, told]) => [what, told]), left: pairs.map(([what, , left]) => [what, left]) }
}

async function expectAlike(place: Place, of: Query, name: string, found: Distribution): Promise<void> {
  const { told, left } = await compared(place, of, name, found)
  expect(told, name).toEqual(left)
}

/** Every attribute that a condition can lead to through a reference of the table. */
async function paths(place: Place): Promise<string[]> {
  const found: string[] = []
  for (const { name, target, type } of place.table.columns) {
    if (target === null || !isReferenceType(type)) continue
    const { columns } = await place.describe(target.tableId)
    found.push(...columns.map((inner) => `${name}.${inner.name}`))
  }
  return found
}

const isCounted = ({ coverage }: Distribution) => coverage.kind !== 'first'

describe('the distribution of what referenced rows hold', () => {
  it.each(GENERATION_NAMES)(
    'is what the conditions leave on server %s',
    async (generation) => {
      for (const tableId of ['AllTypes', 'Remark', 'ASE']) {
        const place = await distributionPlace(generation, tableId)
        const filtered = query({}, condition(tableId === 'AllTypes' ? 'xint' : 'SNP_ID', 'not-empty'))
        const of = tableId === 'Remark' ? emptyQuery() : filtered
        for (const name of await paths(place)) {
          const read = await place.distribution(of, name)
          expect(isCounted(read)).toBe(true)
          await expectAlike(place, of, name, read)
          const counted = await place.distribution(of, name, 0)
          if (isCounted(counted)) await expectAlike(place, of, name, counted)
        }
      }
    },
    120_000,
  )

  it.each(['1.14', '2', '4', '10.2'] as const)(
    'is right for every type and for several references on server %s',
    async (generation) => {
      const tables = allTypes(60, seeded(5)).tables.map(({ model }) => model)
      const place = await distributionPlace(generation, 'Main', { tables })
      const of = query({}, condition('b', 'equals', 'true'))
      for (const name of await paths(place)) {
        for (const most of [undefined, 0]) {
          const found = await place.distribution(of, name, most)
          if (isCounted(found)) await expectAlike(place, of, name, found)
          // Bars of an earlier answer are laid over other rows.
          if (found.kind !== 'histogram') continue
          const again = await place.distribution(emptyQuery(), name, most, [...found.bins])
          if (isCounted(again)) await expectAlike(place, emptyQuery(), name, again)
        }
      }
    },
    120_000,
  )

  it('asks a bounded number of questions about many rows', async () => {
    const place = await distributionPlace('10.2', 'SampleAse', 900)
    const total = await place.source.count(emptyQuery(), never)
    expect(total).toBeGreaterThan(20_000)
    place.asked.length = 0
    const bars = await place.distribution(emptyQuery(), 'SNP_ID.Pos')
    expect(bars).toMatchObject({ kind: 'histogram', totalCount: total, coverage: { kind: 'all' } })
    expect(place.asked.length).toBeLessThan(25)
    await expectAlike(place, emptyQuery(), 'SNP_ID.Pos', bars)
    place.asked.length = 0
    const values = await place.distribution(emptyQuery(), 'SNP_ID.Chr')
    expect(values).toMatchObject({ kind: 'values', totalCount: total, coverage: { kind: 'all' }, otherValueCount: 0 })
    expect(place.asked.length).toBeLessThan(35)
    const own = await place.distribution(emptyQuery(), 'Chromosome')
    expect(values).toMatchObject({ values: own.kind === 'values' ? own.values : [] })
  })

  it('makes each bar one range where the referenced table is long', async () => {
    const place = await distributionPlace('10.2', 'AllTypes', 6_000)
    for (const most of [undefined, 0]) {
      const found = await place.distribution(emptyQuery(), 'xxref.Fraction_alternative_allele', most)
      expect(found).toMatchObject({ kind: 'histogram', coverage: { kind: 'all' } })
      expect(found.kind === 'histogram' && found.bins.every(({ isClosed }) => isClosed)).toBe(true)
      await expectAlike(place, emptyQuery(), 'xxref.Fraction_alternative_allele', found)
    }
  })

  it('says that it knows the first rows only', async () => {
    const place = await distributionPlace('10.2', 'SampleAse', 900)
    const found = await place.distribution(emptyQuery(), 'SNP_ID.P_Value', 0)
    expect(found.coverage).toEqual({ kind: 'all' })
    const texts = await place.distribution(emptyQuery(), 'SNP_ID.Samples')
    expect(texts.coverage).toEqual({ kind: 'first', readCount: 10_000 })
    const written = await place.distribution({ ...emptyQuery(), rsql: 'Position=gt=0' }, 'SNP_ID.Pos', 500)
    expect(written.coverage).toEqual({ kind: 'first', readCount: 500 })
  })

  it('says why it cannot be had', async () => {
    const place = await distributionPlace('10.2', 'SampleAse')
    await expect(place.distribution(emptyQuery(), 'SNP_ID.nothing')).rejects.toMatchObject({
      code: 'query.invalid',
      facts: { attribute: 'SNP_ID.nothing' },
    })
    await expect(place.distribution(emptyQuery(), 'SNP_ID.Genes.Ensembl_ID')).rejects.toMatchObject({
      code: 'query.refused',
    })
  })
})
