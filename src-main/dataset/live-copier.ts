// Makes a copy of a table on a server, or of a part of it: pages to parts, parts to one file, checked at the end.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CopyReport, EngineAsk, PageReport } from '@main/engine/messages'
import type { TaskHandle } from '@main/task/task-service'
import { places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import type { Query } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import type { DatasetId, Table } from '@shared/table/table'
import { LedgerFile, type Ledger } from './ledger'
import { PageDownload, type DownloadContext, type Servers } from './page-download'

/** What is to be copied. */
export type CopyRequest = {
  readonly jobId: string
  /** The kept copy that it becomes; null for a passing one. */
  readonly datasetId: DatasetId | null
  readonly serverId: ServerId
  readonly tableId: string
  readonly query: Query
}

/** A complete copy in the job's folder, with the metadata of the columns that it holds. */
export type FinishedCopy = CopyReport & { readonly table: Table }

export type LiveCopierOptions = {
  /** Folder of the kept copies. */
  readonly root: string
  readonly engine: EngineAsk
  readonly servers: Servers
  /** Pauses before further attempts at a page, in milliseconds. */
  readonly retryDelaysMs?: readonly number[]
}

const defaultRetryDelaysMs: readonly number[] = [500, 1_500, 4_000, 10_000]

type Job = { readonly request: CopyRequest; readonly table: Table; readonly query: Query; readonly pageRows: number }

/** Brings the rows of a query from a server into a copy of its own: pages to disk, parts, one file. */
/** Copies rows from servers into jobs' folders, for keeping and for exports. */
export class LiveCopier {
  private readonly activeJobs = new Set<string>()

  constructor(private readonly options: LiveCopierOptions) {}

  /**
   * Copy the rows of a query. Parts that an interrupted run of the same job has left are used again.
   *
   * A table that changes while it is read is read once more from the start.
   *
   * @throws AppError `dataset.changed` when it changed the second time as well; `disk.full`, `cancelled`, and what
   *   the server answers
   */
  async copy(request: CopyRequest, task: TaskHandle): Promise<FinishedCopy> {
    this.activeJobs.add(request.jobId)
    const job = await this.prepare(request, task)
    try {
      return await this.copyOnce(job, task, 'Reading rows')
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'dataset.changed') throw error
      task.update({ doneCount: 0, totalCount: null })
      await this.discard(request.jobId)
      const again = await this.prepare(request, task)
      return this.copyOnce(again, task, 'Reading rows again, for the table changed')
    }
  }

  /** True for a job of this run of the program. */
  isActive(jobId: string): boolean {
    return this.activeJobs.has(jobId)
  }

  /** Remove all that a job has left. */
  async discard(jobId: string): Promise<void> {
    await this.options.engine.ask('copy.close', { copy: { kind: 'job', jobId } }).catch(() => undefined)
    await rm(join(this.options.root, places.job(jobId)), { recursive: true, force: true, maxRetries: 3 })
  }

  private async prepare(request: CopyRequest, task: TaskHandle): Promise<Job> {
    const { servers } = this.options
    const describe = async () => {
      const connection = await servers.connection(request.serverId)
      const table = await connection.describeTable(request.tableId, task.signal)
      return { table, pageRows: connection.capabilities.maxPageRows }
    }
    const { table, pageRows } = await describe().catch(async (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'auth.expired') throw error
      await task.whileWaitingForSignIn(() => servers.whenSignedIn(request.serverId, task.signal))
      return describe()
    })
    const kept = keptPart(table, request.query.columns)
    const columns = kept === table ? null : kept.columns.map(({ name }) => name)
    return { request, table: kept, query: { ...request.query, columns }, pageRows }
  }

  private async copyOnce(job: Job, task: TaskHandle, phase: string): Promise<FinishedCopy> {
    const { root, engine } = this.options
    const { jobId } = job.request
    await mkdir(join(root, places.pages(jobId)), { recursive: true })
    task.update({ phase })
    const totalCount = await this.download(job, task)
    task.update({ phase: 'Building the copy', doneCount: totalCount, totalCount })
    const report = await engine.ask('copy.build', { jobId, table: job.table }, { signal: task.signal })
    if (report.rowCount !== totalCount) throw changed(totalCount, report.rowCount)
    const [duplicate] = report.duplicateIds
    if (duplicate !== undefined) throw changedOrder(duplicate)
    task.update({ sizeBytes: report.sizeBytes })
    return { ...report, table: job.table }
  }

  /** Read all pages that are not there yet. @returns rows in all */
  private async download(job: Job, task: TaskHandle): Promise<number> {
    const { jobId } = job.request
    const ledgerFile = new LedgerFile(this.options.root, jobId)
    const pages = new PageDownload({ ...job.request, ...job }, this.contextOf(task))
    const ledger = usable(await ledgerFile.read(), job)
    if (ledger === null) await rm(join(this.options.root, places.parts(jobId)), { recursive: true, force: true })
    const finished = new Map(ledger?.pages.map(({ offset, rowCount }) => [offset, rowCount]))
    let totalCount = ledger?.head.totalCount ?? null
    if (totalCount === null) {
      const first = await pages.readPage(0, task.signal)
      totalCount = first.totalCount ?? (await this.count(job, task.signal))
      await this.begin(ledgerFile, job, totalCount)
      await ledgerFile.note({ offset: 0, rowCount: first.rowCount })
      finished.set(0, checked(0, first, totalCount, job.pageRows))
    }
    const all = totalCount
    let doneCount = sum(finished.values())
    task.update({ doneCount, totalCount: all })
    const missing = offsetsOf(all, job.pageRows).filter((offset) => !finished.has(offset))
    await pages.readAll(missing, async (offset, report) => {
      const rowCount = checked(offset, report, all, job.pageRows)
      await ledgerFile.note({ offset, rowCount })
      doneCount += rowCount
      task.update({ doneCount })
    })
    return all
  }

  private async begin(ledgerFile: LedgerFile, job: Job, totalCount: number): Promise<void> {
    const { datasetId, serverId, tableId, query } = job.request
    const { table, pageRows } = job
    const startedAtIso = new Date().toISOString()
    await ledgerFile.begin({ datasetId, serverId, tableId, query, table, pageRows, totalCount, startedAtIso })
  }

  private async count({ request, query }: Job, signal: AbortSignal): Promise<number> {
    const connection = await this.options.servers.connection(request.serverId)
    return connection.rowSource(request.tableId).count(query, signal)
  }

  private contextOf(task: TaskHandle): DownloadContext {
    let sizeBytes = 0
    return {
      ...this.options,
      signal: task.signal,
      retryDelaysMs: this.options.retryDelaysMs ?? defaultRetryDelaysMs,
      whileWaitingForSignIn: (wait) => task.whileWaitingForSignIn(wait),
      onBytes: (bytes) => {
        sizeBytes += bytes
        task.update({ sizeBytes })
      },
    }
  }
}

/** The metadata of the columns that are asked for; id and label always come along. */
function keptPart(table: Table, names: readonly string[] | null): Table {
  if (names === null) return table
  const wanted = new Set([...names, table.idColumn, table.labelColumn])
  const columns = table.columns.filter(({ name }) => wanted.has(name))
  return columns.length === table.columns.length ? table : { ...table, columns }
}

const offsetsOf = (totalCount: number, pageRows: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(totalCount / pageRows)) }, (_, page) => page * pageRows)

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0)

/** Rows of a page. @throws AppError `dataset.changed` when the table is no longer what it was at the beginning */
function checked(offset: number, { rowCount, totalCount }: PageReport, expected: number, pageRows: number): number {
  if (totalCount !== null && totalCount !== expected) throw changed(expected, totalCount)
  if (rowCount !== Math.min(pageRows, expected - offset)) throw changed(expected, null)
  return rowCount
}

function changed(before: number, now: number | null): AppError {
  const counts = now === null ? '' : ` It had ${before} rows at the start and has ${now} now.`
  const message = `The table changed on the server while it was read.${counts} Nothing was kept; try again.`
  return new AppError('dataset.changed', message, { facts: { before, now } })
}

const changedOrder = (id: string): AppError =>
  new AppError('dataset.changed', `The table changed on the server while it was read: the row ${id} came twice.`)

/** The ledger if it belongs to this very download, else null: the metadata or the question may have changed. */
function usable(ledger: Ledger | null, job: Job): Ledger | null {
  if (ledger === null) return null
  const { table, query, pageRows } = ledger.head
  const before = JSON.stringify([table, query, pageRows])
  return before === JSON.stringify([job.table, job.request.query, job.pageRows]) ? ledger : null
}
