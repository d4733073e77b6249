// Pages that lack a row: the servers' index knows rows for some seconds after they are deleted, and those that come behind
// them are rows all the same.
import { sampleServerId } from '@shared/server/server-profile'
import { cellId } from '@shared/table/table-slice'
import { createSampleServer, type SampleServer } from '@main/sample-server/index'
import { expect, it } from 'vitest'
import { condition, query } from '../support/sample-table'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal

/** A server of which each page of more than two rows lacks the third. */
function lagging(sample: SampleServer): SampleServer {
  const fetch: SampleServer['fetch'] = async (request) => {
    const answer = await sample.fetch(request)
    const page = (await answer.clone().json()) as { items?: unknown[] }
    if (!page.items || page.items.length < 3) return answer
    return Response.json({ ...page, items: page.items.filter((_, at) => at !== 2) })
  }
  return { ...sample, fetch }
}

const { sessions } = createTestSessions({ sample: lagging(createSampleServer({ snpCount: 2_500, samplesPerSnp: 1 })) })

it('a window of several pages goes on behind a page that lacks a row', async () => {
  const source = sessions.source(sampleServerId, 'ASE')
  const slice = await source.rows({ ...query({}), columns: ['SNP_ID'] }, { offset: 0, limit: 2_400 }, never)
  expect(slice.rowCount).toBe(2_397)
  expect(new Set((slice.data[0] ?? []).map(cellId)).size).toBe(2_397)
})

it('rows that refer to those behind such a page are found', async () => {
  const all = await sessions.source(sampleServerId, 'SampleAse').count(query({}), never)
  const asked = query({}, condition('SNP_ID.SNP_ID', 'contains', 'rs'))
  const found = await sessions.source(sampleServerId, 'SampleAse').count(asked, never)
  expect(found).toBeGreaterThan(all * 0.95)
})

it('a plot has each of the other rows once', async () => {
  const source = sessions.source(sampleServerId, 'ASE')
  const request = { columns: ['Pos'], labelColumn: null, maxRows: 50_000 }
  const numbers = await source.numbers(query({}), request, never)
  expect(new Set(numbers.ids).size).toBe(2_502)
  expect(numbers).toMatchObject({ shownCount: 2_502, totalCount: 2_502, choice: 'all' })
})

it('a distribution counts each of the other rows once', async () => {
  const source = sessions.source(sampleServerId, 'ASE')
  const found = await source.distribution(query({}), { column: 'SNP_ID', binCount: 20, bins: null }, never)
  if (found.kind !== 'values') throw new Error('These are values.')
  expect(found).toMatchObject({ totalCount: 2_502, coverage: { kind: 'all' } })
  expect(found.values.every(({ count }) => count === 1)).toBe(true)
})

it('a page that query rules ask for goes on too', async () => {
  const connection = await sessions.connection(sampleServerId)
  const asked = { ...query({}, condition('SNP_ID', 'not-equals', `a'"b`)), columns: ['SNP_ID'] }
  const table = await sessions.source(sampleServerId, 'ASE').describe(never)
  const answer = await connection.openPage(table, asked, { offset: 0, limit: 2_400 }, never)
  const page = (await answer.json()) as { items: { SNP_ID: string }[] }
  expect(new Set(page.items.map((item) => item.SNP_ID)).size).toBe(2_397)
  expect(page.items).toHaveLength(2_397)
})
