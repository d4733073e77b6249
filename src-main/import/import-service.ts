// Rows from files into a table that is there: one import for each file, from looking into it to sending its rows.
import { randomUUID } from 'node:crypto'
import type { EngineAsk } from '@main/engine/messages'
import type { ServerConnection } from '@main/server/server-connection'
import type { Session } from '@main/session/client/session'
import type { TaskHandle, TaskProgress, TaskService } from '@main/task/task-service'
import type { EditPlace, EditStep } from '@shared/edit/staged'
import { AppError } from '@shared/errors/app-error'
import type { FileCount, FileLook, FileReading } from '@shared/import/file-reading'
import { importableColumns, planProblem, type ImportPlan } from '@shared/import/import-plan'
import { mostStagedRows, type ImportRefusals, type ImportReport, type ImportSent } from '@shared/import/import-report'
import type { ServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import type { TaskId } from '@shared/task/task'
import { ServerAsker, type AskedServers } from './ask-server'
import { checkFile } from './check-file'
import { nameOfFile } from './file-name'
import { rowsInWords } from './row-words'
import { noteStaged, sendRows, stagingSteps, type Sending } from './send-rows'

/** What the service needs of the sessions. */
export type ImportServers = AskedServers & {
  connection(serverId: ServerId): Promise<ServerConnection>
  session(serverId: ServerId, waiting?: <T>(wait: () => Promise<T>) => Promise<T>): Session
  readonly untilClosed: AbortSignal
}

/** Takes rows that are staged rather than sent. */
export type RowStager = {
  stageMany(
    place: EditPlace,
    title: string,
    chunks: AsyncIterable<readonly EditStep[]>,
    signal: AbortSignal,
  ): Promise<unknown>
}

export type ImportServiceOptions = {
  readonly engine: EngineAsk
  readonly servers: ImportServers
  readonly tasks: TaskService
  readonly edits: RowStager
}

type Import = {
  readonly id: string
  readonly place: EditPlace
  readonly filePath: string
  table: Table | null
  /** What the engine holds: whole once it was checked. */
  isChecked: boolean
  rowCount: number
  sent: ImportSent | null
  /** One step at a time. */
  isBusy: boolean
  isClosing: boolean
}

/** All files that are being imported. Lives as long as the program. */
export class ImportService {
  private readonly imports = new Map<string, Import>()

  constructor(private readonly options: ImportServiceOptions) {}

  /**
   * Begin an import by looking into a file.
   *
   * @throws AppError `input.invalid` for what holds no rows, `file.failed`; and what describing the table answers
   */
  async open(place: EditPlace, filePath: string): Promise<{ importId: string; fileName: string; look: FileLook }> {
    const { servers, engine } = this.options
    const connection = await servers.connection(place.serverId)
    const table = await connection.describeTable(place.tableId, servers.untilClosed)
    const names = importableColumns(table).flatMap(({ name, label }) => [name, label])
    const look = await engine.ask('import.look', { filePath, reading: null, names })
    const importId = randomUUID()
    this.imports.set(importId, {
      id: importId,
      place,
      filePath,
      table,
      isChecked: false,
      rowCount: 0,
      sent: null,
      isBusy: false,
      isClosing: false,
    })
    return { importId, fileName: nameOfFile(filePath), look }
  }

  look(importId: string, reading: FileReading): Promise<FileLook> {
    const { filePath } = this.get(importId)
    return this.options.engine.ask('import.look', { filePath, reading, names: [] })
  }

  count(importId: string, reading: FileReading): Promise<FileCount> {
    const { filePath } = this.get(importId)
    return this.options.engine.ask('import.count', { filePath, reading })
  }

  /** Start the dry run. @throws AppError `input.invalid` for a plan that cannot be tried */
  check(importId: string, reading: FileReading, plan: ImportPlan): TaskId {
    const one = this.get(importId)
    const { engine } = this.options
    return this.start(one, `Checking ${nameOfFile(one.filePath)}`, async (task, server) => {
      one.isChecked = false
      one.sent = null
      const table = await this.describe(one, server, task.signal)
      const problem = planProblem(table, plan)
      if (problem !== null) throw new AppError('input.invalid', problem)
      const { filePath, id: jobId } = one
      const { rowCount, counts } = await checkFile({ jobId, filePath, reading, plan, table, engine, server, task })
      one.rowCount = rowCount
      one.isChecked = true
      const readyCount = counts.addCount + counts.changeCount
      return {
        title: `Checked ${nameOfFile(filePath)}`,
        phase: `${rowsInWords(readyCount)} of ${rowsInWords(rowCount)} can be written`,
        doneCount: rowCount,
        totalCount: rowCount,
      }
    })
  }

  /** Where an import stands; null before it was checked. */
  async report(importId: string): Promise<ImportReport | null> {
    const one = this.get(importId)
    if (!one.isChecked) return null
    const { stagedCount, ...counts } = await this.options.engine.ask('import.counts', { jobId: one.id })
    return { rowCount: one.rowCount, counts, stagedCount, sent: one.sent }
  }

  refusals(importId: string, offset: number, limit: number): Promise<ImportRefusals> {
    return this.options.engine.ask('import.refusals', { jobId: this.checked(importId).id, offset, limit })
  }

  /** Write the refused rows and their reasons into a file. */
  async saveRefused(importId: string, filePath: string): Promise<string> {
    await this.options.engine.ask('import.saveRefused', { jobId: this.checked(importId).id, filePath })
    return filePath
  }

  /** What a file of refused rows could be called. */
  refusedName(importId: string): string {
    return `${nameOfFile(this.get(importId).filePath).replace(/\.[^.]*$/, '')}, refused rows.csv`
  }

  /** Stage all rows that are ready as one step that can be undone. */
  stage(importId: string): TaskId {
    const one = this.checked(importId)
    return this.start(one, `Staging rows of ${nameOfFile(one.filePath)}`, async (task) => {
      const { sending, readyCount } = await this.sending(one, task)
      if (readyCount > mostStagedRows) {
        throw new AppError(
          'input.invalid',
          `${rowsInWords(readyCount)} are too many to be staged; up to ${rowsInWords(mostStagedRows)} can be. Send them instead.`,
        )
      }
      task.update({ phase: 'Staging rows', totalCount: readyCount })
      const taken: number[] = []
      const title = `Import ${rowsInWords(readyCount)} from ${nameOfFile(one.filePath)}`
      await this.options.edits.stageMany(one.place, title, stagingSteps(sending, taken), task.signal)
      await noteStaged(sending, taken)
      return {
        title: `Staged ${rowsInWords(taken.length)} of ${nameOfFile(one.filePath)}`,
        phase: 'Staged',
        doneCount: taken.length,
        totalCount: taken.length,
      }
    })
  }

  /** Send all rows that are ready. The report tells what became of them, however the sending ends. */
  send(importId: string): TaskId {
    const one = this.checked(importId)
    return this.start(one, `Sending rows of ${nameOfFile(one.filePath)}`, async (task, server) => {
      const { sending, readyCount } = await this.sending(one, task)
      const session = this.options.servers.session(one.place.serverId, (wait) => task.whileWaitingForSignIn(wait))
      const sent = await sendRows(sending, { session, server }, readyCount)
      one.sent = one.sent === null ? sent : added(one.sent, sent)
      if (sent.endedBy) throw new AppError(sent.endedBy.code, sent.endedBy.message, { facts: sent.endedBy.facts })
      const writtenCount = sent.addedCount + sent.changedCount
      return {
        title: `Sent ${rowsInWords(writtenCount)} of ${nameOfFile(one.filePath)}`,
        phase: 'Sent',
        doneCount: readyCount,
        totalCount: readyCount,
      }
    })
  }

  /** Let go of an import; one that is under way is let go of when it has ended. */
  async close(importId: string): Promise<void> {
    const one = this.imports.get(importId)
    if (!one) return
    one.isClosing = true
    if (one.isBusy) return
    this.imports.delete(importId)
    await this.options.engine.ask('import.close', { jobId: one.id })
  }

  private start(
    one: Import,
    title: string,
    work: (task: TaskHandle, server: ServerAsker) => Promise<TaskProgress>,
  ): TaskId {
    if (one.isBusy) throw new AppError('input.invalid', 'This file is being worked on. Wait until that has ended.')
    one.isBusy = true
    const { serverId } = one.place
    const spec = { kind: 'import', title, phase: 'Starting', serverId } as const
    return this.options.tasks.start(spec, async (task) => {
      try {
        return await work(task, new ServerAsker(this.options.servers, serverId, task))
      } finally {
        one.isBusy = false
        if (one.isClosing) await this.close(one.id)
      }
    })
  }

  private describe({ place }: Import, server: ServerAsker, signal: AbortSignal): Promise<Table> {
    const { servers } = this.options
    return server.patiently(async () => {
      const connection = await servers.connection(place.serverId)
      return connection.describeTable(place.tableId, signal)
    })
  }

  private async sending(one: Import, task: TaskHandle): Promise<{ sending: Sending; readyCount: number }> {
    const { engine, servers } = this.options
    const table = await this.describe(one, new ServerAsker(servers, one.place.serverId, task), task.signal)
    const { addCount, changeCount } = await engine.ask('import.counts', { jobId: one.id })
    return { sending: { engine, jobId: one.id, table, task }, readyCount: addCount + changeCount }
  }

  private get(importId: string): Import {
    const one = this.imports.get(importId)
    if (!one) throw new AppError('input.invalid', 'This import is no longer open. Choose the file once more.')
    return one
  }

  private checked(importId: string): Import {
    const one = this.get(importId)
    if (!one.isChecked) throw new AppError('input.invalid', 'The file has to be checked first.')
    return one
  }
}

/** Two sendings of one file, as one. */
const added = (before: ImportSent, now: ImportSent): ImportSent => ({
  addedCount: before.addedCount + now.addedCount,
  changedCount: before.changedCount + now.changedCount,
  refusedCount: before.refusedCount + now.refusedCount,
  unknownCount: before.unknownCount + now.unknownCount,
  notSentCount: now.notSentCount,
  endedBy: now.endedBy,
})
