// The keeping of tables for tests: an engine, a server that can fail, tasks, and the service over them.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { DatasetService } from '@main/dataset/dataset-service'
import { TaskService } from '@main/task/task-service'
import { emptyQuery } from '@shared/query/query'
import type { DatasetId } from '@shared/table/table'
import { sliceRows } from '@shared/table/table-slice'
import type { Task } from '@shared/task/task'
import { column, table } from '../sample-table'
import { FakeServer, serverId, type WireRow } from './fake-server'
import { startTestEngine } from './test-engine'

const never = new AbortController().signal

/** The table that is kept. */
export const metadata = table('ASE', [column('id'), column('count', 'int')])

/** So many rows of it. */
export const makeRows = (count: number): WireRow[] =>
  Array.from({ length: count }, (_, i) => ({ id: `r${String(i).padStart(5, '0')}`, count: i }))

export type Keeping = Awaited<ReturnType<typeof startKeeping>>

/** Begin with a server of 95 rows in pages of ten, and nothing kept. */
export async function startKeeping() {
  const engine = await startTestEngine()
  const server = new FakeServer(metadata, makeRows(95), 10)
  const seen: Task[] = []
  const newTasks = () =>
    new TaskService({
      announce: (name, payload) => {
        if (name === 'task.changed') seen.push(payload as Task)
      },
    })
  const newDatasets = (tasks: TaskService) =>
    new DatasetService({
      folder: engine.folder,
      engine: engine.engine,
      servers: server,
      tasks,
      onChange: () => undefined,
      retryDelaysMs: [1, 1, 1],
    })
  const firstTasks = newTasks()
  const keeping = {
    engine,
    server,
    /** All states of tasks that were announced. */
    seen,
    tasks: firstTasks,
    datasets: newDatasets(firstTasks),

    keep: async (asked = emptyQuery()): Promise<Task> =>
      keeping.tasks.whenEnded(keeping.datasets.keep(serverId, 'ASE', asked)),

    rowsOf: async (id: DatasetId) =>
      sliceRows(await keeping.datasets.source(id).rows(emptyQuery(), { offset: 0, limit: 1000 }, never)),

    onlyDataset: async () => {
      const [dataset, ...others] = await keeping.datasets.list()
      expect(others).toEqual([])
      if (!dataset) throw new Error('Nothing was kept.')
      return dataset
    },

    /** What stands in the folder of running jobs, besides the place for spilled data. */
    leftInWork: async () => (await readdir(join(engine.folder, '.work'))).filter((name) => name !== 'spill'),

    /** A hook that does something once, at one page. */
    once: (offset: number, act: () => Response | Promise<Response | undefined> | undefined) => {
      server.pageHook = (page) => (page.offset === offset && page.attempt === 1 ? act() : undefined)
    },

    /** Another service over the same folder, as the next start of the program has it. */
    newService: () => newDatasets(keeping.tasks),

    /** Go on as the next start of the program: with new tasks and a new service. */
    beginAgain: () => {
      keeping.tasks = newTasks()
      keeping.datasets = newDatasets(keeping.tasks)
    },

    close: async () => {
      await keeping.tasks.close()
      await engine.close()
    },
  }
  return keeping
}
