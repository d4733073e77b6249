// Keeping a table: from pages of a server to a copy in its place, through all that may go wrong on the way.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatasetService } from '@main/dataset/dataset-service'
import { TaskService } from '@main/task/task-service'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery } from '@shared/query/query'
import type { DatasetId } from '@shared/table/table'
import { sliceRows } from '@shared/table/table-slice'
import type { Task } from '@shared/task/task'
import { FakeServer, pageResponse, serverId, type WireRow } from '../support/engine/fake-server'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { column, condition, query, table } from '../support/sample-table'

const metadata = table('ASE', [column('id'), column('count', 'int')])
const makeRows = (count: number): WireRow[] =>
  Array.from({ length: count }, (_, i) => ({ id: `r${String(i).padStart(5, '0')}`, count: i }))
const never = new AbortController().signal

let engine: TestEngine
let server: FakeServer
let seen: Task[]
let tasks: TaskService
let datasets: DatasetService

const newTasks = () =>
  new TaskService({
    announce: (name, payload) => {
      if (name === 'task.changed') seen.push(payload as Task)
    },
  })

const newService = () =>
  new DatasetService({
    folder: engine.folder,
    engine: engine.engine,
    servers: server,
    tasks,
    onChange: () => undefined,
    retryDelaysMs: [1, 1, 1],
  })

beforeEach(async () => {
  engine = await startTestEngine()
  server = new FakeServer(metadata, makeRows(95), 10)
  seen = []
  tasks = newTasks()
  datasets = newService()
})
afterEach(async () => {
  await tasks.close()
  await engine.close()
})

const keep = async (asked = emptyQuery()): Promise<Task> => tasks.whenEnded(datasets.keep(serverId, 'ASE', asked))

const rowsOf = async (id: DatasetId) =>
  sliceRows(await datasets.source(id).rows(emptyQuery(), { offset: 0, limit: 1000 }, never))

const onlyDataset = async () => {
  const [dataset, ...others] = await datasets.list()
  expect(others).toEqual([])
  if (!dataset) throw new Error('Nothing was kept.')
  return dataset
}

/** What stands in the folder of running jobs, besides the place for spilled data. */
const leftInWork = async () => (await readdir(join(engine.folder, '.work'))).filter((name) => name !== 'spill')

/** A hook that does something once, at one page. */
const once = (offset: number, act: () => Response | Promise<Response | undefined> | undefined) => {
  server.pageHook = (page) => (page.offset === offset && page.attempt === 1 ? act() : undefined)
}

describe('a table that is kept', () => {
  test('has every row in the server’s order and all that is known of it', async () => {
    const task = await keep()
    expect(task).toMatchObject({ state: 'done', doneCount: 95, totalCount: 95, error: null })
    const dataset = await onlyDataset()
    expect(dataset).toMatchObject({
      serverId,
      serverName: 'Test server',
      serverAddress: 'https://server.example',
      userName: 'admin',
      rowCount: 95,
      table: metadata,
      query: emptyQuery(),
    })
    expect(dataset.sizeBytes).toBeGreaterThan(1000)
    expect(await rowsOf(dataset.id)).toEqual(makeRows(95))
    expect(JSON.parse(await readFile(join(engine.folder, dataset.id, 'manifest.json'), 'utf8'))).toEqual(dataset)
    expect(await leftInWork()).toEqual([])
  })

  test('is asked for in pages, each once, at most four at a time', async () => {
    await keep()
    expect([...server.asked].sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
    expect(server.mostAtOnce).toBeGreaterThan(1)
    expect(server.mostAtOnce).toBeLessThanOrEqual(4)
  })

  test('may be empty', async () => {
    server.rows = []
    expect(await keep()).toMatchObject({ state: 'done', doneCount: 0 })
    const { id } = await onlyDataset()
    expect(await datasets.source(id).rows(emptyQuery(), { offset: 0, limit: 5 }, never)).toMatchObject({
      data: [[], []],
      totalRowCount: 0,
    })
  })

  test('may be some columns of a part; the id always comes along', async () => {
    const asked = query({ columns: ['count'] }, condition('count', 'less', '5'))
    server = Object.assign(server, { table: table('ASE', [column('id'), column('count', 'int'), column('other')]) })
    server.pageHook = (page) => {
      expect(page.query.columns).toEqual(['id', 'count'])
      expect(page.query.filter).toEqual(asked.filter)
      return undefined
    }
    expect(await keep(asked)).toMatchObject({ state: 'done' })
    expect((await onlyDataset()).table.columns.map(({ name }) => name)).toEqual(['id', 'count'])
  })

  test('asked for twice at once is downloaded once', async () => {
    expect(datasets.keep(serverId, 'ASE', emptyQuery())).toBe(datasets.keep(serverId, 'ASE', emptyQuery()))
  })
})

describe('trouble on the way', () => {
  test('a page that breaks off, one that is cut off and a busy server are asked again', async () => {
    const broken = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"items":['))
        controller.error(new TypeError('terminated'))
      },
    })
    server.pageHook = ({ offset, attempt }) => {
      if (attempt > 1) return undefined
      if (offset === 10) return new Response(broken)
      if (offset === 20) return new Response('{"total":95,"items":[{"id"')
      if (offset === 30) throw new AppError('server.unavailable', 'Busy.')
      return undefined
    }
    expect(await keep()).toMatchObject({ state: 'done', doneCount: 95 })
    expect(await rowsOf((await onlyDataset()).id)).toEqual(makeRows(95))
  })

  test('a network that stays away fails the task; asked again, it goes on with the pages that it has', async () => {
    server.pageHook = ({ offset }) => {
      if (offset >= 50) throw new AppError('network.unreachable', 'No network.')
      return undefined
    }
    expect(await keep()).toMatchObject({ state: 'failed', error: { code: 'network.unreachable' } })
    expect(await datasets.list()).toEqual([])
    server.pageHook = () => undefined
    const before = server.asked.length
    expect(await keep()).toMatchObject({ state: 'done' })
    const again = server.asked.slice(before)
    expect(again.every((offset) => offset > 0)).toBe(true)
    expect(await rowsOf((await onlyDataset()).id)).toEqual(makeRows(95))
  })

  test('a token that dies pauses the task, which goes on at the same page after a sign-in', async () => {
    let isSignedIn = true
    server.pageHook = ({ offset }) => {
      if (offset === 40 && server.asked.filter((each) => each === 40).length === 1) isSignedIn = false
      if (!isSignedIn) throw new AppError('auth.expired', 'The session has ended.')
      return undefined
    }
    let signIns = 0
    server.signIn = async () => {
      signIns += 1
      expect(tasks.list()[0]?.state).toBe('waiting-for-sign-in')
      isSignedIn = true
    }
    expect(await keep()).toMatchObject({ state: 'done', doneCount: 95 })
    expect(signIns).toBe(1)
    expect(server.asked.filter((offset) => offset === 0)).toHaveLength(1)
  })

  test('a server’s refusal fails the task with the server’s words and leaves nothing behind', async () => {
    once(20, () => new Response('{"errors":[{"message":"No \'Read\' permission","code":"DS04"}]}'))
    expect(await keep()).toMatchObject({
      state: 'failed',
      error: { code: 'server.refused', facts: { serverWords: "No 'Read' permission" } },
    })
    expect(await leftInWork()).toEqual([])
    expect(await datasets.list()).toEqual([])
  })

  test('a table that changes meanwhile is read again from the start', async () => {
    once(50, () => {
      server.rows = makeRows(97)
      return undefined
    })
    expect(await keep()).toMatchObject({ state: 'done', doneCount: 97 })
    expect(seen.some(({ phase }) => phase.includes('changed'))).toBe(true)
    expect(await rowsOf((await onlyDataset()).id)).toEqual(makeRows(97))
  })

  test('a table that keeps changing is not kept', async () => {
    server.pageHook = ({ offset }) => {
      if (offset === 50) server.rows = makeRows(server.rows.length + 1)
      return undefined
    }
    expect(await keep()).toMatchObject({ state: 'failed', error: { code: 'dataset.changed' } })
    expect(await datasets.list()).toEqual([])
  })

  test('rows that moved between pages are noticed by an id that comes twice', async () => {
    server.pageHook = ({ offset }) => (offset === 20 ? pageResponse(makeRows(95).slice(19, 29), 95) : undefined)
    expect(await keep()).toMatchObject({ state: 'failed', error: { code: 'dataset.changed' } })
  })

  test('cancelled, it leaves nothing behind', async () => {
    const isAsked = new Promise<void>((resolve) => {
      server.pageHook = ({ offset }) => {
        if (offset !== 50) return undefined
        resolve()
        return new Promise(() => undefined)
      }
    })
    const taskId = datasets.keep(serverId, 'ASE', emptyQuery())
    await isAsked
    tasks.cancel(taskId)
    expect(await tasks.whenEnded(taskId)).toMatchObject({ state: 'cancelled', error: null })
    expect(await leftInWork()).toEqual([])
    expect(await datasets.list()).toEqual([])
  })
})

describe('a copy that is there', () => {
  test('is replaced when a new one is complete, and serves until then', async () => {
    await keep()
    const before = await onlyDataset()
    server.rows = makeRows(30)
    server.pageHook = async ({ offset }) => {
      if (offset === 10) expect((await rowsOf(before.id)).length).toBe(95)
      return undefined
    }
    expect(await tasks.whenEnded(await datasets.refresh(before.id))).toMatchObject({ state: 'done', doneCount: 30 })
    expect(await onlyDataset()).toMatchObject({ id: before.id, rowCount: 30 })
    expect(await rowsOf(before.id)).toEqual(makeRows(30))
    expect(await leftInWork()).toEqual([])
  })

  test('stays when its refresh fails', async () => {
    await keep()
    const before = await onlyDataset()
    server.pageHook = () => {
      throw new AppError('table.missing', 'Gone.')
    }
    expect(await tasks.whenEnded(await datasets.refresh(before.id))).toMatchObject({ state: 'failed' })
    expect(await rowsOf(before.id)).toEqual(makeRows(95))
  })

  test('is gone after it is deleted, and says so when it is asked', async () => {
    await keep()
    const { id } = await onlyDataset()
    await rowsOf(id)
    await datasets.delete(id)
    expect(await datasets.list()).toEqual([])
    expect(await readdir(engine.folder)).not.toContain(id)
    await expect(rowsOf(id)).rejects.toMatchObject({ code: 'dataset.missing' })
  })

  test('is listed after the next start, and a damaged one is put aside and told', async () => {
    await keep()
    const { id } = await onlyDataset()
    await mkdir(join(engine.folder, 'broken-one'))
    await writeFile(join(engine.folder, 'broken-one', 'manifest.json'), '{"id":"broken-one"')
    const later = newService()
    await later.start()
    expect((await later.list()).map((dataset) => dataset.id)).toEqual([id])
    const told = tasks.list().find(({ title }) => title.includes('broken-one'))
    expect(told && (await tasks.whenEnded(told.id))).toMatchObject({ error: { code: 'dataset.corrupt' } })
    expect(await readdir(engine.folder)).not.toContain('broken-one')
  })

  test('whose rows are no database says that it is damaged', async () => {
    await keep()
    const { id } = await onlyDataset()
    await engine.engine.ask('copy.close', { copy: { kind: 'kept', datasetId: id } })
    await writeFile(join(engine.folder, id, 'rows.duckdb'), 'not a database at all'.repeat(1000))
    await expect(rowsOf(id)).rejects.toMatchObject({ code: 'dataset.corrupt' })
  })
})

describe('a program that was killed', () => {
  /** Stop in the midst of a download, as a kill does: what is on the disk stays as it is. */
  const stopAt = async (offset: number) => {
    datasets.close()
    await new Promise<void>((resolve) => {
      server.pageHook = (page) => {
        if (page.offset !== offset) return undefined
        resolve()
        throw new AppError('cancelled', 'Killed.')
      }
      datasets.keep(serverId, 'ASE', emptyQuery())
    })
    await tasks.close()
    server.pageHook = () => undefined
    tasks = newTasks()
    datasets = newService()
  }

  test('goes on at the next start with the pages that are missing', async () => {
    await stopAt(60)
    const before = server.asked.length
    await datasets.start()
    const [task] = tasks.list()
    expect(task && (await tasks.whenEnded(task.id))).toMatchObject({ state: 'done', doneCount: 95 })
    expect(server.asked.slice(before)).not.toContain(0)
    expect(server.asked.slice(before)).toContain(60)
    expect(await rowsOf((await onlyDataset()).id)).toEqual(makeRows(95))
  })

  test('notices at the next start that the table changed', async () => {
    await stopAt(60)
    server.rows = makeRows(99)
    await datasets.start()
    const [task] = tasks.list()
    expect(task && (await tasks.whenEnded(task.id))).toMatchObject({ state: 'done', doneCount: 99 })
    expect(await rowsOf((await onlyDataset()).id)).toEqual(makeRows(99))
  })

  test('clears away what has no ledger', async () => {
    await mkdir(join(engine.folder, '.work', 'half-a-job', 'pages'), { recursive: true })
    await datasets.start()
    expect(await leftInWork()).toEqual([])
  })

  test.each([
    ['before', false],
    ['after', true],
  ])('finishes an exchange that ended %s the new copy was complete', async (_, isFreshThere) => {
    await keep()
    const { id } = await onlyDataset()
    await engine.engine.ask('copy.close', { copy: { kind: 'kept', datasetId: id } })
    const { cp, rename } = await import('node:fs/promises')
    const job = join(engine.folder, '.work', 'exchange')
    await mkdir(job, { recursive: true })
    if (isFreshThere) await cp(join(engine.folder, id), join(job, 'copy'), { recursive: true })
    await rename(join(engine.folder, id), join(job, 'replaced'))
    datasets = newService()
    await datasets.start()
    expect(await rowsOf(id)).toEqual(makeRows(95))
    expect(await leftInWork()).toEqual([])
    await rm(job, { recursive: true, force: true })
  })
})
