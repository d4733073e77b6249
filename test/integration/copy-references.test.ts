// Copies of referenced tables stand beside a copy while it is asked: filters lead into their rows as on the server.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DatasetService } from '@main/dataset/dataset-service'
import { ExportService } from '@main/export/export-service'
import { createSampleServer } from '@main/sample-server/index'
import type { RowSource } from '@main/server/row-source'
import type { SessionService } from '@main/session/session-service'
import { TaskService } from '@main/task/task-service'
import { emptyQuery, type Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import { cellId } from '@shared/table/table-slice'
import { condition, query } from '../support/sample-table'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal
let folder: string
let engine: TestEngine
let sessions: SessionService
let tasks: TaskService
let datasets: DatasetService
let exports: ExportService

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'references-test-'))
  sessions = createTestSessions({ sample: createSampleServer({ snpCount: 60, samplesPerSnp: 5 }) }).sessions
})
afterAll(async () => {
  await tasks.close()
  sessions.close()
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await tasks?.close()
  await engine?.close()
  engine = await startTestEngine()
  tasks = new TaskService({ announce: () => undefined })
  datasets = new DatasetService({
    folder: engine.folder,
    engine: engine.engine,
    servers: sessions,
    tasks,
    onChange: () => undefined,
  })
  exports = new ExportService({
    engine: engine.engine,
    copier: datasets.copier,
    tasks,
    findReferences: (id, asked) => datasets.references(id, asked),
  })
})

/** Keep a table, or a part of it. */
async function keep(tableId: string, asked: Query = emptyQuery()) {
  const before = new Set((await datasets.list()).map(({ id }) => id))
  expect(await tasks.whenEnded(datasets.keep(sampleServerId, tableId, asked))).toMatchObject({ state: 'done' })
  const dataset = (await datasets.list()).find(({ id }) => !before.has(id))
  if (!dataset) throw new Error(`${tableId} was not kept.`)
  return { dataset, offline: datasets.source(dataset.id), live: sessions.source(sampleServerId, tableId) }
}

async function idsOf(source: RowSource, asked: Query): Promise<string[]> {
  const slice = await source.rows({ ...asked, columns: ['id'] }, { offset: 0, limit: 10_000 }, never)
  return (slice.data[0] ?? []).map(cellId)
}

const rsql = (text: string): Query => ({ ...emptyQuery(), rsql: text })

describe('a filter that leads into another table', () => {
  test('is refused with the table that is missing, and answered once that is kept', async () => {
    const { offline, live } = await keep('AllTypes')
    const asked = rsql('xxref.Chr==9')
    const failure = { code: 'query.refused', facts: { attribute: 'xxref.Chr', tableId: 'ASE' } }
    await expect(offline.count(asked, never)).rejects.toMatchObject(failure)
    const built = query({}, condition('xxref.Chr', 'equals', '9'))
    await expect(offline.count(built, never)).rejects.toMatchObject(failure)
    await keep('ASE')
    const ids = await idsOf(live, asked)
    expect(await idsOf(offline, asked)).toEqual(ids)
    expect(await offline.count(asked, never)).toBe(ids.length)
    expect(await idsOf(offline, built)).toEqual(await idsOf(live, built))
  })

  test('is answered the same by every question, the file included', async () => {
    const { offline, live, dataset } = await keep('AllTypes')
    await keep('Tissue')
    await keep('Grade')
    for (const text of [
      'xcat.parent==blood',
      'xmref.number=ge=2',
      'xcat.name=q=cortex',
      '*=q=skeletal',
      'xcatm.code!=skin',
    ]) {
      const asked = rsql(text)
      const answer = (source: RowSource) => idsOf(source, asked).catch((error: Error) => error.name)
      expect([text, await answer(offline)]).toEqual([text, await answer(live)])
    }
    const asked = { ...rsql('xmref.number=ge=2'), sort: [{ attribute: 'xint', direction: 'descending' as const }] }
    const ids = await idsOf(offline, asked)
    expect(ids).toEqual(await idsOf(live, asked))
    expect(ids.length).toBeGreaterThan(0)
    expect(await offline.position(asked, ids.at(-1) ?? '', never)).toBe(ids.length - 1)
    const request = { columns: ['xint'], labelColumn: null, maxRows: 1000 }
    expect((await offline.numbers(asked, request, never)).totalCount).toBe(ids.length)
    const path = join(folder, 'part.csv')
    const source = { kind: 'offline', datasetId: dataset.id } as const
    await tasks.whenEnded(exports.toCsv(source, { ...asked, columns: ['id'] }, path))
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').slice(1)
    expect(lines).toHaveLength(ids.length)
  })

  test('is counted from the copies as from the server', async () => {
    const { offline, live } = await keep('AllTypes')
    const asked = query({}, condition('xint', 'not-empty'))
    const spread = (source: RowSource, name: string) =>
      source.distribution(asked, { column: name, binCount: 10, bins: null }, never)
    await expect(spread(offline, 'xxref.Pos')).rejects.toMatchObject({
      code: 'query.refused',
      facts: { attribute: 'xxref.Pos', tableId: 'ASE', asked: 'copy' },
    })
    for (const tableId of ['ASE', 'Grade', 'Tissue']) await keep(tableId)
    for (const name of [
      'xxref.Pos',
      'xxref.P_Value',
      'xxref.Chr',
      'xmref.label',
      'xmref.number',
      'xcatm.name',
      'xcat.code',
    ])
      expect(await spread(offline, name), name).toEqual(await spread(live, name))
  })

  test('leads into rows of the same table', async () => {
    const { offline, live } = await keep('Tissue')
    const read = async (source: RowSource) => {
      const slice = await source.rows(
        { ...rsql('parent.name=q=whole'), columns: ['code'] },
        { offset: 0, limit: 100 },
        never,
      )
      return (slice.data[0] ?? []).map(cellId)
    }
    expect(await read(offline)).toEqual(['bone marrow'])
    expect(await read(live)).toEqual(['bone marrow'])
  })

  test('takes no copy of a part of the table for all of it', async () => {
    const { offline } = await keep('AllTypes')
    await keep('Tissue', query({}, condition('code', 'equals', 'skin')))
    await expect(offline.count(rsql('xcat.parent==blood'), never)).rejects.toMatchObject({
      facts: { tableId: 'Tissue' },
    })
  })
})

describe('a text filter', () => {
  test('is kept, and written as CSV from the server', async () => {
    const { offline, dataset, live } = await keep('ASE', rsql('Likelihood_ratio_test_D=gt=0;Chr==9'))
    expect(dataset.rowCount).toBe(await live.count(rsql('Likelihood_ratio_test_D=gt=0;Chr==9'), never))
    expect(await offline.count(emptyQuery(), never)).toBe(dataset.rowCount)
    const path = join(folder, 'live.csv')
    const source = { kind: 'live', serverId: sampleServerId, tableId: 'ASE' } as const
    await tasks.whenEnded(exports.toCsv(source, rsql('Chr==9,Chr==11'), path))
    const count = await live.count(rsql('Chr==9,Chr==11'), never)
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(count + 1)
  })
})
