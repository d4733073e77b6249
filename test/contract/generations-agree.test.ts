// The same question to servers of every generation that hold the same rows, and to a copy of these: the same rows come,
// in the same order. `QUERY_RUNS` asks for more of them.
import { emptyQuery, type Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import { cellId, type TableSlice } from '@shared/table/table-slice'
import { GENERATION_NAMES, NEWEST, type GenerationName } from '@main/sample-server/generation'
import { createSampleServer } from '@main/sample-server/index'
import type { RowSource } from '@main/server/row-source'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import type { SessionService } from '@main/session/session-service'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { createTestSessions } from '../support/test-sessions'
import { anyFilter, anySort, type HeldValues } from './any-filter'

const never = new AbortController().signal
const runs = Number(process.env['QUERY_RUNS'] ?? '500')
const others = [...GENERATION_NAMES.filter((name) => name !== NEWEST), 'copy'] as const
const sources = new Map<GenerationName | 'copy', RowSource>()
let engine: TestEngine
let table: Table
let values: HeldValues

async function idsFrom(name: GenerationName | 'copy', query: Query): Promise<readonly string[] | string> {
  try {
    const slice = await sources.get(name)?.rows(query, { offset: 0, limit: 1000 }, never)
    return slice ? idsOf(slice) : 'no such server'
  } catch (error) {
    return String(error)
  }
}

const idsOf = (slice: TableSlice) => (slice.data[slice.columns.indexOf('id')] ?? []).map((cell) => cellId(cell))

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
  const targets = described.columns.flatMap(({ target }) =>
    target && !target.tableId.startsWith('sys_') ? [target.tableId] : [],
  )
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
    const { sessions } = createTestSessions({ sample: createSampleServer({ snpCount: 10, generation }) })
    sources.set(generation, sessions.source(sampleServerId, 'AllTypes'))
    if (generation === NEWEST) sources.set('copy', await copyOf(sessions))
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
  values = new Map([...values, ...labelsOf(slice)])
})

type Found = readonly string[] | string
const asTheyCome = (found: Found): Found => found
/** The oldest servers, whose index answers everything, put missing values last in either direction. */
const sorted = (found: Found): Found => (typeof found === 'string' ? found : [...found].sort())

afterAll(() => engine.close())

/** The labels that each reference shows, by `column.label`; of tables whose label is not their id. */
function labelsOf(slice: TableSlice): [string, string[]][] {
  return table.columns.flatMap(({ name, target }): [string, string[]][] => {
    if (!target || target.labelColumn === target.idColumn || target.tableId.startsWith('sys_')) return []
    const cells = slice.data[slice.columns.indexOf(name)] ?? []
    const labels = cells.flatMap((cell) =>
      cell === null || typeof cell !== 'object' ? [] : 'id' in cell ? [cell.label] : cell.map(({ label }) => label),
    )
    return [[`${name}.${target.labelColumn}`, [...new Set(labels)].filter((label) => label !== '')]]
  })
}

describe('a made-up query', () => {
  it(
    'gives the same rows on servers of every generation, and offline',
    async () => {
      let answered = 0
      await fc.assert(
        fc.asyncProperty(anyFilter(table, values), anySort(table), async (filter, sort) => {
          const query = { ...emptyQuery(), filter, sort, columns: ['id'] }
          const newest = await idsFrom(NEWEST, query)
          if (Array.isArray(newest) && newest.length > 0) answered += 1
          for (const name of others) {
            const inOrder = name === '1.14' ? sorted : asTheyCome
            expect([name, inOrder(await idsFrom(name, query))]).toEqual([name, inOrder(newest)])
          }
        }),
        { numRuns: runs },
      )
      expect(answered).toBeGreaterThan(runs / 4)
    },
    90_000 + runs * 100,
  )
})
