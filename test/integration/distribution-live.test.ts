// How a column's values are spread over the rows of a server: what it counts agrees with the rows themselves, in every
// generation, and what it cannot count is said as what it is.
import { countCells } from '@shared/query/distribution/count-cells'
import type { Distribution } from '@shared/query/distribution/distribution'
import { emptyQuery, type Query } from '@shared/query/query'
import type { Table } from '@shared/table/table'
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { describe, expect, it } from 'vitest'
import { distributionPlace } from '../support/distribution-place'
import { condition, query } from '../support/sample-table'

const never = new AbortController().signal
type Place = Awaited<ReturnType<typeof distributionPlace>>

async function ofCells({ source, table }: Place, asked: Query, name: string): Promise<Distribution> {
  const column = columnOf(table, name)
  const { data } = await source.rows({ ...asked, columns: [name] }, { offset: 0, limit: 1000 }, never)
  const cells = data[0] ?? []
  return countCells(column, { binCount: 12, bins: null }, cells, {
    totalCount: cells.length,
    coverage: { kind: 'all' },
  })
}

function columnOf(table: Table, name: string) {
  const column = table.columns.find((each) => each.name === name)
  if (!column) throw new Error(name)
  return column
}

const sumOf = (found: Distribution): number =>
  found.missingCount +
  (found.kind === 'histogram'
    ? found.counts.reduce((sum, count) => sum + count, found.outsideCount)
    : found.values.reduce((sum, { count }) => sum + count, found.otherCount + found.emptyTextCount))

describe('the distribution of a column on a server', () => {
  it('is counted from all rows where these are few', async () => {
    const place = await distributionPlace('10.2', 'AllTypes')
    for (const { name } of place.table.columns) {
      expect(await place.distribution(emptyQuery(), name), name).toEqual(await ofCells(place, emptyQuery(), name))
    }
  })

  it.each(GENERATION_NAMES)('is what the rows say when server %s counts', async (generation) => {
    const place = await distributionPlace(generation, 'AllTypes')
    const asked = query({}, condition('xint', 'not-empty'))
    for (const of of [emptyQuery(), asked]) {
      for (const { name } of place.table.columns) {
        const found = await place.distribution(of, name, 3)
        if (found.coverage.kind === 'first') {
          expect([found.coverage.readCount, sumOf(found) >= 3], name).toEqual([3, true])
        } else {
          const wanted = await ofCells(place, of, name)
          expect({ ...found, coverage: wanted.coverage }, `${generation} ${name}`).toEqual(wanted)
        }
      }
    }
  })

  it('asks one question for each bar of many rows, and tells the ends', async () => {
    const place = await distributionPlace('10.2', 'SampleAse', 450)
    const total = await place.source.count(emptyQuery(), never)
    expect(total).toBeGreaterThan(10_000)
    place.asked.length = 0
    const found = await place.distribution(emptyQuery(), 'Position')
    expect(found).toMatchObject({ kind: 'histogram', totalCount: total, coverage: { kind: 'all' } })
    expect(sumOf(found)).toBe(total)
    expect(place.asked.length).toBeLessThan(20)
  })

  it('counts each of a few values of many rows, by the index where nothing is filtered', async () => {
    const place = await distributionPlace('10.2', 'SampleAse', 900)
    const asked = query({}, condition('Position', 'greater', '0'))
    const total = await place.source.count(asked, never)
    expect(total).toBeGreaterThan(20_000)
    const found = await place.distribution(asked, 'Chromosome')
    expect(found).toMatchObject({ kind: 'values', totalCount: total, coverage: { kind: 'all' }, otherValueCount: 0 })
    expect(sumOf(found)).toBe(total)
    const whole = await place.distribution(emptyQuery(), 'Chromosome')
    expect(whole).toMatchObject({ coverage: { kind: 'index' }, otherValueCount: 0 })
    expect(sumOf(whole)).toBe(await place.source.count(emptyQuery(), never))
  })

  it('says that it knows the first rows only', async () => {
    const place = await distributionPlace('10.2', 'SampleAse', 900)
    const found = await place.distribution(emptyQuery(), 'SNP_ID')
    expect(found.coverage).toEqual({ kind: 'first', readCount: 10_000 })
    expect(found.totalCount).toBeGreaterThan(20_000)
    expect(sumOf(found)).toBe(10_000)
  })

  it('reads the rows of a text in the servers’ language instead of counting beside it', async () => {
    const place = await distributionPlace('10.2', 'AllTypes')
    const found = await place.distribution({ ...emptyQuery(), rsql: 'xint!=1' }, 'xint', 3)
    expect(found.coverage).toEqual({ kind: 'first', readCount: 3 })
  })

  it('is cancelled', async () => {
    const { source } = await distributionPlace('10.2', 'AllTypes')
    const controller = new AbortController()
    const asked = source.distribution(emptyQuery(), { column: 'xint', binCount: 12, bins: null }, controller.signal)
    controller.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
  })
})
