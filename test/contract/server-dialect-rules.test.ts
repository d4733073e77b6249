// The two ways of saying a filter to a classic server, RSQL and query rules, mean the same rows in the same order.
import { emptyQuery, type Query } from '@shared/query/query'
import { lowerFilter, natureIn } from '@shared/query/lower-filter'
import { engineFor, writeRsql } from '@shared/query/rsql'
import type { Table } from '@shared/table/table'
import { createSampleServer } from '@main/sample-server/index'
import { HttpClient } from '@main/server/http-client'
import { toTable } from '@main/server/molgenis-classic/map-table'
import { toRules } from '@main/server/molgenis-classic/rows/query-rules'
import { metadataRequest, rowsRequest, rulesRequest } from '@main/server/molgenis-classic/requests'
import { collectionSchema, entityTypeSchema } from '@main/server/molgenis-classic/wire'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyFilter, heldValues, type HeldValues } from './any-filter'

const never = new AbortController().signal
const sample = createSampleServer({ snpCount: 10 })
const http = new HttpClient({
  root: 'http://sample-data.invalid',
  fetch: (url, init) => sample.fetch(new Request(url, init)),
  token: () => null,
})

const page = {
  tableId: 'AllTypes',
  attributes: ['id'],
  sort: [{ attribute: 'id', direction: 'ascending' as const }],
  start: 0,
  num: 1000,
}

let table: Table
let values: HeldValues

beforeAll(async () => {
  const { body } = await http.json(metadataRequest('AllTypes'), never)
  table = toTable(entityTypeSchema.parse(collectionSchema.parse(body).meta), null)
  const answer = await http.json(rowsRequest({ ...page, attributes: null, rsql: null }), never)
  const { items } = collectionSchema.parse(answer.body)
  values = heldValues(table, items)
})

async function rowsBy(query: Query, way: 'rsql' | 'rules'): Promise<unknown> {
  const { node } = lowerFilter(query.filter, { engine: engineFor(query, table), natureOf: natureIn(table) })
  const request =
    way === 'rsql'
      ? rowsRequest({ ...page, rsql: writeRsql(node, query.search, table) })
      : rulesRequest({ ...page, rules: toRules({ node, search: query.search }, table), expand: [] })
  const { status, body } = await http.json(request, never)
  const parsed = collectionSchema.safeParse(body)
  return parsed.success ? parsed.data.items.map(({ id }) => id) : `refused with ${String(status)}`
}

describe('a filter', () => {
  it('gives the same rows as RSQL and as query rules', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(anyFilter(table, values), async (filter) => {
        const query = { ...emptyQuery(), filter }
        const byRsql = await rowsBy(query, 'rsql')
        if (Array.isArray(byRsql) && byRsql.length > 0) answered += 1
        expect(await rowsBy(query, 'rules')).toEqual(byRsql)
      }),
      { numRuns: 200 },
    )
    expect(answered).toBeGreaterThan(60)
  }, 90_000)

  it('of words gives the same rows both ways', async () => {
    for (const search of ['line', 'brain', 'Zürich', 'no such word']) {
      const query = { ...emptyQuery(), search }
      expect(await rowsBy(query, 'rules')).toEqual(await rowsBy(query, 'rsql'))
    }
  })
})
