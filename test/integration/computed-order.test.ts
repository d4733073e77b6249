// Orders by a computed column, which have a server's index answer the whole question: the rows stay those that are meant.
import type { FilterNode, Query, SortKey } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import { cellId } from '@shared/table/table-slice'
import { sampleAccounts } from '@main/sample-server/access/account'
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { createServerApp } from '@main/sample-server/http/server-app'
import { defineTable, literalTable } from '@main/sample-server/model/define-table'
import { describe, expect, it } from 'vitest'
import { condition, group, query } from '../support/sample-table'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal
const sort: SortKey[] = [{ attribute: 'made', direction: 'descending' }]

const metadata = defineTable({
  id: 'Trees',
  idAttribute: 'id',
  attributes: [
    { name: 'id', type: 'STRING' },
    { name: 'name', type: 'STRING' },
    { name: 'notes', type: 'TEXT' },
    { name: 'made', type: 'STRING', expression: 'id' },
  ],
})
const rows = [
  { id: 'a', name: 'oak', notes: 'acorns' },
  { id: 'b', name: 'cork oak', notes: null },
  { id: 'c', name: null, notes: 'oaks' },
  { id: 'd', name: 'soaked', notes: 'wet' },
]

describe.each(GENERATION_NAMES)('an order by a computed column on a server of %s', (generation) => {
  const app = createServerApp({
    generation,
    content: () => ({ packages: [], tables: [literalTable(metadata, () => rows)] }),
    accounts: sampleAccounts(new Set()),
  })
  const { sessions } = createTestSessions({ sample: { app, fetch: async (request) => app.fetch(request) } })
  const source = sessions.source(sampleServerId, 'Trees')

  async function found(asked: Query): Promise<string[]> {
    const slice = await source.rows({ ...asked, columns: ['id'] }, { offset: 0, limit: 10 }, never)
    expect(await source.count(asked, never)).toBe(slice.rowCount)
    return (slice.data[0] ?? []).map(cellId)
  }

  it.each<[string, FilterNode, string]>([
    ['denials', condition('name', 'not-equals', 'oak'), 'd c b'],
    [
      'denials beside alternatives',
      group('or', condition('name', 'not-equals', 'oak'), condition('id', 'equals', 'a')),
      'd c b a',
    ],
    ['parts of words', condition('name', 'contains', 'oak'), 'd b a'],
    ['parts of long texts', condition('notes', 'contains', 'OAK'), 'c'],
  ])('leaves %s what they mean', async (_, filter, ids) => {
    expect(await found(query({ sort }, filter))).toEqual(ids.split(' '))
  })
})

it('a text in the servers\u2019 language is counted with the meaning that its order gives it', async () => {
  const app = createServerApp({
    content: () => ({ packages: [], tables: [literalTable(metadata, () => rows)] }),
    accounts: sampleAccounts(new Set()),
  })
  const { sessions } = createTestSessions({ sample: { app, fetch: async (request) => app.fetch(request) } })
  const source = sessions.source(sampleServerId, 'Trees')
  const asked: Query = { ...query({ sort }), rsql: 'name!=oak' }
  expect((await source.rows(asked, { offset: 0, limit: 10 }, never)).rowCount).toBe(3)
  expect(await source.count(asked, never)).toBe(3)
})
