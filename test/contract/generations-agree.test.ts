// The same question to servers of every generation that hold the same rows: the same rows come, in the same order.
import { emptyQuery, type Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import { cellId, type TableSlice } from '@shared/table/table-slice'
import { GENERATION_NAMES, NEWEST, type GenerationName } from '@main/sample-server/generation'
import { createSampleServer } from '@main/sample-server/index'
import type { RowSource } from '@main/server/row-source'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestSessions } from '../support/test-sessions'
import { anyFilter, type HeldValues } from './any-filter'

const never = new AbortController().signal
const older = GENERATION_NAMES.filter((name) => name !== NEWEST)
const sources = new Map<GenerationName, RowSource>()
let table: Table
let values: HeldValues


async function idsFrom(name: GenerationName, query: Query): Promise<readonly string[] | string> {
  try {
    const slice = await sources.get(name)?.rows(query, { offset: 0, limit: 1000 }, never)
    return slice ? idsOf(slice) : 'no such server'
  } catch (error) {
    return String(error)
  }
}

const idsOf = (slice: TableSlice) => (slice.data[slice.columns.indexOf('id')] ?? []).map((cell) => cellId(cell))

beforeAll(async () => {
  for (const generation of GENERATION_NAMES) {
    const { sessions } = createTestSessions({ sample: createSampleServer({ snpCount: 10, generation }) })
    sources.set(generation, sessions.source(sampleServerId, 'AllTypes'))
  }
  const source = sources.get('1.14')
  if (!source) throw new Error('There is no server of the first generation.')
  // The table as all of them have it.
  table = await source.describe(never)
  const slice = await source.rows(emptyQuery(), { offset: 0, limit: 1000 }, never)
  values = new Map(
    table.columns.map(({ name }) => {
      const cells = slice.data[slice.columns.indexOf(name)] ?? []
      const texts = cells
        .flatMap((cell) =>
          cell !== null && typeof cell === 'object' && !('id' in cell) ? cell.map(({ id }) => id) : [cellId(cell)],
        )
        .filter((text) => text !== '')
      return [name, [...new Set(texts)]]
    }),
  )
})

describe('a made-up filter', () => {
  it('gives the same rows on servers of every generation', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(anyFilter(table, values), async (filter) => {
        const query = { ...emptyQuery(), filter }
        const newest = await idsFrom(NEWEST, query)
        if (Array.isArray(newest) && newest.length > 0) answered += 1
        for (const name of older) expect([name, await idsFrom(name, query)]).toEqual([name, newest])
      }),
      { numRuns: 150 },
    )
    expect(answered).toBeGreaterThan(40)
  }, 90_000)
})
