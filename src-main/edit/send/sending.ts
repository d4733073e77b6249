// Starts sendings as tasks, one at a time for each server, and remembers what became of them.
import type { TaskProgress, TaskService } from '@main/task/task-service'
import type { SendReport } from '@shared/edit/staged'
import { AppError, fromErrorData } from '@shared/errors/app-error'
import type { ServerId } from '@shared/server/server-profile'
import type { TaskId } from '@shared/task/task'
import type { PlaceEdits } from '../place-edits'
import { SendRun, type SendParts } from './send-edits'

/** So many reports are remembered. */
const mostReports = 50

/** Sendings and their reports. */
export class Sending {
  private readonly reports = new Map<TaskId, SendReport>()
  private readonly busy = new Set<ServerId>()

  constructor(private readonly tasks: TaskService) {}

  /** @throws AppError `input.invalid` when nothing waits, or when changes of this server are under way already */
  start(parts: SendParts): TaskId {
    const { serverId } = parts
    const rowCount = parts.chosen.reduce((sum, { staged }) => sum + staged.rows.size, 0)
    if (rowCount === 0) throw new AppError('input.invalid', 'Nothing waits to be sent.')
    if (this.busy.has(serverId)) throw new AppError('input.invalid', 'Changes are on their way to this server already.')
    this.busy.add(serverId)
    const chosen = parts.chosen.filter(({ staged }) => staged.rows.size > 0)
    const where = whereText(chosen)
    const title = `Sending ${changesText(rowCount)} to ${where}`
    return this.tasks.start({ kind: 'send', title, phase: 'Reading the columns', serverId }, async (task) => {
      mark(chosen, true)
      try {
        const report = await new SendRun({ ...parts, chosen }, task).run()
        this.remember(task.id, report)
        return result(report, rowCount, where)
      } finally {
        this.busy.delete(serverId)
        mark(chosen, false)
      }
    })
  }

  /** What became of a sending; null while it is under way. */
  report(taskId: TaskId): SendReport | null {
    return this.reports.get(taskId) ?? null
  }

  private remember(taskId: TaskId, report: SendReport): void {
    this.reports.set(taskId, report)
    for (const old of [...this.reports.keys()].slice(0, -mostReports)) this.reports.delete(old)
  }
}

/** How the task ends. @throws AppError what ended it early */
function result(report: SendReport, rowCount: number, where: string): TaskProgress {
  if (report.endedBy !== null) throw fromErrorData(report.endedBy)
  const sentCount = report.tables.reduce(
    (sum, table) => sum + table.addedCount + table.changedCount + table.deletedCount,
    0,
  )
  const title =
    sentCount >= rowCount
      ? `Sent ${changesText(sentCount)} to ${where}`
      : `Sent ${String(sentCount)} of ${changesText(rowCount)} to ${where}`
  return { title, phase: 'Sent', doneCount: sentCount, totalCount: Math.max(sentCount, rowCount) }
}

const changesText = (count: number): string => (count === 1 ? '1 change' : `${count.toLocaleString('en-US')} changes`)

const whereText = ([first, ...others]: readonly PlaceEdits[]): string =>
  others.length === 0 ? (first?.staged.table.label ?? '') : `${String(others.length + 1)} tables`

function mark(places: readonly PlaceEdits[], isSending: boolean): void {
  for (const edits of places) {
    edits.isSending = isSending
    edits.onChange(edits.summary())
  }
}
