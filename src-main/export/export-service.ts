// Writes the rows and columns of a query to a file, from a kept copy or from a server.
import { randomUUID } from 'node:crypto'
import type { LiveCopier } from '@main/dataset/live-copier'
import type { CopyRef, EngineAsk } from '@main/engine/messages'
import type { TaskHandle, TaskProgress, TaskService } from '@main/task/task-service'
import { emptyQuery, type Query } from '@shared/query/query'
import type { SourceRef } from '@shared/table/table'
import type { TaskId } from '@shared/task/task'
import { fileName } from './file-name'

export type ExportServiceOptions = {
  readonly engine: EngineAsk
  /** Copies rows from servers; the same way in which tables are kept. */
  readonly copier: LiveCopier
  readonly tasks: TaskService
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
        : this.write({ kind: 'kept', datasetId: source.datasetId }, query, filePath, task),
    )
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
      return await this.write({ kind: 'job', jobId }, { ...emptyQuery(), columns }, filePath, task)
    } finally {
      await copier.discard(jobId)
    }
  }

  private async write(copy: CopyRef, query: Query, filePath: string, task: TaskHandle): Promise<TaskProgress> {
    task.update({ phase: 'Writing the file', doneCount: 0 })
    const report = await this.options.engine.ask(
      'csv.write',
      { copy, query, filePath },
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
