// Copies that are kept: refreshed, deleted, damaged, and what the next start makes of a program that was killed.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery } from '@shared/query/query'
import { serverId } from '../support/engine/fake-server'
import { makeRows, startKeeping, type Keeping } from '../support/engine/keeping'

let run: Keeping
beforeEach(async () => {
  run = await startKeeping()
})
afterEach(() => run.close())

describe('a copy that is there', () => {
  test('is replaced when a new one is complete, and serves until then', async () => {
    await run.keep()
    const before = await run.onlyDataset()
    run.server.rows = makeRows(30)
    run.server.pageHook = async ({ offset }) => {
      if (offset === 10) expect((await run.rowsOf(before.id)).length).toBe(95)
      return undefined
    }
    expect(await run.tasks.whenEnded(await run.datasets.refresh(before.id))).toMatchObject({
      state: 'done',
      doneCount: 30,
    })
    expect(await run.onlyDataset()).toMatchObject({ id: before.id, rowCount: 30 })
    expect(await run.rowsOf(before.id)).toEqual(makeRows(30))
    expect(await run.leftInWork()).toEqual([])
  })

  test('stays when its refresh fails', async () => {
    await run.keep()
    const before = await run.onlyDataset()
    run.server.pageHook = () => {
      throw new AppError('table.missing', 'Gone.')
    }
    expect(await run.tasks.whenEnded(await run.datasets.refresh(before.id))).toMatchObject({ state: 'failed' })
    expect(await run.rowsOf(before.id)).toEqual(makeRows(95))
  })

  test('is gone after it is deleted, and says so when it is asked', async () => {
    await run.keep()
    const { id } = await run.onlyDataset()
    await run.rowsOf(id)
    await run.datasets.delete(id)
    expect(await run.datasets.list()).toEqual([])
    expect(await readdir(run.engine.folder)).not.toContain(id)
    await expect(run.rowsOf(id)).rejects.toMatchObject({ code: 'dataset.missing' })
  })

  test('is listed after the next start, and a damaged one is put aside and told', async () => {
    await run.keep()
    const { id } = await run.onlyDataset()
    await mkdir(join(run.engine.folder, 'broken-one'))
    await writeFile(join(run.engine.folder, 'broken-one', 'manifest.json'), '{"id":"broken-one"')
    const later = run.newService()
    await later.start()
    expect((await later.list()).map((dataset) => dataset.id)).toEqual([id])
    const told = run.tasks.list().find(({ title }) => title.includes('broken-one'))
    expect(told && (await run.tasks.whenEnded(told.id))).toMatchObject({ error: { code: 'dataset.corrupt' } })
    expect(await readdir(run.engine.folder)).not.toContain('broken-one')
  })

  test('whose rows are no database says that it is damaged', async () => {
    await run.keep()
    const { id } = await run.onlyDataset()
    await run.engine.engine.ask('copy.close', { copy: { kind: 'kept', datasetId: id } })
    await writeFile(join(run.engine.folder, id, 'rows.duckdb'), 'not a database at all'.repeat(1000))
    await expect(run.rowsOf(id)).rejects.toMatchObject({ code: 'dataset.corrupt' })
  })
})

describe('a program that was killed', () => {
  /** Stop in the midst of a download, as a kill does: what is on the disk stays as it is. */
  const stopAt = async (offset: number) => {
    run.datasets.close()
    await new Promise<void>((resolve) => {
      run.server.pageHook = (page) => {
        if (page.offset !== offset) return undefined
        resolve()
        throw new AppError('cancelled', 'Killed.')
      }
      run.datasets.keep(serverId, 'ASE', emptyQuery())
    })
    await run.tasks.close()
    run.server.pageHook = () => undefined
    run.beginAgain()
  }

  test('goes on at the next start with the pages that are missing', async () => {
    await stopAt(60)
    const before = run.server.asked.length
    await run.datasets.start()
    const [task] = run.tasks.list()
    expect(task && (await run.tasks.whenEnded(task.id))).toMatchObject({ state: 'done', doneCount: 95 })
    expect(run.server.asked.slice(before)).not.toContain(0)
    expect(run.server.asked.slice(before)).toContain(60)
    expect(await run.rowsOf((await run.onlyDataset()).id)).toEqual(makeRows(95))
  })

  test('notices at the next start that the table changed', async () => {
    await stopAt(60)
    run.server.rows = makeRows(99)
    await run.datasets.start()
    const [task] = run.tasks.list()
    expect(task && (await run.tasks.whenEnded(task.id))).toMatchObject({ state: 'done', doneCount: 99 })
    expect(await run.rowsOf((await run.onlyDataset()).id)).toEqual(makeRows(99))
  })

  test('clears away what has no ledger', async () => {
    await mkdir(join(run.engine.folder, '.work', 'half-a-job', 'pages'), { recursive: true })
    await run.datasets.start()
    expect(await run.leftInWork()).toEqual([])
  })

  test.each([
    ['before', false],
    ['after', true],
  ])('finishes an exchange that ended %s the new copy was complete', async (_, isFreshThere) => {
    await run.keep()
    const { id } = await run.onlyDataset()
    await run.engine.engine.ask('copy.close', { copy: { kind: 'kept', datasetId: id } })
    const { cp, rename } = await import('node:fs/promises')
    const job = join(run.engine.folder, '.work', 'exchange')
    await mkdir(job, { recursive: true })
    if (isFreshThere) await cp(join(run.engine.folder, id), join(job, 'copy'), { recursive: true })
    await rename(join(run.engine.folder, id), join(job, 'replaced'))
    run.datasets = run.newService()
    await run.datasets.start()
    expect(await run.rowsOf(id)).toEqual(makeRows(95))
    expect(await run.leftInWork()).toEqual([])
    await rm(job, { recursive: true, force: true })
  })
})
