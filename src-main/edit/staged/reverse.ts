// The reverse of what was sent, and how it is laid over what is staged by now. Pure.
import { keyOfRow, type RowKey } from '@shared/edit/staged'
import { isChosenFile } from '@shared/edit/write-cell'
import { findColumn, type Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import { isSendable, newRow, pick, plain, type HeldRow, type RowState } from './held-row'
import { sameCell } from './same-cell'

/**
 * What would take back a row that was written; null where nothing of it can be taken back.
 *
 * Files that were replaced are on no disk of ours, so they are left as they are.
 *
 * @param id  the row's id on the server
 * @param key  key of the new row, where a deleted row is added again
 */
export function reverseOf(table: Table, row: HeldRow, id: string, key: RowKey): HeldRow | null {
  const isFile = (name: string) => findColumn(table, name)?.type === 'file'
  if (row.kind === 'add') {
    const before = pick(row.after, (name) => isSendable(table, name) && !isChosenFile(row.after[name] ?? null))
    return plain({ key: keyOfRow(id), kind: 'delete', id, label: row.label, before, after: {} })
  }
  if (row.kind === 'delete')
    return newRow(
      table,
      key,
      pick(row.before, (name) => isSendable(table, name) && !isFile(name)),
    )
  const names = Object.keys(row.after).filter((name) => !isFile(name) || (row.before[name] ?? null) === null)
  if (names.length === 0) return null
  const after = Object.fromEntries(names.map((name) => [name, row.before[name] ?? null]))
  const seen = { ...row.before, ...row.after }
  return { ...plain(row), before: pick(seen, (name) => !isFile(name)), after }
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
