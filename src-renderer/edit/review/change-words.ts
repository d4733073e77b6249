// Staged changes counted and put into sentences.
import type { EditSummary } from '@shared/edit/staged'
import { formatCount, formatCounted } from '../../ui/format'

/** Changes of one table that wait. */
export const changesIn = ({ addCount, changeCount, deleteCount }: EditSummary): number =>
  addCount + changeCount + deleteCount

/** What waits in several tables together. */
export type Totals = {
  readonly changes: number
  readonly deletions: number
  readonly problems: number
  readonly conflicts: number
  readonly isSending: boolean
}

/** What waits in these tables together. */
export function totalsOf(summaries: readonly EditSummary[]): Totals {
  const sum = (count: (summary: EditSummary) => number) =>
    summaries.reduce((total, summary) => total + count(summary), 0)
  return {
    changes: sum(changesIn),
    deletions: sum(({ deleteCount }) => deleteCount),
    problems: sum(({ problemCount }) => problemCount),
    conflicts: sum(({ conflictCount }) => conflictCount),
    isSending: summaries.some(({ isSending }) => isSending),
  }
}

const be = (count: number): string => (count === 1 ? 'is' : 'are')

/** Where changes are: the table, or how many tables. */
const place = (summaries: readonly EditSummary[]): string =>
  summaries.length === 1 ? (summaries[0]?.tableLabel ?? '') : formatCounted(summaries.length, 'table')

/** `3 changes in ASE are not sent`. */
export function notSentSentence(summaries: readonly EditSummary[]): string {
  const { changes } = totalsOf(summaries)
  return `${formatCounted(changes, 'change')} in ${place(summaries)} ${be(changes)} not sent`
}

/** Each table with its changes: `ASE 3, SampleAse 2`. */
export const tablesLine = (summaries: readonly EditSummary[]): string =>
  summaries.map((summary) => `${summary.tableLabel} ${formatCount(changesIn(summary))}`).join(', ')

/** `1 row has a problem`, `3 rows have problems`; null for none. */
export function problemsLine(count: number): string | null {
  if (count === 0) return null
  return count === 1 ? '1 row has a problem' : `${formatCount(count)} rows have problems`
}

/** `1 row was changed by someone else`; null for none. */
export const conflictsLine = (count: number): string | null =>
  count === 0 ? null : `${formatCounted(count, 'row')} ${count === 1 ? 'was' : 'were'} changed by someone else`

/** The verb of the button that sends: `Send 3 changes`. */
export const sendVerb = (changes: number): string => `Send ${formatCounted(changes, 'change')}`

/** What a table holds, kind by kind: `2 new, 1 changed, 3 deleted`. */
export function kindsLine({ addCount, changeCount, deleteCount }: EditSummary): string {
  const parts = [
    [addCount, 'new'],
    [changeCount, 'changed'],
    [deleteCount, 'to delete'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`)
    .join(', ')
}
