// What becomes of a row that somebody else changed, once the person has decided. Pure.
import { keyOfRow, type RowKey } from '@shared/edit/staged'
import { isFilledByServer } from '@shared/edit/editability'
import { findColumn, type Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import { isSendable, newRow, pick, plain, type HeldRow, type RowUpdate } from './held-row'
import { sameCell } from './same-cell'

/** Whose values count. */
export type Decision = 'mine' | 'theirs'

/** Titles of the steps that decisions are. */
export const decisionTitles: Readonly<Record<Decision, string>> = {
  mine: 'Keep my values over theirs',
  theirs: 'Take their values',
}

/**
 * @param spareKey  key of a new row, for a row that is gone and is to be added again
 * @returns what becomes of the row, and of the row in whose place it stands now
 */
export function decided(table: Table, row: HeldRow, choice: Decision, spareKey: RowKey): RowUpdate[] {
  const { conflict } = row
  if (conflict === null) return []
  if (choice === 'theirs') return [[row.key, null]]
  if (row.kind === 'add') return asChange(table, row, conflict.theirs)
  if (conflict.isGone) return asAddition(table, row, spareKey)
  const settled = plain({ ...row, before: { ...row.before, ...conflict.theirs } })
  return [[row.key, row.kind === 'change' ? withoutSame(table, settled) : settled]]
}

/** The row that is there gets my values; what I left out stays as it is there. */
function asChange(table: Table, row: HeldRow, theirs: Row): RowUpdate[] {
  const sendable = (name: string) => name !== table.idColumn && isSendable(table, name)
  // A row that was sent before and cannot be told from this one by its id: it is sent once more.
  if (row.id === '') return [[row.key, plain(row)]]
  const key = keyOfRow(row.id)
  const change = plain({ ...row, key, kind: 'change', before: theirs, after: pick(row.after, sendable) })
  return [
    [row.key, null],
    [key, withoutSame(table, change)],
  ]
}

function asAddition(table: Table, row: HeldRow, key: RowKey): RowUpdate[] {
  const cells = pick({ ...row.before, ...row.after }, (name) => isSendable(table, name))
  const isKnown = table.columns.every(
    (column) => column.name in cells || isFilledByServer(column) || !isSendable(table, column.name),
  )
  if (!isKnown) {
    const message = 'The row is gone and not all of its values are known, so it cannot be added again.'
    return [[row.key, { ...row, refusal: { column: null, message, serverWords: null } }]]
  }
  return [
    [row.key, null],
    [key, newRow(table, key, cells)],
  ]
}

/** Null when nothing is left to change. */
function withoutSame(table: Table, row: HeldRow): HeldRow | null {
  const { before, after } = row
  const left = pick(after, (name) => !sameCell(findColumn(table, name), after[name] ?? null, before[name] ?? null))
  return Object.keys(left).length === 0 ? null : { ...row, after: left }
}
