// Changes of a test: a sample server behind a proxy that can lose answers, sessions, a place for journals, and somebody else.
import type { EditPlace, EditStep, RowKey, SendReport, StagedRow } from '@shared/edit/staged'
import { keyOfRow } from '@shared/edit/staged'
import type { ServerId, SignIn } from '@shared/server/server-profile'
import type { Row } from '@shared/table/table-slice'
import { EditService } from '@main/edit/edit-service'
import { createSampleServer, type SampleServerOptions } from '@main/sample-server/index'
import { openSession } from '@main/session/client/open-session'
import type { Session } from '@main/session/client/session'
import { TaskService } from '@main/task/task-service'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFaultyProxy, type FaultyProxy } from './faulty-proxy'
import { createTestSessions, hasty } from './test-sessions'

export type EditWorld = {
  readonly proxy: FaultyProxy
  readonly folder: string
  readonly sessions: ReturnType<typeof createTestSessions>['sessions']
  readonly tasks: TaskService
  readonly serverId: ServerId
  /** The same server, by a session of its own. */
  readonly other: Session
  readonly warnings: string[]
  edits: EditService
  readonly at: (tableId: string) => EditPlace
  /** The program ends and starts again. */
  restart(): void
  /** Send, wait for the end, and tell what became of it. */
  send(tableIds?: readonly string[] | null): Promise<SendReport>
  rows(tableId: string): Promise<readonly StagedRow[]>
  close(): Promise<void>
}

const account = (userName: string): SignIn => ({ kind: 'password', userName, password: userName })

/** A server with five generated SNPs, and an account signed in to it. */
export async function createEditWorld(
  options: SampleServerOptions & { readonly userName?: string } = {},
): Promise<EditWorld> {
  const { userName = 'admin', ...size } = options
  const { fetch: answer } = createSampleServer({ snpCount: 5, samplesPerSnp: 2, ...size })
  const proxy = await startFaultyProxy(answer)
  const now = options.now ?? (() => new Date())
  const { sessions } = createTestSessions({ now, patience: { firstByteMs: 1_000 } })
  const folder = mkdtempSync(join(tmpdir(), 'edits-'))
  const tasks = new TaskService({ announce: () => undefined })
  const warnings: string[] = []
  const warn = (text: string) => void warnings.push(text)
  const start = () => new EditService({ folder, servers: sessions, tasks, announce: () => undefined, warn, now })
  const { id: serverId } = await sessions.add({ address: proxy.root, name: 'Test', signIn: account(userName) })
  const other = await openSession({ address: proxy.root, fetch, now, patience: hasty })
  await other.login('admin', 'admin')
  const world: EditWorld = {
    proxy,
    folder,
    sessions,
    tasks,
    serverId,
    other,
    warnings,
    edits: start(),
    at: (tableId) => ({ serverId, tableId }),
    restart: () => (world.edits = start()),
    send: async (tableIds = null) => {
      const taskId = await world.edits.send(serverId, tableIds)
      const task = await tasks.whenEnded(taskId)
      const report = world.edits.report(taskId)
      if (report === null) throw new Error(`No report: ${JSON.stringify(task)}`)
      return report
    },
    rows: async (tableId) => (await world.edits.review(world.at(tableId), 'all', 0, 1000)).rows,
    close: async () => {
      await tasks.close()
      sessions.close()
      await proxy.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return world
}

/** A step that changes cells of a row. */
export const setting = (id: string, before: Row, cells: Row): EditStep => ({
  kind: 'set',
  key: keyOfRow(id),
  label: id,
  before,
  cells,
})

/** A step that deletes a row. */
export const deleting = (id: string, before: Row = {}): EditStep => ({
  kind: 'delete',
  key: keyOfRow(id),
  label: id,
  before,
})

export const adding = (cells: Row): EditStep => ({ kind: 'add', cells })

/** The keys of staged rows with what matters of each. */
export const shown = (rows: readonly StagedRow[]): readonly (readonly [RowKey, string, Row])[] =>
  rows.map(({ key, kind, after }) => [key, kind, after] as const)
