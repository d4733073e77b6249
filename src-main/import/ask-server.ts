// Asks a table for the rows that have given values, in parts that one answer can hold, waiting for sign-ins in between.
import type { RowSource } from '@main/server/row-source'
import type { TaskHandle } from '@main/task/task-service'
import { AppError } from '@shared/errors/app-error'
import { emptyGroup, type Query } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import { sliceRows, type Row, type TableSlice } from '@shared/table/table-slice'

/** The servers, as far as reading needs them. */
export type AskedServers = {
  source(serverId: ServerId, tableId: string): RowSource
  whenSignedIn(serverId: ServerId, signal: AbortSignal): Promise<void>
}

const mostSignIns = 5

/** Asks one server for a task. */
export class ServerAsker {
  constructor(
    private readonly servers: AskedServers,
    readonly serverId: ServerId,
    private readonly task: TaskHandle,
  ) {}

  /** The rows whose column holds one of the values, with some columns; at most `rowsAtOnce` values. */
  async rowsWith(
    tableId: string,
    column: string,
    values: readonly string[],
    columns: readonly string[],
  ): Promise<Row[]> {
    const rows: Row[] = []
    for (;;) {
      const slice = await this.slice(tableId, column, values, columns, rows.length)
      rows.push(...sliceRows(slice))
      if (slice.rowCount === 0 || rows.length >= slice.totalRowCount) return rows
    }
  }

  /** The first rows of the same question, by column; with ids for values these are all. */
  slice(
    tableId: string,
    column: string,
    values: readonly string[],
    columns: readonly string[],
    offset = 0,
  ): Promise<TableSlice> {
    const query = queryIn(column, values, columns)
    const limit = Math.max(values.length, 1_000)
    return this.patiently(() =>
      this.servers.source(this.serverId, tableId).rows(query, { offset, limit }, this.task.signal),
    )
  }

  /** Do something that only reads; when the sign-in has run out, wait for a new one and do it again. */
  async patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (let signIns = 0; ; signIns += 1) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'auth.expired' || signIns >= mostSignIns) throw error
        const { task } = this
        await task.whileWaitingForSignIn(() => this.servers.whenSignedIn(this.serverId, task.signal))
      }
    }
  }
}

function queryIn(attribute: string, values: readonly string[], columns: readonly string[]): Query {
  const filter = emptyGroup()
  filter.children.push({
    kind: 'condition',
    id: 'values',
    attribute,
    operator: 'in',
    values: [...values],
    isOff: false,
  })
  return { filter, search: '', sort: [], columns: [...columns] }
}
