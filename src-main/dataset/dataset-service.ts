// Keeps tables offline: starts the downloads, knows the copies, clears up after what was cut short.
import { join } from 'node:path'
import type { CopyRef, EngineAsk } from '@main/engine/messages'
import type { RowSource } from '@main/server/row-source'
import type { TaskHandle, TaskService } from '@main/task/task-service'
import type { Dataset } from '@shared/dataset/dataset'
import { AppError } from '@shared/errors/app-error'
import { isFiltering, type Query } from '@shared/query/query'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { datasetIdSchema, type DatasetId, type Table } from '@shared/table/table'
import type { TaskId } from '@shared/task/task'
import { Catalogue, manifestVersion, type DamagedCopy } from './catalogue'
import { datasetSource } from './dataset-source'
import { LedgerFile } from './ledger'
import { LiveCopier, type CopyRequest } from './live-copier'
import type { Servers } from './page-download'
import { looksIntoReferences, referencedCopies } from './referenced-copies'

/** The servers, and what is written into a copy about where it comes from. */
export interface KnownServers extends Servers {
  list(): readonly ServerEntry[]
}

export type DatasetServiceOptions = {
  /** Folder of the kept copies. */
  readonly folder: string
  readonly engine: EngineAsk
  readonly servers: KnownServers
  readonly tasks: TaskService
  /** The list of copies changed. */
  readonly onChange: () => void
  readonly retryDelaysMs?: readonly number[]
}

/** What a download is called while it runs and when it has ended. */
type Wording = { readonly doing: (name: string) => string; readonly done: (name: string) => string }
const keeping: Wording = { doing: (name) => `Keeping ${name} offline`, done: (name) => `Kept ${name} offline` }
const refreshing: Wording = { doing: (name) => `Refreshing ${name}`, done: (name) => `Refreshed ${name}` }

/** An interrupted download goes on at the next start if it is not older than this; its pages would be too old. */
const resumeWithinMs = 6 * 3_600_000

/** Keeps, refreshes, lists and deletes offline copies; downloads run as tasks and survive a restart. */
/**
 * The kept copies and the downloads that make them.
 *
 * Call `start` once; on the way out call `close` first and then end the tasks, so that downloads go on next time.
 */
export class DatasetService {
  /** Copies servers' tables; exports use it as well. */
  readonly copier: LiveCopier
  private readonly catalogue: Catalogue
  /** Running downloads by what they make, so that asking twice starts one. */
  private readonly running = new Map<string, TaskId>()
  /** Jobs whose pages may be used again, by what they make. */
  private readonly leftovers = new Map<string, string>()
  private isClosing = false

  constructor(private readonly options: DatasetServiceOptions) {
    const { folder, engine, servers, retryDelaysMs } = options
    this.copier = new LiveCopier({ root: folder, engine, servers, ...(retryDelaysMs ? { retryDelaysMs } : {}) })
    this.catalogue = new Catalogue(folder, engine, (copy) => this.tellDamaged(copy))
  }

  /** Clear up after the last run, and go on with downloads that it did not finish. */
  async start(): Promise<void> {
    for (const jobId of await this.catalogue.recover()) {
      if (this.copier.isActive(jobId)) continue
      const ledger = await new LedgerFile(this.options.folder, jobId).read()
      const { datasetId, startedAtIso, serverId, tableId, query, table } = ledger?.head ?? {}
      const isFresh = startedAtIso !== undefined && Date.now() - Date.parse(startedAtIso) < resumeWithinMs
      if (!isFresh || !datasetId || !serverId || !tableId || !query || !table || !this.knows(serverId)) {
        await this.copier.discard(jobId)
      } else {
        this.download({ jobId, datasetId, serverId, tableId, query }, table.label, datasetId)
      }
    }
  }

  /** Leave what is being downloaded as it is, so that the next start goes on with it. Tasks are ended by others. */
  close(): void {
    this.isClosing = true
  }

  list(): Promise<Dataset[]> {
    return this.catalogue.list()
  }

  /**
   * Keep a table, or the part of it that a query gives. Asking for the same again while it is under way gives the
   * task that is under way.
   */
  keep(serverId: ServerId, tableId: string, query: Query): TaskId {
    const key = JSON.stringify([serverId, tableId, query])
    const request = { jobId: newJobId(), datasetId: newDatasetId(tableId), serverId, tableId, query }
    return this.download(request, tableId, key)
  }

  /**
   * Make a copy anew; the old one serves until the new one is complete.
   *
   * @throws AppError `dataset.missing`, `input.invalid` when its server is no longer in the list
   */
  async refresh(datasetId: DatasetId): Promise<TaskId> {
    const { serverId, table, query, serverName } = await this.catalogue.get(datasetId)
    if (!this.knows(serverId)) {
      throw new AppError('input.invalid', `The server ${serverName} is no longer in the list. Add it again to refresh.`)
    }
    const request = { jobId: newJobId(), datasetId, serverId, tableId: table.id, query }
    return this.download(request, table.label, datasetId, refreshing)
  }

  /** Remove a copy; a refresh of it that is under way is cancelled first. */
  async delete(datasetId: DatasetId): Promise<void> {
    const taskId = this.running.get(datasetId)
    if (taskId !== undefined) {
      this.options.tasks.cancel(taskId)
      await this.options.tasks.whenEnded(taskId)
    }
    await this.catalogue.delete(datasetId)
    this.options.onChange()
  }

  /** The rows of a copy. */
  source(datasetId: DatasetId): RowSource {
    return datasetSource(this.options.engine, datasetId, (id, ...asked) => this.references(id, ...asked))
  }

  /** Copies of referenced tables that belong beside a copy for a question; none where it looks into no other table. */
  async references(datasetId: DatasetId, query: Query, attribute = ''): Promise<readonly CopyRef[]> {
    if (!looksIntoReferences(query) && !attribute.includes('.')) return []
    const kept = await this.catalogue.list()
    const asked = kept.find(({ id }) => id === datasetId)
    return asked ? referencedCopies(asked, kept) : []
  }

  private download(
    request: CopyRequest & { readonly datasetId: DatasetId },
    name: string,
    key: string,
    wording = keeping,
  ): TaskId {
    const known = this.running.get(key)
    if (known !== undefined) return known
    const spec = {
      kind: 'keep-offline',
      title: wording.doing(name),
      phase: 'Reading the columns',
      serverId: request.serverId,
    } as const
    const jobId = this.leftovers.get(key) ?? request.jobId
    this.leftovers.delete(key)
    const taskId = this.options.tasks.start(spec, async (task) => {
      try {
        return await this.keepNow({ ...request, jobId }, task, wording)
      } catch (error) {
        if (isPassing(error)) this.leftovers.set(key, jobId)
        else if (!this.isClosing) await this.copier.discard(jobId)
        throw error
      } finally {
        this.running.delete(key)
      }
    })
    this.running.set(key, taskId)
    return taskId
  }

  private async keepNow(request: CopyRequest & { readonly datasetId: DatasetId }, task: TaskHandle, wording: Wording) {
    const copy = await this.copier.copy(request, task)
    const part = isFiltering(request.query) ? `a part of ${copy.table.label}` : copy.table.label
    task.update({ phase: 'Putting the copy in its place', title: wording.doing(part) })
    if (task.signal.aborted) throw new AppError('cancelled', 'Cancelled.')
    await this.catalogue.install(request.jobId, this.describe(request, copy.table, copy.rowCount, copy.sizeBytes))
    this.options.onChange()
    return {
      title: wording.done(part),
      phase: 'Kept offline',
      doneCount: copy.rowCount,
      totalCount: copy.rowCount,
      sizeBytes: copy.sizeBytes,
    }
  }

  private describe(
    { datasetId, serverId, query }: CopyRequest & { readonly datasetId: DatasetId },
    table: Table,
    rowCount: number,
    sizeBytes: number,
  ): Dataset {
    const server = this.options.servers.list().find(({ id }) => id === serverId)
    return {
      id: datasetId,
      formatVersion: manifestVersion,
      serverId,
      serverName: server?.name ?? serverId,
      serverAddress: server?.address ?? null,
      userName: server?.session.userName ?? server?.userName ?? null,
      table,
      query,
      keptAtIso: new Date().toISOString(),
      rowCount,
      sizeBytes,
    }
  }

  private knows(serverId: ServerId): boolean {
    return this.options.servers.list().some(({ id }) => id === serverId)
  }

  private tellDamaged({ name, movedTo }: DamagedCopy): void {
    const spec = { kind: 'keep-offline', title: `The copy ${name}`, phase: 'Reading', serverId: null } as const
    this.options.tasks.start(spec, () => {
      const message = 'A kept copy could not be read and was put aside. Keep the table again.'
      return Promise.reject(new AppError('dataset.corrupt', message, { facts: { path: join(movedTo) } }))
    })
  }
}

/** Trouble that may be over later: the pages that were read are worth keeping until then. */
const isPassing = (error: unknown): boolean =>
  error instanceof AppError && /^(network|auth)\.|^server\.unavailable$|^engine\.stopped$/.test(error.code)

/** A new name for a job's folder. */
const newJobId = (): string => crypto.randomUUID()

/** A name that tells a person in the file browser what it is, and that no other copy has. */
function newDatasetId(tableId: string): DatasetId {
  const words = tableId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
  return datasetIdSchema.parse(`${words || 'table'}-${crypto.randomUUID().slice(0, 8)}`)
}
