// What is to be said of a row and of a cell with changes that are not sent: which mark they bear, and in what words.
import type { StagedRow } from '@shared/edit/staged'
import type { Cell } from '@shared/table/table-slice'

/** The mark of a cell; trouble goes before a plain change. */
export type CellMark = 'changed' | 'problem' | 'conflict'
/** The mark of a row. */
export type RowMark = 'added' | 'changed' | 'deleted' | 'problem' | 'conflict'

/** The mark of a cell of a row; null for cells that are as they were read. */
export function cellMark(staged: StagedRow | null, column: string): CellMark | null {
  if (staged === null) return null
  if (staged.conflict && Object.hasOwn(staged.conflict.theirs, column)) return 'conflict'
  if (staged.problems[column] !== undefined || staged.refusal?.column === column) return 'problem'
  return staged.kind === 'change' && Object.hasOwn(staged.after, column) ? 'changed' : null
}

/** The mark of a row; null for rows without changes. */
export function rowMark(staged: StagedRow | null): RowMark | null {
  if (staged === null) return null
  if (staged.conflict) return 'conflict'
  if (staged.refusal || staged.isUnknown || Object.keys(staged.problems).length > 0) return 'problem'
  return staged.kind === 'add' ? 'added' : staged.kind === 'delete' ? 'deleted' : 'changed'
}

/**
 * What a marked cell says under the pointer, line by line; null where there is nothing to say.
 *
 * @param write  a cell in words
 */
export function cellSentence(staged: StagedRow | null, column: string, write: (cell: Cell) => string): string | null {
  if (staged === null) return null
  const { refusal, conflict, before, after } = staged
  const lines: string[] = []
  const problem = staged.problems[column]
  if (problem !== undefined) lines.push(problem)
  if (refusal?.column === column) lines.push(refusal.message)
  const theirs = conflict?.theirs[column]
  if (theirs !== undefined) lines.push(`Somebody else changed this to ${write(theirs)}.`)
  if (staged.kind === 'change' && Object.hasOwn(after, column)) {
    const was = before[column]
    lines.push(was === undefined ? 'Changed, not sent yet' : `Was ${write(was)}`)
  }
  return lines.length === 0 ? null : lines.join('\n')
}

/** What a marked row says under the pointer of its number; null for rows without changes. */
export function rowSentence(staged: StagedRow | null): string | null {
  if (staged === null) return null
  const lines = [
    { add: 'New row, not sent yet', change: 'Changed, not sent yet', delete: 'To be deleted, not sent yet' }[
      staged.kind
    ],
  ]
  const problem = staged.problems['']
  if (problem !== undefined) lines.push(problem)
  if (staged.refusal) lines.push(staged.refusal.message)
  if (staged.isUnknown) lines.push('The row was sent, and it is not known whether it arrived.')
  if (staged.conflict) lines.push(conflictLine(staged))
  return lines.join('\n')
}

function conflictLine({ kind, conflict }: StagedRow): string {
  if (kind === 'add') return 'By now the server has a row with this id.'
  return conflict?.isGone
    ? 'The row is not on the server any more.'
    : 'Somebody else changed this row since it was read.'
}
