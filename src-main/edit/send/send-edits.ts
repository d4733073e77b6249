// The task that sends staged changes: reads the rows again, then adds, changes and deletes in the order that references need.
import type { TaskHandle } from '@main/task/task-service'
import { rowEditability } from '@shared/edit/editability'
import type { SendReport } from '@shared/edit/staged'
import { AppError, isCancelled, throwIfCancelled, toErrorData } from '@shared/errors/app-error'
import type { ServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import type { ChosenFiles } from '../chosen-files'
import type { EditServers } from '../edit-servers'
import { inTurns } from '../in-turns'
import { checkAccount } from '../own-account'
import type { PlaceEdits } from '../place-edits'
import type { HeldRow } from '../staged/held-row'
import { readAgain } from './read-again'
import { refuseAll, sendBatch, type OutgoingRow, type Sender } from './send-batch'
import { linksOf, planAdditions, planDeletions, type HeldUp, type PlannedRow, type Segment } from './send-plan'
import { TableSend } from './table-send'

const rowsAtOnce = 1_000

/** What is sent, and with what. */
export type SendParts = {
  readonly serverId: ServerId
  readonly chosen: readonly PlaceEdits[]
  /** Everything that is staged on the server, chosen or not. */
  readonly all: readonly PlaceEdits[]
  readonly servers: EditServers
  readonly files: ChosenFiles
  /** Other metadata than those by which rows were staged. */
  readonly follow: (edits: PlaceEdits, table: Table) => Promise<void>
}

type Kind = HeldRow['kind']

const doing: Readonly<Record<Kind, string>> = {
  add: 'Adding rows to',
  change: 'Changing rows of',
  delete: 'Deleting rows from',
}

/** One sending. */
export class SendRun {
  private readonly sends: readonly TableSend[]
  private readonly sender: Sender
  private doneCount = 0
  private ended: AppError | null = null

  constructor(
    private readonly parts: SendParts,
    private readonly task: TaskHandle,
  ) {
    const session = parts.servers.session(parts.serverId, (wait) => this.whileWaitingForSignIn(wait))
    this.sends = parts.chosen.map((edits) => new TableSend(edits, task.id))
    this.sender = { session, files: parts.files, labelOf: (id) => this.labelOf(id), signal: task.signal }
  }

  /** Send what can be sent; what ends it early stands in the report. */
  async run(): Promise<SendReport> {
    try {
      await this.prepare()
      await this.read()
      await this.add()
      await this.change()
      await this.delete()
    } catch (error) {
      if (!(error instanceof AppError) && !isCancelled(error)) throw error
      this.ended ??= error instanceof AppError ? error : new AppError('cancelled', 'Cancelled.')
    }
    const tables = this.sends.map((send) => send.report())
    return { tables, endedBy: this.ended && toErrorData(this.ended) }
  }

  /** Metadata and rights as they are now. */
  private async prepare(): Promise<void> {
    const { servers, serverId } = this.parts
    for (const { edits, tableId } of this.sends) {
      let table = await this.describe(tableId)
      const lacks = (kind: Kind) => edits.staged.rows.countOf(kind) > 0 && !rowEditability(table, kind).canEdit
      const isGuest = () => servers.list().find(({ id }) => id === serverId)?.session.state !== 'signed-in'
      if ((lacks('add') || lacks('change') || lacks('delete')) && isGuest()) {
        await this.waitForSignIn()
        table = await this.describe(tableId)
      }
      await this.parts.follow(edits, table)
    }
    this.checkAccounts()
  }

  /** Whoever signs in goes on with changes of their own only. */
  private checkAccounts(): void {
    for (const { edits } of this.sends) checkAccount(edits, this.parts.servers)
  }

  private async whileWaitingForSignIn<T>(wait: () => Promise<T>): Promise<T> {
    const found = await this.task.whileWaitingForSignIn(wait)
    this.checkAccounts()
    return found
  }

  private async describe(tableId: string): Promise<Table> {
    const { servers, serverId } = this.parts
    for (let turn = 0; ; turn += 1) {
      try {
        const connection = await servers.connection(serverId)
        return await connection.describeTable(tableId, this.task.signal)
      } catch (error) {
        const isLocked = error instanceof AppError && ['auth.expired', 'auth.required'].includes(error.code)
        const isSignedIn = servers.list().some(({ id, session }) => id === serverId && session.state === 'signed-in')
        if (!isLocked || isSignedIn || turn >= 5) throw error
        await this.waitForSignIn()
      }
    }
  }

  private waitForSignIn(): Promise<void> {
    const { servers, serverId } = this.parts
    return this.whileWaitingForSignIn(() => servers.whenSignedIn(serverId, this.task.signal))
  }

  private async read(): Promise<void> {
    const { servers, serverId } = this.parts
    const connection = await servers.connection(serverId)
    let readCount = 0
    const totalCount = this.sends.reduce((sum, { edits }) => sum + edits.staged.rows.size, 0)
    this.task.update({ phase: 'Reading the rows again', doneCount: 0, totalCount })
    for (const send of this.sends) {
      await readAgain(send, {
        session: this.sender.session,
        source: (tableId) => connection.rowSource(tableId),
        signal: this.task.signal,
        onProgress: (rowCount) => {
          readCount += rowCount
          this.task.update({ doneCount: readCount })
        },
      })
      await inTurns(this.leaveOutProblems(send))
    }
    const readyCount = this.sends.reduce((sum, { ready }) => sum + ready.size, 0)
    this.task.update({ doneCount: 0, totalCount: readyCount })
  }

  private *leaveOutProblems({ ready, edits }: TableSend): Generator<void, void> {
    for (const key of ready.keys()) {
      yield
      const row = edits.staged.rows.staged(key)
      if (!row || Object.keys(row.problems).length > 0) ready.delete(key)
    }
  }

  private async add(): Promise<void> {
    const tables = this.sends.map((send) => ({ table: send.table, rows: send.readyOf('add') }))
    const isMissing = (tableId: string, id: string) => {
      const row = this.newRow(tableId, id)
      return row !== undefined && !this.sends.some((send) => send.tableId === tableId && send.ready.has(row.key))
    }
    const { segments, blocked, circular } = await inTurns(planAdditions(tables, isMissing))
    await this.holdUp(blocked, (label, id) => `${label} refers to the new row ${id}, which is not sent now.`)
    await this.holdUp(
      circular,
      (label, id) =>
        `${label} refers to ${id}, which refers back, and neither may be empty: no order suits the server.`,
    )
    await this.sendSegments('add', segments)
  }

  private async change(): Promise<void> {
    for (const send of this.sends) {
      await this.sendRows('change', send, await inTurns(byColumns(send.readyOf('change'))))
    }
  }

  private async delete(): Promise<void> {
    const tables = this.sends.map((send) => ({ table: send.table, rows: send.readyOf('delete') }))
    await this.sendSegments('delete', await inTurns(planDeletions(tables)))
  }

  private async sendSegments(kind: Kind, segments: readonly Segment[]): Promise<void> {
    for (const { tableId, rows } of segments) {
      const send = this.sends.find((each) => each.tableId === tableId)
      if (send) await this.sendRows(kind, send, rows)
    }
  }

  private async sendRows(kind: Kind, send: TableSend, planned: Segment['rows']): Promise<void> {
    const may = rowEditability(send.table, kind)
    let barred = may.canEdit ? null : new AppError('server.refused', may.reason)
    for (let first = 0; first < planned.length; first += rowsAtOnce) {
      if (this.ended) return
      const part = planned.slice(first, first + rowsAtOnce).flatMap(({ row, deferred }): OutgoingRow[] => {
        const ready = send.ready.get(row.key)
        return ready ? [{ ...ready, deferred }] : []
      })
      if (part.length === 0) continue
      throwIfCancelled(this.task.signal)
      this.task.update({ phase: `${doing[kind]} ${send.table.label}` })
      if (barred) await refuseAll(send, part, barred, this.sender)
      else barred = await this.sendPart(send, part)
      this.doneCount += part.length
      this.task.update({ doneCount: this.doneCount })
    }
  }

  /** @returns what bars the rows that would come next */
  private async sendPart(send: TableSend, part: readonly OutgoingRow[]): Promise<AppError | null> {
    const heldUp = this.orphansIn(send, part)
    await this.holdUp(heldUp, (label, id) => `${label} refers to the new row ${id}, which was not added.`)
    const left = part.filter(({ row }) => send.ready.has(row.key))
    const { ended, barred } = await sendBatch(send, left, this.sender)
    this.ended ??= ended
    return barred
  }

  /** Rows that refer to new rows which should be on the server by now and are not. */
  private orphansIn(send: TableSend, part: readonly OutgoingRow[]): HeldUp[] {
    const together = new Set(part.map(({ row }) => row.key))
    return part.flatMap(({ row, deferred }): HeldUp[] => {
      if (row.kind === 'delete') return []
      const link = linksOf(send.table, row).find(({ column, id }) => {
        const other = deferred.includes(column.name) ? undefined : this.newRow(column.target?.tableId ?? '', id)
        return other !== undefined && !(column.target?.tableId === send.tableId && together.has(other.key))
      })
      return link ? [{ tableId: send.tableId, row, column: link.column.name, id: link.id }] : []
    })
  }

  /** A staged new row that is not on the server. */
  private newRow(tableId: string, id: string): HeldRow | undefined {
    const row = this.parts.all.find(({ place }) => place.tableId === tableId)?.staged.rows.newById(id)
    return row?.conflict === null ? row : undefined
  }

  private async holdUp(rows: readonly HeldUp[], say: (label: string, id: string) => string): Promise<void> {
    for (const send of this.sends) {
      const own = rows.filter(({ tableId }) => tableId === send.tableId)
      const stayed = own.flatMap(({ row, column, id }) => {
        const ready = send.ready.get(row.key)
        send.ready.delete(row.key)
        const label = send.table.columns.find(({ name }) => name === column)?.label ?? column
        return ready
          ? [{ row: ready, refusal: { column, message: say(label, id), serverWords: null }, isUnknown: false }]
          : []
      })
      await send.stayed(stayed)
    }
  }

  private labelOf(tableId: string): string {
    return this.parts.all.find(({ place }) => place.tableId === tableId)?.staged.table.label ?? tableId
  }
}

/** Changes of the same columns go together: one column alone is one short request. */
function* byColumns(rows: readonly HeldRow[]): Generator<void, PlannedRow[]> {
  const groups = new Map<string, PlannedRow[]>()
  for (const row of rows) {
    yield
    const columns = Object.keys(row.after).sort().join('\n')
    const group = groups.get(columns)
    if (group) group.push({ row, deferred: [] })
    else groups.set(columns, [{ row, deferred: [] }])
  }
  return [...groups.keys()].sort().flatMap((columns) => groups.get(columns) ?? [])
}
