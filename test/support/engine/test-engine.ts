// An engine over a folder that is there for one test only, and the short way to a copy in it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type Engine } from '@main/engine/create-engine'
import type { CopyRef, CopyReport } from '@main/engine/messages'
import { places } from '@shared/dataset/places'
import type { Table } from '@shared/table/table'
import { pageText, type WireRow } from './fake-server'

export type TestEngine = {
  readonly folder: string
  readonly engine: Engine
  /** Build a copy from pages as texts, in their order; a new job each time. */
  copyOf(
    table: Table,
    pages: readonly (string | Buffer)[],
    pageRows?: number,
  ): Promise<{ copy: CopyRef; report: CopyReport }>
  /** Build a copy of rows in one page. */
  copyOfRows(table: Table, rows: readonly WireRow[]): Promise<CopyRef>
  close(): Promise<void>
}

let lastJob = 0

/** Start an engine in a folder of its own. */
export async function startTestEngine(): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-test-'))
  const engine = createEngine({ folder, threads: 2 })
  const copyOf: TestEngine['copyOf'] = async (table, pages, pageRows = 10_000) => {
    const jobId = `job-${(lastJob += 1)}`
    await mkdir(join(folder, places.pages(jobId)), { recursive: true })
    for (const [index, page] of pages.entries()) {
      const offset = index * pageRows
      await writeFile(join(folder, places.page(jobId, offset)), page)
      await engine.ask('page.convert', { jobId, offset, table })
    }
    const report = await engine.ask('copy.build', { jobId, table })
    return { copy: { kind: 'job', jobId }, report }
  }
  return {
    folder,
    engine,
    copyOf,
    copyOfRows: async (table, rows) => (await copyOf(table, [pageText(rows, rows.length)])).copy,
    close: async () => {
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
