// Writes the rows and columns of a query to a file, from a kept copy or from a server.
import { randomUUID } from 'node:crypto'
import type { FindReferences } from '@main/dataset/dataset-source'
import type { LiveCopier } from '@main/dataset/live-copier'
import type { EngineAsk, EngineInput } from '@main/engine/messages'
import type { TaskHandle, TaskProgress, TaskService } from '@main/task/task-service'
import { emptyQuery, type Query } from '@shared/query/query'
import type { DatasetId, SourceRef } from '@shared/table/table'
import type { TaskId } from '@shared/task/task'
import { fileName } from './file-name'

export type ExportServiceOptions = {
  readonly engine: EngineAsk
  /** Copies rows from servers; the same way in which tables are kept. */
  readonly copier: LiveCopier
  readonly tasks: TaskService
  /** Copies of referenced tables that a question to a kept copy may look into; none when left out. */
  readonly findReferences?: FindReferences
}

/** Writes CSV files as tasks, from a copy or from a server. */
/** Writes files of rows as tasks. */
export class ExportService {
  constructor(private readonly options: ExportServiceOptions) {}

  /**
   * Start writing a query's rows and columns as CSV, in the query's order.
   *
   * Rows of a server are first brought here whole, so that a break in the connection costs one page and the file is
   * written in one go. The file appears under its name only when it is complete.
   */
  toCsv(source: SourceRef, query: Query, filePath: string): TaskId {
    const serverId = source.kind === 'live' ? source.serverId : null
    const spec = { kind: 'export', title: `Exporting ${fileName(filePath)}`, phase: 'Starting', serverId } as const
    return this.options.tasks.start(spec, (task) =>
      source.kind === 'live'
        ? this.fromServer(source.serverId, source.tableId, query, filePath, task)
        : this.fromCopy(source.datasetId, query, filePath, task),
    )
  }

  private async fromCopy(
    datasetId: DatasetId,
    query: Query,
    filePath: string,
    task: TaskHandle,
  ): Promise<TaskProgress> {
    const references = (await this.options.findReferences?.(datasetId, query)) ?? []
    return this.write({ copy: { kind: 'kept', datasetId }, query, references }, filePath, task)
  }

  private async fromServer(
    serverId: Extract<SourceRef, { kind: 'live' }>['serverId'],
    tableId: string,
    query: Query,
    filePath: string,
    task: TaskHandle,
  ): Promise<TaskProgress> {
    const { copier } = this.options
    const jobId = randomUUID()
    try {
      const { table } = await copier.copy({ jobId, datasetId: null, serverId, tableId, query }, task)
      // The copy holds the query's rows in the query's order already; only the columns are left to choose.
      const columns = query.columns ?? table.columns.map(({ name }) => name)
      return await this.write({ copy: { kind: 'job', jobId }, query: { ...emptyQuery(), columns } }, filePath, task)
    } finally {
      await copier.discard(jobId)
    }
  }

  private async write(
    question: Omit<EngineInput<'csv.write'>, 'filePath'>,
    filePath: string,
    task: TaskHandle,
  ): Promise<TaskProgress> {
    task.update({ phase: 'Writing the file', doneCount: 0 })
    const report = await this.options.engine.ask(
      'csv.write',
      { ...question, filePath },
      { signal: task.signal, onProgress: (progress) => task.update(progress) },
    )
    const { rowCount, sizeBytes } = report
    return {
      title: `Exported ${fileName(filePath)}`,
      phase: 'Written',
      doneCount: rowCount,
      totalCount: rowCount,
      sizeBytes,
      filePath,
    }
  }
}
