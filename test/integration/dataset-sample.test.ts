// The built-in server, kept offline: the copy answers every question as the server does.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DatasetService } from '@main/dataset/dataset-service'
import { ExportService } from '@main/export/export-service'
import { createSampleServer } from '@main/sample-server/index'
import type { RowSource } from '@main/server/row-source'
import type { SessionService } from '@main/session/session-service'
import { TaskService } from '@main/task/task-service'
import { emptyQuery, type Condition, type Operator, type Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import { isManyReferenceType, isNumberType, isDateType, isTextType } from '@shared/table/value-type'
import { sliceRows, type Cell } from '@shared/table/table-slice'
import type { Column, Table } from '@shared/table/table'
import { createTestSessions } from '../support/test-sessions'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { condition, group, query } from '../support/sample-table'

const never = new AbortController().signal
let folder: string
let engine: TestEngine
let sessions: SessionService
let tasks: TaskService
let datasets: DatasetService

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-test-'))
  engine = await startTestEngine()
  sessions = createTestSessions({ sample: createSampleServer({ snpCount: 100, samplesPerSnp: 25 }) }).sessions
  tasks = new TaskService({ announce: () => undefined })
  const shared = { folder: engine.folder, engine: engine.engine, servers: sessions, tasks }
  datasets = new DatasetService({ ...shared, onChange: () => undefined })
})
afterAll(async () => {
  await tasks.close()
  sessions.close()
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

/** Keep a table and give both of its sources. */
async function keep(tableId: string, asked: Query = emptyQuery()) {
  const ended = await tasks.whenEnded(datasets.keep(sampleServerId, tableId, asked))
  expect(ended).toMatchObject({ state: 'done', error: null })
  const dataset = (await datasets.list()).find(({ table }) => table.id === tableId)
  if (!dataset) throw new Error(`${tableId} was not kept.`)
  const live = sessions.source(sampleServerId, tableId)
  return { dataset, live, offline: datasets.source(dataset.id) }
}

const read = async (source: RowSource, asked: Query) =>
  sliceRows(await source.rows(asked, { offset: 0, limit: 10_000 }, never))

describe('SampleAse', () => {
  const oneSnp = query({}, condition('SNP_ID', 'equals', 'rs12460890'))

  test('a filtered part has the 21 published rows, and its CSV is that of the server', async () => {
    const { dataset, live, offline } = await keep('SampleAse', oneSnp)
    expect(dataset).toMatchObject({ rowCount: 21, serverName: 'Sample data', serverAddress: null, query: oneSnp })
    expect(await read(offline, emptyQuery())).toEqual(await read(live, oneSnp))
    const exports = new ExportService({ engine: engine.engine, copier: datasets.copier, tasks })
    const columns = ['SNP_ID', 'SampleIds', 'Ref_Counts', 'Alt_Counts']
    const paths = [join(folder, 'live.csv'), join(folder, 'offline.csv')] as const
    const fromLive = exports.toCsv(
      { kind: 'live', serverId: sampleServerId, tableId: 'SampleAse' },
      { ...oneSnp, columns },
      paths[0],
    )
    const fromCopy = exports.toCsv({ kind: 'offline', datasetId: dataset.id }, { ...emptyQuery(), columns }, paths[1])
    for (const id of [fromLive, fromCopy])
      expect(await tasks.whenEnded(id)).toMatchObject({ state: 'done', doneCount: 21 })
    const file = await readFile(paths[0], 'utf8')
    expect(await readFile(paths[1], 'utf8')).toBe(file)
    expect(file.split('\n')).toHaveLength(23)
    expect(file.startsWith('SNP_ID,SampleIds,Ref_Counts,Alt_Counts\nrs12460890,ERS')).toBe(true)
    await datasets.delete(dataset.id)
  })

  test('the whole table answers as the server does: rows, plot, look-up and position', async () => {
    const { live, offline } = await keep('SampleAse')
    expect(await offline.count(emptyQuery(), never)).toBe(await live.count(emptyQuery(), never))
    expect(await read(offline, oneSnp)).toEqual(await read(live, oneSnp))
    const request = { columns: ['Ref_Counts', 'Alt_Counts'], labelColumn: null, maxRows: 1000 }
    expect(await offline.numbers(oneSnp, request, never)).toEqual(await live.numbers(oneSnp, request, never))
    expect((await offline.lookUp('SNP_ID', 'rs1246', 5, never)).map(({ id }) => id)).toEqual(['rs12460890'])
    const found = (await read(offline, oneSnp))[3]
    expect(await offline.position(oneSnp, String(found?.ID as Cell & string), never)).toBe(3)
  })
})

describe('the table of all types', () => {
  let table: Table
  let live: RowSource
  let offline: RowSource
  beforeAll(async () => {
    const kept = await keep('AllTypes')
    table = kept.dataset.table
    live = kept.live
    offline = kept.offline
  })

  test('has every cell as the server gives it', async () => {
    expect(await read(offline, emptyQuery())).toEqual(
      await read(live, { ...emptyQuery(), sort: [{ attribute: table.idColumn, direction: 'ascending' }] }),
    )
  })

  test('is put in the server’s order by every column', async () => {
    for (const { name } of table.columns) {
      for (const direction of ['ascending', 'descending'] as const) {
        const asked = { ...emptyQuery(), columns: [table.idColumn, name], sort: [{ attribute: name, direction }] }
        expect(await read(offline, asked), `${name} ${direction}`).toEqual(await read(live, asked))
      }
    }
  }, 60_000)

  test('passes the same rows through the same filters', async () => {
    const rows = await read(offline, emptyQuery())
    const condition = fc.constantFrom(...table.columns).chain((column) =>
      conditionOn(
        column,
        rows.map((row) => row[column.name] ?? null),
      ),
    )
    const node = fc.oneof(
      condition,
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(condition, { minLength: 1, maxLength: 3 }))
        .map(([joint, children]) => group(joint, ...children)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 3 }), async (nodes) => {
        const asked = query(
          { columns: [table.idColumn], sort: [{ attribute: table.idColumn, direction: 'ascending' }] },
          ...nodes,
        )
        expect(await read(offline, asked)).toEqual(await read(live, asked))
      }),
      { numRuns: 150 },
    )
  }, 120_000)
})

/** The values of a cell as a condition has them, without those that the server's language cannot write. */
function valuesOf(cells: readonly Cell[]): string[] {
  const ids = (cell: Cell): string[] => {
    if (cell === null) return []
    if (typeof cell !== 'object') return [String(cell)]
    return 'id' in cell ? [cell.id] : cell.map(({ id }) => id)
  }
  const values = [...new Set(cells.flatMap(ids))].filter(
    (value) => value !== '' && !(value.includes('"') && value.includes("'")),
  )
  return values.length === 0 ? [] : values
}

function conditionOn(column: Column, cells: readonly Cell[]): fc.Arbitrary<Condition> {
  const values = valuesOf(cells)
  const isOrdered = isNumberType(column.type) || isDateType(column.type)
  const operators: Operator[] = ['empty', 'not-empty']
  if (values.length > 0) operators.push('equals', 'not-equals', 'in', 'not-in')
  if (values.length > 0 && isOrdered) operators.push('less', 'less-or-equal', 'greater', 'greater-or-equal', 'range')
  if (isTextType(column.type) && column.type !== 'enum' && !isManyReferenceType(column.type))
    operators.push('contains', 'not-contains')
  const value = values.length > 0 ? fc.constantFrom(...values) : fc.constant('x')
  return fc.constantFrom(...operators).chain((operator) => {
    const count = operator === 'range' ? 2 : operator === 'in' || operator === 'not-in' ? 3 : 1
    if (operator === 'empty' || operator === 'not-empty') return fc.constant(condition(column.name, operator))
    return fc
      .array(value, { minLength: count, maxLength: count })
      .map((chosen) => condition(column.name, operator, ...chosen))
  })
}
