// An import in words: what a check found, what a sending did, and what stands on the buttons.
import type { Delimiter, Encoding } from '@shared/import/file-reading'
import type { ImportMode } from '@shared/import/import-plan'
import type { ImportReport, ImportSent } from '@shared/import/import-report'
import { formatCount, formatCounted } from '../ui/format'

/** Encodings as people know them. */
export const encodingWords = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, high byte first',
  'windows-1252': 'Windows-1252',
} as const satisfies Record<Encoding, string>

/** Delimiters by their names. */
export const delimiterWords = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Vertical bar',
} as const satisfies Record<Delimiter, string>

/** What is done with rows, as it stands on the choice. */
export const modeWords = {
  'add-and-change': 'Add and change',
  add: 'Add new rows only',
  change: 'Change existing rows only',
} as const satisfies Record<ImportMode, string>

/** A line of a check's outcome: how many rows, and what becomes of them. */
export type OutcomeLine = { readonly count: number; readonly text: string; readonly tone: 'plain' | 'good' | 'danger' }

/** What would become of the rows, or what is left to do after some were staged or sent. */
export function outcomeLines(report: ImportReport): OutcomeLine[] {
  const { counts, stagedCount, sent } = report
  const isFirst = sent === null && stagedCount === 0
  const lines: OutcomeLine[] = [
    { count: sent?.addedCount ?? 0, text: 'added', tone: 'good' },
    { count: sent?.changedCount ?? 0, text: 'changed', tone: 'good' },
    { count: stagedCount, text: 'staged', tone: 'good' },
    { count: counts.addCount, text: isFirst ? 'to add' : 'still to add', tone: 'plain' },
    { count: counts.changeCount, text: isFirst ? 'to change' : 'still to change', tone: 'plain' },
    { count: counts.unchangedCount, text: 'the same already', tone: 'plain' },
    { count: counts.leftOutCount, text: 'left out', tone: 'plain' },
    { count: counts.refusedCount, text: 'refused', tone: 'danger' },
    { count: sent?.unknownCount ?? 0, text: 'of which it is not known', tone: 'danger' },
  ]
  const shown = lines.filter(({ count }) => count > 0)
  return shown.length > 0 ? shown : [{ count: 0, text: 'rows in this file', tone: 'plain' }]
}

/** How many rows can be staged or sent. */
export const readyCount = ({ counts }: ImportReport): number => counts.addCount + counts.changeCount

/** What a sending came to, in one line: `997 rows were added and 2 changed; 3 were refused`. */
export function sentSentence(sent: ImportSent): string {
  const { addedCount, changedCount, refusedCount, notSentCount, unknownCount } = sent
  const written = [
    addedCount > 0 || changedCount === 0 ? `${formatCounted(addedCount, 'row')} added` : null,
    changedCount > 0 ? `${formatCounted(changedCount, 'row')} changed` : null,
    refusedCount > 0 ? `${formatCount(refusedCount)} refused` : null,
    notSentCount > 0 ? `${formatCount(notSentCount)} not sent` : null,
    unknownCount > 0 ? `${formatCount(unknownCount)} of which it is not known` : null,
  ]
  return written.filter((part) => part !== null).join(', ')
}
