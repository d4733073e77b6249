// The same question to servers of every generation that hold the same rows, and to a copy of these: the same rows come,
// in the same order. `QUERY_RUNS` asks for more of them.
import { activeConditions, emptyQuery, type Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import { cellId, type TableSlice } from '@shared/table/table-slice'
import { GENERATION_NAMES, NEWEST, type GenerationName } from '@main/sample-server/generation'
import type { SampleServer } from '@main/sample-server/index'
import { sampleAccounts } from '@main/sample-server/access/account'
import { createServerApp } from '@main/sample-server/http/server-app'
import { adaptContent } from '@main/sample-server/model/adapt-content'
import { DONOR_TABLE } from '@main/sample-server/sample/donor-table'
import { sampleContent } from '@main/sample-server/sample/sample-content'
import type { RowSource } from '@main/server/row-source'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import type { SessionService } from '@main/session/session-service'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { createTestSessions } from '../support/test-sessions'
import { AppError } from '@shared/errors/app-error'
import { anyFilter, anySearch, anySort, type HeldValues } from './any-filter'

const never = new AbortController().signal
const runs = Number(process.env['QUERY_RUNS'] ?? '500')
const sources = new Map<GenerationName | 'copy', RowSource>()
let engine: TestEngine
let table: Table
let values: HeldValues
const targets = new Map<string, { table: Table; values: HeldValues }>()
let oldest: SessionService

/** Ids in their order; null where a server refuses and offers the copy, which it says only of what it cannot answer. */
async function idsFrom(name: GenerationName | 'copy', query: Query): Promise<readonly string[] | string | null> {
  try {
    const slice = await sources.get(name)?.rows(query, { offset: 0, limit: 1000 }, never)
    return slice ? idsOf(slice) : 'no such server'
  } catch (error) {
    return error instanceof AppError && error.facts['answeredBy'] === 'copy' ? null : String(error)
  }
}

const idsOf = (slice: TableSlice) => (slice.data[slice.columns.indexOf('id')] ?? []).map((cell) => cellId(cell))

/** A server with the same content as all others: without attributes of a type that the first generations do not know. */
function sampleOf(generation: GenerationName): SampleServer {
  const app = createServerApp({
    generation,
    content: (origin) =>
      adaptContent(sampleContent({ snpCount: 10, samplesPerSnp: 25 }, origin), {
        tableNames: new Map(),
        hasOneToMany: false,
      }),
    accounts: sampleAccounts(new Set([DONOR_TABLE])),
  })
  return { app, fetch: async (request) => app.fetch(request) }
}

/** The tables of the newest server, kept: AllTypes with those that it refers to. */
async function copyOf(sessions: SessionService): Promise<RowSource> {
  engine = await startTestEngine()
  const connection = await sessions.connection(sampleServerId)
  const keep = async (tableId: string) => {
    const described = await connection.describeTable(tableId, never)
    const page = await connection.openPage(described, emptyQuery(), { offset: 0, limit: 10_000 }, never)
    return { described, copy: (await engine.copyOf(described, [await page.text()])).copy }
  }
  const { described, copy } = await keep('AllTypes')
  const targets = described.columns.flatMap(({ target }) => (target ? [target.tableId] : []))
  const references: CopyRef[] = []
  for (const tableId of new Set(targets)) references.push((await keep(tableId)).copy)
  const source = sessions.source(sampleServerId, 'AllTypes')
  return {
    ...source,
    rows: (query, window) => engine.engine.ask('view.rows', { copy, references, query, ...window }),
  }
}

beforeAll(async () => {
  for (const generation of GENERATION_NAMES) {
    const { sessions } = createTestSessions({ sample: sampleOf(generation) })
    sources.set(generation, sessions.source(sampleServerId, 'AllTypes'))
    if (generation === '1.14') oldest = sessions
    if (generation === NEWEST) sources.set('copy', await copyOf(sessions))
  }
  ;({ table, values } = await heldBy('AllTypes'))
  for (const { target } of table.columns) {
    if (target && !target.tableId.startsWith('sys_')) targets.set(target.tableId, await heldBy(target.tableId))
  }
})

/** A table as the servers of all generations have it, and what its rows hold. */
async function heldBy(tableId: string): Promise<{ table: Table; values: HeldValues }> {
  const source = oldest.source(sampleServerId, tableId)
  const described = await source.describe(never)
  const slice = await source.rows(emptyQuery(), { offset: 0, limit: 1000 }, never)
  const held = described.columns.map(({ name }): [string, string[]] => {
    const cells = slice.data[slice.columns.indexOf(name)] ?? []
    const texts = cells.flatMap((cell) =>
      cell !== null && typeof cell === 'object' && !('id' in cell) ? cell.map(({ id }) => id) : [cellId(cell)],
    )
    return [name, [...new Set(texts.filter((text) => text !== ''))]]
  })
  return { table: described, values: new Map(held) }
}

type Found = readonly string[] | string
const asTheyCome = (found: Found): Found => found
/** The oldest servers, whose index answers everything, put missing values last in either direction. */
const goesByWords = ({ filter, search }: Query): boolean =>
  search !== '' || activeConditions(filter).some(({ operator }) => operator === 'search')
const sorted = (found: Found): Found => (typeof found === 'string' ? found : [...found].sort())

afterAll(() => engine.close())

describe('a made-up query', () => {
  it(
    'gives the same rows on servers of every generation, and offline',
    async () => {
      let found = 0
      let refused = 0
      await fc.assert(
        fc.asyncProperty(anyFilter(table, values), anySort(table), anySearch(values), async (filter, sort, search) => {
          const query = { ...emptyQuery(), filter, search, sort, columns: ['id'] }
          const kept = (await idsFrom('copy', query)) ?? 'refused'
          if (Array.isArray(kept) && kept.length > 0) found += 1
          for (const name of GENERATION_NAMES) {
            const answer = await idsFrom(name, query)
            if (answer === null) {
              // What a copy can answer and a server cannot goes by words, beside what goes by signs.
              expect(['words', goesByWords(query)]).toEqual(['words', true])
              refused += 1
              continue
            }
            const inOrder = name === '1.14' ? sorted : asTheyCome
            expect([name, inOrder(answer)]).toEqual([name, inOrder(kept)])
          }
        }),
        { numRuns: runs },
      )
      expect(found).toBeGreaterThan(runs / 4)
      expect(refused).toBeLessThan((runs * GENERATION_NAMES.length) / 10)
    },
    90_000 + runs * 100,
  )
})
