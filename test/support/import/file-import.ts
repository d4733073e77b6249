// A server over loopback, an engine and the services of imports, for one test; files are written where they can be read.
import { serve } from '@hono/node-server'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EditService } from '@main/edit/edit-service'
import { createEngine } from '@main/engine/create-engine'
import { ImportService } from '@main/import/import-service'
import { UploadService } from '@main/import/upload-service'
import { createSampleServer, type SampleServerOptions } from '@main/sample-server/index'
import { TaskService } from '@main/task/task-service'
import type { EditPlace } from '@shared/edit/staged'
import type { FileReading } from '@shared/import/file-reading'
import { matchColumns, type ImportPlan } from '@shared/import/import-plan'
import type { ImportReport } from '@shared/import/import-report'
import type { ServerId } from '@shared/server/server-profile'
import type { Task } from '@shared/task/task'
import { createTestSessions } from '../test-sessions'

type Options = {
  readonly server?: SampleServerOptions
  readonly userName?: string
  /** What stands between the program and the server. */
  readonly through?: (answer: (request: Request) => Promise<Response>) => (request: Request) => Promise<Response>
}

export type FileImports = Awaited<ReturnType<typeof startFileImports>>

/** Start everything; `close` ends it. */
export async function startFileImports({
  server = {},
  userName = 'admin',
  through = (answer) => answer,
}: Options = {}) {
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  const sample = createSampleServer({ snpCount: 5, samplesPerSnp: 3, now, ...server })
  const folder = await mkdtemp(join(tmpdir(), 'import-test-'))
  const { http, address } = await listen(through(sample.fetch))
  const { sessions } = createTestSessions()
  const signIn = { kind: 'password' as const, userName, password: userName }
  const { id: serverId } = await sessions.add({ address, name: 'test', signIn })
  const engine = createEngine({ folder: join(folder, 'engine'), threads: 2 })
  const tasks = new TaskService({ announce: () => undefined })
  const edits = new EditService({
    folder: join(folder, 'edits'),
    servers: sessions,
    tasks,
    announce: () => undefined,
    warn: () => undefined,
    now: () => new Date(),
  })
  const imports = new ImportService({ engine, servers: sessions, tasks, edits })
  const uploads = new UploadService({ servers: sessions, tasks })
  return {
    /** Let time pass for the server. */
    passMinutes: (minutes: number) => void (aheadMs += minutes * 60_000),
    sessions,
    session: sessions.session(serverId),
    serverId,
    engine,
    engineFolder: join(folder, 'engine'),
    tasks,
    edits,
    imports,
    uploads,
    file: async (name: string, content: string | Uint8Array) => {
      const path = join(folder, name)
      await writeFile(path, content)
      return path
    },
    /** Look into a file, take what was found with some changes, and check it. */
    check: async (
      tableId: string,
      path: string,
      change: { plan?: Partial<ImportPlan>; reading?: Partial<FileReading> } = {},
    ) => {
      const place = placeOf(serverId, tableId)
      const opened = await imports.open(place, path)
      const reading = { ...opened.look.reading, ...change.reading }
      const { headings } = change.reading ? await imports.look(opened.importId, reading) : opened.look
      const connection = await sessions.connection(serverId)
      const table = await connection.describeTable(tableId, sessions.untilClosed)
      const columns = matchColumns(table, headings)
      const plan: ImportPlan = {
        columns,
        mode: 'add-and-change',
        emptyCells: 'no-value',
        referencesBy: 'id',
        ...change.plan,
      }
      const task = await tasks.whenEnded(imports.check(opened.importId, reading, plan))
      return { ...opened, place, task, plan, reading, report: await imports.report(opened.importId) }
    },
    send: async (importId: string): Promise<{ task: Task; report: ImportReport }> => {
      const task = await tasks.whenEnded(imports.send(importId))
      const report = await imports.report(importId)
      if (!report) throw new Error('There is no report.')
      return { task, report }
    },
    refusals: async (importId: string) => {
      const { rows } = await imports.refusals(importId, 0, 1000)
      return rows.map(({ line, column, value, reason }) => [line, column, value, reason] as const)
    },
    close: async () => {
      await tasks.close()
      sessions.close()
      await engine.close()
      await new Promise<void>((done) => {
        http.close(() => done())
        if ('closeAllConnections' in http) http.closeAllConnections()
      })
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const placeOf = (serverId: ServerId, tableId: string): EditPlace => ({ serverId, tableId })

function listen(fetch: (request: Request) => Promise<Response>) {
  return new Promise<{ http: ReturnType<typeof serve>; address: string }>((resolve) => {
    const http = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({ http, address: `http://127.0.0.1:${String(port)}` }),
    )
  })
}
