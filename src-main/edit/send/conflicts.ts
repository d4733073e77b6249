// Compares a staged row with what the server holds now. Pure.
import type { RowConflict } from '@shared/edit/staged'
import { isChosenFile } from '@shared/edit/write-cell'
import { findColumn, type Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import { isSendable, pick, type HeldRow } from '../staged/held-row'
import { sameCell } from '../staged/same-cell'

/**
 * `send`: nobody else changed what the person saw; the row with what was read as `before`. `conflict`: somebody did.
 * `done`: the server holds what is wanted already.
 */
export type Verdict =
  | { readonly kind: 'send'; readonly row: HeldRow }
  | { readonly kind: 'conflict'; readonly conflict: RowConflict }
  | { readonly kind: 'done' }

/** @param found  the server's row, with at least the changed columns; undefined when there is none with its id */
export function judge(table: Table, row: HeldRow, found: Row | undefined): Verdict {
  if (row.kind === 'add') return judgeAddition(table, row, found)
  if (found === undefined) return row.kind === 'delete' ? { kind: 'done' } : gone
  return row.kind === 'delete' ? judgeDeletion(table, row, found) : judgeChange(table, row, found)
}

const gone: Verdict = { kind: 'conflict', conflict: { theirs: {}, isGone: true } }

function judgeAddition(table: Table, row: HeldRow, found: Row | undefined): Verdict {
  if (found === undefined) return { kind: 'send', row: cleared(row, row.before) }
  if (row.isUnknown && holds(table, row, found)) return { kind: 'done' }
  return { kind: 'conflict', conflict: { theirs: found, isGone: true } }
}

/** True when a row of the server is the new row that was sent. */
export function holds(table: Table, row: HeldRow, found: Row): boolean {
  return Object.entries(row.after).every(
    ([name, cell]) =>
      !isSendable(table, name) || isChosenFile(cell) || sameCell(findColumn(table, name), cell, found[name] ?? null),
  )
}

function judgeChange(table: Table, row: HeldRow, found: Row): Verdict {
  const names = Object.keys(row.after).filter((name) => name in found)
  const isAs = (name: string, side: Row) => sameCell(findColumn(table, name), side[name] ?? null, found[name] ?? null)
  if (names.every((name) => isAs(name, row.after))) return { kind: 'done' }
  const others = names.filter((name) => name in row.before && !isAs(name, row.before) && !isAs(name, row.after))
  if (others.length > 0) return { kind: 'conflict', conflict: { theirs: pickNames(found, others), isGone: false } }
  return { kind: 'send', row: cleared(row, { ...row.before, ...pickNames(found, names) }) }
}

function judgeDeletion(table: Table, row: HeldRow, found: Row): Verdict {
  const others = Object.keys(row.before).filter((name) => {
    if (!isSendable(table, name)) return false
    return name in found && !sameCell(findColumn(table, name), row.before[name] ?? null, found[name] ?? null)
  })
  if (others.length > 0) return { kind: 'conflict', conflict: { theirs: pickNames(found, others), isGone: false } }
  return { kind: 'send', row: cleared(row, found) }
}

/** What was wrong when it was sent last no longer counts; what the server said does, until it says something else. */
const cleared = (row: HeldRow, before: Row): HeldRow => ({ ...row, before, conflict: null, isUnknown: false })

const pickNames = (row: Row, names: readonly string[]): Row => pick(row, (name) => names.includes(name))
