// Filters that a server cannot answer exactly, over HTTP: more rows are asked for, and those that do not pass left out.
import { emptyQuery, type Query } from '@shared/query/query'
import { rowPasses } from '@shared/query/row-passes'
import { sampleServerId } from '@shared/server/server-profile'
import { cellId, sliceRows, type TableSlice } from '@shared/table/table-slice'
import { createSampleServer } from '@main/sample-server/index'
import type { RowSource } from '@main/server/row-source'
import { afterEach, describe, expect, it } from 'vitest'
import { createEditWorld, type EditWorld } from '../support/edit-world'
import { condition, group, query } from '../support/sample-table'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal
const all = { offset: 0, limit: 1000 }
let world: EditWorld | null = null
afterEach(async () => {
  await world?.close()
  world = null
})

const idsOf = (slice: TableSlice, idColumn = 'id') => (slice.data[slice.columns.indexOf(idColumn)] ?? []).map(cellId)
const begins = (text: string) => condition('xstring', 'begins', text)

/** What passes, told from the rows themselves, in the order in which they come without the filter. */
async function expected(source: RowSource, asked: Query): Promise<string[]> {
  const { columns, idColumn } = await source.describe(never)
  const typeOf = (name: string) => columns.find((column) => column.name === name)?.type ?? 'string'
  const rows = sliceRows(await source.rows({ ...asked, filter: emptyQuery().filter }, all, never))
  return rows
    .filter((row) => rowPasses(asked.filter, { cell: (name) => row[name] ?? null, typeOf }))
    .map((row) => cellId(row[idColumn] ?? null))
}

describe('rows that are left out here', () => {
  it('come in the order asked for, in windows that fit together, with their number', async () => {
    const { sessions } = createTestSessions({ sample: createSampleServer({ snpCount: 5 }) })
    const source = sessions.source(sampleServerId, 'AllTypes')
    for (const filter of [
      begins('t'),
      condition('xstring', 'ends', '8'),
      condition('xtext', 'contains', '%'),
      { ...group('or', begins('t'), condition('xmref', 'equals', '1')), isNot: true },
    ]) {
      const asked = query({ sort: [{ attribute: 'xstring', direction: 'descending' }] }, filter)
      const wanted = await expected(source, asked)
      expect(wanted.length).toBeGreaterThan(0)
      expect((await source.explain(asked, never)).sieved.length).toBeGreaterThan(0)
      expect(idsOf(await source.rows(asked, all, never))).toEqual(wanted)
      expect(await source.count(asked, never)).toBe(wanted.length)
      const second = await source.rows(asked, { offset: 1, limit: 2 }, never)
      expect([idsOf(second), second.totalRowCount]).toEqual([wanted.slice(1, 3), wanted.length])
    }
  })

  it('leave out a row that is deleted while they are looked at', async () => {
    world = await createEditWorld()
    const source = world.sessions.source(world.serverId, 'AllTypes')
    const asked = query({}, condition('xstring', 'ends', '8'))
    const before = idsOf(await source.rows(asked, all, never))
    expect(before.length).toBeGreaterThan(0)
    const gone = before.at(-1) ?? ''
    await world.other.delete('AllTypes', gone)
    expect(idsOf(await source.rows(asked, all, never))).toEqual(before.slice(0, -1))
  })

  it.each(['1.14', '10.2'] as const)('are read many at a time from a server of %s', async (generation) => {
    const sample = createSampleServer({ snpCount: 300, samplesPerSnp: 1, generation })
    let asked = 0
    const fetch = (request: Request) => {
      asked += 1
      return sample.fetch(request)
    }
    const { sessions } = createTestSessions({ sample: { ...sample, fetch } })
    const source = sessions.source(sampleServerId, 'ASE')
    const sorted = query({ sort: [{ attribute: 'Pos', direction: 'descending' }] }, condition('SNP_ID', 'begins', 'RS'))
    const wanted = await expected(source, sorted)
    expect(wanted.length).toBeGreaterThan(50)
    asked = 0
    expect(idsOf(await source.rows(sorted, all, never), 'SNP_ID')).toEqual(wanted)
    expect(asked).toBeLessThan(5)
  })

  it('are refused where there are too many to look through, with the culprit and the copy', async () => {
    const { sessions } = createTestSessions({ sample: createSampleServer() })
    const source = sessions.source(sampleServerId, 'SampleAse')
    const error = await source
      .count(query({}, condition('SampleIds', 'not-equals', 'x'), condition('ID', 'begins', '1')), never)
      .then(String, (reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'query.refused', facts: { answeredBy: 'copy' } })
    expect(String(error)).toMatch(/too many to look through/)
  })

  it('are found once for two who ask, and for the second although the first gives up', async () => {
    const sample = createSampleServer({ snpCount: 5 })
    let asked = 0
    const slow: typeof fetch = async (url, init) => {
      asked += 1
      await new Promise((resolve) => setTimeout(resolve, 15))
      init?.signal?.throwIfAborted()
      return sample.fetch(new Request(url, init))
    }
    const { sessions } = createTestSessions({ sample: { ...sample, fetch: (request) => slow(request.url, request) } })
    const source = sessions.source(sampleServerId, 'AllTypes')
    await source.describe(never)
    const wanted = query({}, begins('t'))
    const first = new AbortController()
    const givenUp = source.count(wanted, first.signal).then(
      () => 'answered',
      (error: unknown) => error,
    )
    const kept = source.count(wanted, never)
    first.abort()
    expect(await givenUp).toMatchObject({ code: 'cancelled' })
    expect(await kept).toBeGreaterThan(0)
    const before = asked
    expect(await source.count(wanted, never)).toBe(await kept)
    expect(asked).toBe(before)
  })
})

describe('long lists of ids', () => {
  it.each(['1.14', '10.2'] as const)('of thousands are asked of a server of %s', async (generation) => {
    const { sessions } = createTestSessions({ sample: createSampleServer({ snpCount: 200, generation }) })
    const source = sessions.source(sampleServerId, 'SampleAse')
    const ids = Array.from({ length: 20_000 }, (_, index) => `rs${index}`)
    for (const count of [5_000, 20_000]) {
      const values = [...ids.slice(1, count), 'rs12460890']
      expect(await source.count(query({}, condition('SNP_ID', 'in', ...values)), never)).toBe(21)
      const others = await source.count(query({}, condition('SNP_ID', 'not-in', ...values)), never)
      expect(others).toBe((await source.count(emptyQuery(), never)) - 21)
    }
  })
})
