// Two thousand random rows of every type through all that the program does with rows: sent, read by both interfaces,
// kept offline, changed, exported from the copy and from the server, and the file brought back; every value equal.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatasetService } from '@main/dataset/dataset-service'
import { ExportService } from '@main/export/export-service'
import { createSampleServer } from '@main/sample-server/index'
import type { RowSource } from '@main/server/row-source'
import type { RowValues } from '@main/server/table-access'
import type { Session } from '@main/session/client/session'
import type { SessionService } from '@main/session/session-service'
import { TaskService } from '@main/task/task-service'
import { emptyQuery, type Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import type { SourceRef, Table } from '@shared/table/table'
import { sliceRows } from '@shared/table/table-slice'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseCsv } from '../support/engine/parse-csv'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { anyRow, byId, cellValue, csvValue, tidyText } from '../support/random-rows'
import { condition, query } from '../support/sample-table'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal
const rowCount = 2_000
const tableId = 'AllTypes'
const oddIds = [
  'a,b',
  'q"uo"te',
  "it's",
  'x/y?z&1=2#3',
  '#1',
  'back\\slash',
  '日本',
  '👩🏽‍🔬',
  'two  spaces',
  '50%',
  '""',
  'true',
]

let folder: string
let engine: TestEngine
let sessions: SessionService
let tasks: TaskService
let datasets: DatasetService
let exporting: ExportService
let session: Session
let table: Table

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-test-'))
  engine = await startTestEngine()
  sessions = createTestSessions({ sample: createSampleServer({ snpCount: 5, samplesPerSnp: 2 }) }).sessions
  tasks = new TaskService({ announce: () => undefined })
  const shared = { folder: engine.folder, engine: engine.engine, servers: sessions, tasks }
  datasets = new DatasetService({ ...shared, onChange: () => undefined })
  exporting = new ExportService({ engine: engine.engine, copier: datasets.copier, tasks })
  await sessions.signIn(sampleServerId, { kind: 'password', userName: 'admin', password: 'admin' })
  session = sessions.session(sampleServerId)
  table = await live().describe(never)
})
afterAll(async () => {
  await tasks.close()
  sessions.close()
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

const live = (): RowSource => sessions.source(sampleServerId, tableId)

/** All rows of a source that were made here, as values to send. */
async function rowsFrom(source: RowSource): Promise<RowValues[]> {
  const slice = await source.rows(emptyQuery(), { offset: 0, limit: 10_000 }, never)
  const rows = sliceRows(slice).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cellValue(cell)])),
  )
  return rows.filter(({ id }) => String(id).startsWith('p'))
}

async function keep(): Promise<SourceRef & { kind: 'offline' }> {
  for (const { id } of await datasets.list()) await datasets.delete(id)
  const ended = await tasks.whenEnded(datasets.keep(sampleServerId, tableId, emptyQuery()))
  expect(ended).toMatchObject({ state: 'done', error: null })
  const [dataset] = await datasets.list()
  if (!dataset) throw new Error('Nothing was kept.')
  return { kind: 'offline', datasetId: dataset.id }
}

async function exported(source: SourceRef, name: string, asked: Query = emptyQuery()): Promise<string> {
  const ended = await tasks.whenEnded(exporting.toCsv(source, asked, join(folder, name)))
  expect(ended).toMatchObject({ state: 'done', error: null })
  return readFile(join(folder, name), 'utf8')
}

/** Rows of a file that were made here, without what cannot be written. */
function rowsIn(csv: string): RowValues[] {
  const [head = [], ...lines] = parseCsv(csv)
  const columns = head.map((name) => table.columns.find((column) => column.name === name))
  const rows = lines.map((cells) =>
    Object.fromEntries(
      columns.flatMap((column, at) =>
        column && column.type !== 'file' && column.type !== 'back-references'
          ? [[column.name, csvValue(cells[at] ?? null, column)]]
          : [],
      ),
    ),
  )
  return rows.filter(({ id }) => String(id).startsWith('p'))
}

async function referredIds() {
  await session.upsert(
    'Tissue',
    oddIds.map((code) => ({ code, name: `${code}, the tissue` })),
  )
  await session.upsert(
    'ASE',
    oddIds.map((SNP_ID) => ({ SNP_ID, Chr: '1', Pos: 1 })),
  )
  const idsOf = async (name: string, id: string) => (await session.get(name)).map((row) => String(row[id]))
  return {
    tissues: await idsOf('Tissue', 'code'),
    grades: await idsOf('Grade', 'number'),
    snps: await idsOf('ASE', 'SNP_ID'),
  }
}

/** Ids of the rows themselves are odd as well. */
const idAt = (at: number) => `p${String(at)}${at % 3 === 0 ? (oddIds[at % oddIds.length] ?? '') : ''}`

it('come back as they were sent, from the server, the copy and the file', async () => {
  const samples = fc.sample(anyRow(await referredIds()), { numRuns: rowCount, seed: 20_261_124 })
  const rows = samples.map((row, at): RowValues => ({ id: idAt(at), ...row }))
  const sent = byId(rows)
  expect(sent.size).toBe(rowCount)
  const byRules = async () =>
    byId(await session.get(tableId, { q: [{ field: 'id', operator: 'LIKE', value: 'p' }], uploadable: true }))

  await session.addAll(tableId, rows)
  expect(byId(await rowsFrom(live()))).toEqual(sent)
  const known = [...(await byRules())].filter(([id]) => sent.has(id))
  expect(new Map(known)).toEqual(sent)
  expect(byId(await rowsFrom(datasets.source((await keep()).datasetId)))).toEqual(sent)

  // Values move from one row to another: some attributes of most rows, all of some.
  const changes = rows.slice(0, 1_500).map(({ id }, at): RowValues => {
    const from = rows[rowCount - 1 - at] ?? {}
    const { xstring = null, xlong = null, xcatm = null, xdatetime = null, xdecimal = null } = from
    return at % 5 === 0 ? { ...from, id } : { id, xstring, xlong, xcatm, xdatetime, xdecimal }
  })
  await session.updateAll(tableId, changes)
  const changed = byId(rows.map((row, at) => ({ ...row, ...changes[at] })))
  expect(byId(await rowsFrom(live()))).toEqual(changed)

  const copy = await keep()
  expect(byId(await rowsFrom(datasets.source(copy.datasetId)))).toEqual(changed)
  const csv = await exported(copy, 'copy.csv')
  expect(await exported({ kind: 'live', serverId: sampleServerId, tableId }, 'live.csv')).toBe(csv)
  const read = rowsIn(csv)
  expect(byId(read)).toEqual(changed)

  await session.deleteList(
    tableId,
    rows.map(({ id }) => String(id)),
  )
  expect(await rowsFrom(live())).toEqual([])
  await session.addAll(tableId, read)
  expect(byId(await rowsFrom(live()))).toEqual(changed)
}, 120_000)

it('come back from the file by the server’s own importer, as far as it reads such files', async () => {
  const { tissues, grades, snps } = await referredIds()
  // It splits lists at commas, takes a backslash for an escape, and trims.
  const isPlain = (id: string) => !/[,"\\]/.test(id)
  const referred = { tissues: tissues.filter(isPlain), grades, snps: snps.filter(isPlain) }
  const samples = fc.sample(
    anyRow(
      referred,
      tidyText.filter((text) => !text.includes('\\')),
    ),
    { numRuns: 500, seed: 5 },
  )
  const rows = samples.map((row, at): RowValues => ({ id: `new-${String(at)}`, ...row }))
  await session.addAll(tableId, rows)
  const columns = table.columns.filter(({ type }) => type !== 'file' && type !== 'back-references')
  const csv = await exported({ kind: 'live', serverId: sampleServerId, tableId }, 'all.csv', {
    ...query({}, condition('id', 'contains', 'new-')),
    columns: columns.map(({ name }) => name),
  })
  const ids = rows.map(({ id }) => String(id))
  await session.deleteList(tableId, ids)
  await session.uploadZip({ name: `${tableId}.csv`, content: new Blob([csv]) }, { dataAction: 'ADD' })
  const back = (await session.get(tableId, { uploadable: true })).filter((row) => ids.includes(String(row['id'])))
  expect(byId(back)).toEqual(byId(rows))
})
