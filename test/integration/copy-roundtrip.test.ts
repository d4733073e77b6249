// Two thousand random rows of every type through all that the program does with rows: sent, read by both interfaces,
// kept offline, changed, exported from the copy and from the server, and the file imported again; every value equal.
import { readFile } from 'node:fs/promises'
import { DatasetService } from '@main/dataset/dataset-service'
import { ExportService } from '@main/export/export-service'
import type { RowSource } from '@main/server/row-source'
import type { RowValues } from '@main/server/table-access'
import { emptyQuery, type Query } from '@shared/query/query'
import type { SourceRef, Table } from '@shared/table/table'
import { sliceRows } from '@shared/table/table-slice'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseCsv } from '../support/engine/parse-csv'
import { startFileImports, type FileImports } from '../support/import/file-import'
import { anyRow, byId, cellValue, csvValue, tidyText } from '../support/random-rows'
import { condition, query } from '../support/sample-table'

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

let run: FileImports
let datasets: DatasetService
let exporting: ExportService
let table: Table

beforeAll(async () => {
  run = await startFileImports({ server: { snpCount: 5, samplesPerSnp: 2 } })
  const { engine, tasks, sessions, engineFolder: folder } = run
  datasets = new DatasetService({ folder, engine, servers: sessions, tasks, onChange: () => undefined })
  exporting = new ExportService({ engine, copier: datasets.copier, tasks })
  table = await live().describe(never)
})
afterAll(() => run.close())

const live = (): RowSource => run.sessions.source(run.serverId, tableId)
const onServer = (): SourceRef => ({ kind: 'live', serverId: run.serverId, tableId })

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
  const ended = await run.tasks.whenEnded(datasets.keep(run.serverId, tableId, emptyQuery()))
  expect(ended).toMatchObject({ state: 'done', error: null })
  const [dataset] = await datasets.list()
  if (!dataset) throw new Error('Nothing was kept.')
  return { kind: 'offline', datasetId: dataset.id }
}

/** @returns the file's path */
async function exported(source: SourceRef, name: string, asked: Query = emptyQuery()): Promise<string> {
  const path = await run.file(name, '')
  const ended = await run.tasks.whenEnded(exporting.toCsv(source, asked, path))
  expect(ended).toMatchObject({ state: 'done', error: null })
  return path
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
  await run.session.upsert(
    'Tissue',
    oddIds.map((code) => ({ code, name: `${code}, the tissue` })),
  )
  await run.session.upsert(
    'ASE',
    oddIds.map((SNP_ID) => ({ SNP_ID, Chr: '1', Pos: 1 })),
  )
  const idsOf = async (name: string, id: string) => (await run.session.get(name)).map((row) => String(row[id]))
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
    byId(await run.session.get(tableId, { q: [{ field: 'id', operator: 'LIKE', value: 'p' }], uploadable: true }))

  await run.session.addAll(tableId, rows)
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
  await run.session.updateAll(tableId, changes)
  const changed = byId(rows.map((row, at) => ({ ...row, ...changes[at] })))
  expect(byId(await rowsFrom(live()))).toEqual(changed)

  const copy = await keep()
  expect(byId(await rowsFrom(datasets.source(copy.datasetId)))).toEqual(changed)
  const path = await exported(copy, 'copy.csv')
  const csv = await readFile(path, 'utf8')
  expect(await readFile(await exported(onServer(), 'live.csv'), 'utf8')).toBe(csv)
  expect(byId(rowsIn(csv))).toEqual(changed)
  const { report: unchanged, task } = await run.check(tableId, path)
  expect(task).toMatchObject({ state: 'done', error: null })
  expect(unchanged?.counts).toMatchObject({ addCount: 0, changeCount: 0, refusedCount: 0 })

  const ids = rows.map(({ id }) => String(id))
  await run.session.deleteList(tableId, ids)
  expect(await rowsFrom(live())).toEqual([])
  const { importId, report } = await run.check(tableId, path)
  expect(report?.counts).toMatchObject({ addCount: rowCount, changeCount: 0, refusedCount: 0 })
  await run.send(importId)
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
  await run.session.addAll(tableId, rows)
  const columns = table.columns.filter(({ type }) => type !== 'file' && type !== 'back-references')
  const path = await exported(onServer(), 'all.csv', {
    ...query({}, condition('id', 'contains', 'new-')),
    columns: columns.map(({ name }) => name),
  })
  const ids = rows.map(({ id }) => String(id))
  await run.session.deleteList(tableId, ids)
  await run.session.uploadZip(
    { name: `${tableId}.csv`, content: new Blob([await readFile(path)]) },
    { dataAction: 'ADD' },
  )
  const back = (await run.session.get(tableId, { uploadable: true })).filter((row) => ids.includes(String(row['id'])))
  expect(byId(back)).toEqual(byId(rows))
})
