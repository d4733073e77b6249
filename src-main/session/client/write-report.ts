// What became of rows that were to be written: told row by row, also when the work ended early.
import { AppError } from '@shared/errors/app-error'

/**
 * `written`: the server has it. `refused`: the server, or this program before it, did not take the row's batch.
 * `not-sent`: the work ended before. `unknown`: the answer was lost and the row cannot be recognised.
 */
export type RowState = 'written' | 'refused' | 'not-sent' | 'unknown'

/** One row's fate; `id` is told for rows that were written and have one, `error` for all others. */
export type RowOutcome = { readonly state: RowState; readonly id: string | null; readonly error: AppError | null }

/** The fate of all rows, in the order in which they were given. */
export type WriteReport = { readonly outcomes: readonly RowOutcome[] }

/** How many rows have each fate. */
export function countOutcomes({ outcomes }: WriteReport): Readonly<Record<RowState, number>> {
  const counts = { written: 0, refused: 0, 'not-sent': 0, unknown: 0 }
  for (const { state } of outcomes) counts[state] += 1
  return counts
}

/** Not all rows were written: the first failure's code and facts, and the report of them all. */
export class WriteFailure extends AppError {
  readonly report: WriteReport

  constructor(report: WriteReport, first: AppError) {
    super(first.code, sentence(report, first), { cause: first, facts: first.facts })
    this.name = 'WriteFailure'
    this.report = report
  }
}

/** The report when every row was written. @throws WriteFailure otherwise */
export function wholeOrThrow(report: WriteReport): WriteReport {
  const failed = report.outcomes.find(({ error }) => error !== null)
  if (failed?.error) throw new WriteFailure(report, failed.error)
  return report
}

function sentence(report: WriteReport, first: AppError): string {
  const { written, refused, unknown, 'not-sent': notSent } = countOutcomes(report)
  if (report.outcomes.length === 1) return first.message
  const parts = [
    `${String(written)} of ${String(report.outcomes.length)} rows were written`,
    ...(refused > 0 ? [`${String(refused)} refused`] : []),
    ...(notSent > 0 ? [`${String(notSent)} not sent`] : []),
    ...(unknown > 0 ? [`of ${String(unknown)} it cannot be told`] : []),
  ]
  return `${first.message} ${parts.join(', ')}.`
}
