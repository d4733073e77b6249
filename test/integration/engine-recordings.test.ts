// The filters and sorts that a real server answered give the same rows in the same order over a copy, asked as a person
// would build them.
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { parseRsql } from '@shared/rsql/parse-rsql'
import { emptyQuery, type Query } from '@shared/query/query'
import { rsqlToQuery } from '@shared/query/rsql-to-query'
import { cellId } from '@shared/table/table-slice'
import { readReferences, readTable } from '../parity/recording'
import { recordedFilters, recordedSorts, sortKeys } from '../support/engine/recorded-table'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

const file = (name: string) => fileURLToPath(new URL(`../fixtures/recorded/${name}`, import.meta.url))
const recorded = readTable(file('filters-table.json'))
const referred = readReferences(file('filters-references.json'), recorded.meta)
const findTable = (tableId: string) => referred.find(({ table }) => table.id === tableId)?.table

let engine: TestEngine
let copy: CopyRef
const references: CopyRef[] = []

beforeAll(async () => {
  engine = await startTestEngine()
  copy = (await engine.copyOf(recorded.table, [recorded.page])).copy
  for (const { table, page } of referred) references.push((await engine.copyOf(table, [page])).copy)
})
afterAll(() => engine.close())

async function numbersOf(asked: Partial<Query>): Promise<number[]> {
  const query = { ...emptyQuery(), ...asked, columns: ['id'] }
  const slice = await engine.engine.ask('view.rows', { copy, references, query, offset: 0, limit: 10_000 })
  return (slice.data[0] ?? []).map((cell) => Number(cellId(cell).slice(1)))
}

let lastId = 0
const newId = () => `r${(lastId += 1)}`

describe('filters that a server answered, as the builder shows them', () => {
  const answered = recordedFilters().filter(({ ids }) => ids !== undefined)
  const shown = answered.flatMap(({ q, ids }) => {
    const filter = rsqlToQuery(parseRsql(q), { table: recorded.table, findTable, newId })
    return filter === null ? [] : [{ q, ids, filter }]
  })

  test('most of them can be shown', () => {
    expect(shown.length).toBeGreaterThan(700)
  })

  test('give the same rows', async () => {
    const different: string[] = []
    for (const { q, ids, filter } of shown) {
      const found = await numbersOf(filter)
      if (JSON.stringify(found) !== JSON.stringify(ids)) different.push(`${q}: ${found.length}, not ${ids?.length}`)
    }
    expect(different).toEqual([])
  })
})

test.each(recordedSorts())('the order of $sort is the server’s', async ({ sort, ids }) => {
  expect(await numbersOf({ sort: sortKeys(sort) })).toEqual(ids)
})
