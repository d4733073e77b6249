// Answers questions about rows, from a server or from a kept copy, and lets them be cancelled.
import type { RowSource } from '@main/server/row-source'
import type { DatasetId, SourceRef } from '@shared/table/table'
import type { ServerId } from '@shared/server/server-profile'

/** Where the two kinds of row sources come from. */
export type RowSources = {
  live(serverId: ServerId, tableId: string): RowSource
  offline(datasetId: DatasetId): RowSource
}

/** Routes each question to its source and keeps track of those that are still out. */
export class QueryService {
  private readonly running = new Map<string, AbortController>()

  constructor(private readonly sources: RowSources) {}

  /** The rows behind a source reference. */
  source(ref: SourceRef): RowSource {
    return ref.kind === 'live' ? this.sources.live(ref.serverId, ref.tableId) : this.sources.offline(ref.datasetId)
  }

  /**
   * Ask a source something under a request id; a second question under the same id cancels the first.
   *
   * @throws AppError `cancelled` when `cancel` is called meanwhile, and whatever the source throws
   */
  async ask<T>(
    ref: SourceRef,
    requestId: string | null,
    question: (source: RowSource, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController()
    if (requestId !== null) {
      this.cancel(requestId)
      this.running.set(requestId, controller)
    }
    try {
      return await question(this.source(ref), controller.signal)
    } finally {
      if (requestId !== null && this.running.get(requestId) === controller) this.running.delete(requestId)
    }
  }

  /** Cancel a question; nothing happens when it has been answered. */
  cancel(requestId: string): void {
    this.running.get(requestId)?.abort()
    this.running.delete(requestId)
  }

  /** Cancel everything that is still out. */
  close(): void {
    for (const controller of this.running.values()) controller.abort()
    this.running.clear()
  }
}
