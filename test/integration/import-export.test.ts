// What was exported comes back as it is: every row of every sample table, and after a change only what was changed.
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DatasetService } from '@main/dataset/dataset-service'
import { ExportService } from '@main/export/export-service'
import { emptyQuery } from '@shared/query/query'
import { startFileImports, type FileImports } from '../support/import/file-import'

let run: FileImports
beforeEach(async () => {
  run = await startFileImports()
})
afterEach(() => run.close())

async function exported(tableId: string): Promise<string> {
  const { engine, tasks, sessions, serverId } = run
  const folder = run.engineFolder
  const datasets = new DatasetService({ folder, engine, servers: sessions, tasks, onChange: () => undefined })
  const exports = new ExportService({ engine, copier: datasets.copier, tasks })
  const path = await run.file(`${tableId}.csv`, '')
  const source = { kind: 'live', serverId, tableId } as const
  expect(await tasks.whenEnded(exports.toCsv(source, emptyQuery(), path))).toMatchObject({ state: 'done' })
  return path
}

const tables = ['AllTypes', 'Visit', 'Vial', 'Tissue', 'Grade', 'Remark', 'ASE', 'SampleAse', 'Donor']

it.each(tables)('%s is exported and imported again without a difference', async (tableId) => {
  const path = await exported(tableId)
  const { report, importId, task } = await run.check(tableId, path)
  expect(task.error).toBeNull()
  expect(await run.refusals(importId)).toEqual([])
  expect(report?.counts).toMatchObject({ addCount: 0, changeCount: 0, refusedCount: 0 })
  expect(report?.counts.unchangedCount).toBe(report?.rowCount)
})

it('rows that were deleted come back as they were', async () => {
  const path = await exported('AllTypes')
  const before = await run.session.get('AllTypes')
  const ids = before.map((row) => String(row['id'])).filter((_, index) => index % 2 === 0)
  const free = ids.filter((id) => !['full', 'formula', 'long largest'].includes(id))
  await run.session.deleteList('AllTypes', free)
  const { importId, report } = await run.check('AllTypes', path)
  expect(report?.counts).toMatchObject({ addCount: free.length, changeCount: 0, refusedCount: 0 })
  expect((await run.send(importId)).report.sent).toMatchObject({ addedCount: free.length, refusedCount: 0 })
  const bare = ({ xfile: _file, ...row }: (typeof before)[number]) => row
  const after = new Map((await run.session.get('AllTypes')).map((row) => [row['id'], bare(row)]))
  // Servers keep no empty text that is written: it comes back as no value.
  const kept = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))
  for (const row of before) expect(kept(after.get(row['id']) ?? {})).toEqual(kept(bare(row)))
  expect((await readFile(path, 'utf8')).length).toBeGreaterThan(1000)
})
