// What became of changes that were sent, in sentences that are true for every outcome.
import type { SendReport, TableReport } from '@shared/edit/staged'
import { errorText } from '../../shell/error-text'
import { formatCount, formatCounted } from '../../ui/format'

/** How a sending ended, in words. `isWhole`: everything that was meant to go has gone. */
export type Outcome = {
  readonly title: string
  readonly text: string | null
  readonly isWhole: boolean
  /** Nothing went otherwise than the person chose: rows were left out, or the sending was cancelled. */
  readonly isExpected: boolean
  /** What of the changes did not go: rows with problems, conflicts, or some of each kind. */
  readonly left: 'all' | 'trouble' | 'conflict'
  /** Tables in which rows were written, or may have been. */
  readonly touchedTableIds: readonly string[]
}

const written = (table: TableReport): number => table.addedCount + table.changedCount + table.deletedCount

const sum = (report: SendReport, count: (table: TableReport) => number): number =>
  report.tables.reduce((total, table) => total + count(table), 0)

const wasWere = (count: number): string => (count === 1 ? 'was' : 'were')

/** `2 rows were written, 1 was refused, 1 was changed by someone else meanwhile`. */
function sentence(report: SendReport): string {
  const writtenCount = sum(report, written)
  const parts = [
    writtenCount === 0
      ? 'No row was written'
      : `${formatCounted(writtenCount, 'row')} ${wasWere(writtenCount)} written`,
  ]
  const rest: [number, (count: number) => string][] = [
    [sum(report, (table) => table.refusedCount), (count) => `${wasWere(count)} refused`],
    [sum(report, (table) => table.conflictCount), (count) => `${wasWere(count)} changed by someone else meanwhile`],
    [sum(report, (table) => table.unknownCount), () => 'may have arrived'],
    [sum(report, (table) => table.notSentCount), (count) => `${wasWere(count)} not sent`],
  ]
  for (const [count, words] of rest) if (count > 0) parts.push(`${formatCount(count)} ${words(count)}`)
  return parts.join(', ')
}

/** What to do about what did not go, and why it ended early. */
function remainder(report: SendReport): string | null {
  const ended = report.endedBy && report.endedBy.code !== 'cancelled' ? errorText(report.endedBy) : null
  const lines = [
    ended === null ? null : `Sending ended early. ${ended.what} ${ended.why ?? ''}`.trim(),
    report.endedBy?.code === 'cancelled' ? 'Sending was cancelled.' : null,
    sum(report, (table) => table.unknownCount) > 0
      ? 'The connection broke before the answer came: those rows are looked up before anything is sent again.'
      : null,
    'What was not written stays among your changes.',
  ]
  return lines.filter((line) => line !== null).join(' ')
}

/**
 * How a sending ended.
 *
 * @param serverName  what the server is called on screen
 */
export function outcomeOf(report: SendReport, serverName: string): Outcome {
  const touchedTableIds = report.tables
    .filter((table) => written(table) + table.unknownCount > 0)
    .map(({ tableId }) => tableId)
  const writtenCount = sum(report, written)
  const leftCount = sum(
    report,
    (table) => table.refusedCount + table.conflictCount + table.notSentCount + table.unknownCount,
  )
  if (leftCount === 0 && report.endedBy === null) {
    return writtenCount === 0
      ? {
          title: `Nothing was left to send to ${serverName}`,
          text: null,
          isWhole: true,
          isExpected: true,
          left: 'all',
          touchedTableIds,
        }
      : {
          title: `${formatCounted(writtenCount, 'change')} ${wasWere(writtenCount)} sent to ${serverName}`,
          text: 'Undo puts the reverse among your changes; it goes when you send it.',
          isWhole: true,
          isExpected: true,
          left: 'all',
          touchedTableIds,
        }
  }
  const troubleCount = sum(report, (table) => table.refusedCount + table.unknownCount)
  const conflictCount = sum(report, (table) => table.conflictCount)
  const isExpected = troubleCount + conflictCount === 0 && (report.endedBy?.code ?? 'cancelled') === 'cancelled'
  const left = troubleCount === leftCount ? 'trouble' : conflictCount === leftCount ? 'conflict' : 'all'
  return { title: sentence(report), text: remainder(report), isWhole: false, isExpected, left, touchedTableIds }
}
