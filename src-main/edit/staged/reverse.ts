// The reverse of what was sent, and how it is laid over what is staged by now. Pure.
import { keyOfRow, type RowKey } from '@shared/edit/staged'
import { findColumn, type Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import { isSendable, newRow, pick, plain, type HeldRow, type RowState } from './held-row'
import { sameCell } from './same-cell'

/**
 * What would take back a row that was written.
 *
 * @param id  the row's id on the server
 * @param key  key of the new row, where a deleted row is added again
 */
export function reverseOf(table: Table, row: HeldRow, id: string, key: RowKey): HeldRow {
  if (row.kind === 'add') {
    const before = pick(row.after, (name) => isSendable(table, name))
    return plain({ key: keyOfRow(id), kind: 'delete', id, label: row.label, before, after: {} })
  }
  if (row.kind === 'delete') {
    const isKept = (name: string) => isSendable(table, name) && findColumn(table, name)?.type !== 'file'
    return newRow(table, key, pick(row.before, isKept))
  }
  const after = Object.fromEntries(Object.keys(row.after).map((name) => [name, row.before[name] ?? null]))
  return { ...plain(row), before: { ...row.before, ...row.after }, after }
}

/** The staged rows that a reverse is laid over. */
export type StagedLookUp = {
  byKey(key: RowKey): HeldRow | undefined
  /** A new row with this id. */
  newById(id: string): HeldRow | undefined
}

/** Lay a reverse over what is staged. @returns the row concerned and what becomes of it */
export function layOver(table: Table, reverse: HeldRow, staged: StagedLookUp): readonly [RowKey, RowState] {
  if (reverse.kind === 'add') {
    const gone = staged.byKey(keyOfRow(reverse.id))
    if (gone?.kind !== 'delete') return [reverse.key, reverse]
    return [gone.key, changed(table, { ...gone, kind: 'change' }, gone.before, reverse.after)]
  }
  const added = staged.newById(reverse.id)
  if (added) {
    if (reverse.kind === 'delete') return [added.key, null]
    return [added.key, newRow(table, added.key, { ...added.after, ...reverse.after })]
  }
  const row = staged.byKey(reverse.key)
  if (row === undefined || row.kind === 'delete') return [reverse.key, row ?? reverse]
  const before = { ...reverse.before, ...row.before }
  if (reverse.kind === 'delete') return [row.key, plain({ ...reverse, before })]
  return [row.key, changed(table, row, before, { ...row.after, ...reverse.after })]
}

function changed(table: Table, row: HeldRow, before: Row, wanted: Row): RowState {
  const after = pick(wanted, (name) => !sameCell(findColumn(table, name), wanted[name] ?? null, before[name] ?? null))
  return Object.keys(after).length === 0 ? null : plain({ ...row, before, after })
}
