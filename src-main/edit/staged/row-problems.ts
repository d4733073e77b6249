// What is wrong with a staged row by itself, as far as the table's metadata tell.
import { rowProblems } from '@shared/edit/check-cell'
import { findColumn, type Table } from '@shared/table/table'
import type { HeldRow } from './held-row'

/** Sentences by column; under the empty name what is wrong with the row. */
export type Problems = Readonly<Record<string, string>>

const none: Problems = {}

/** Problems of the cells that would be sent. */
export function ownProblems(table: Table, row: HeldRow): Problems {
  if (row.kind === 'delete') return none
  const unknown = Object.keys(row.after).filter((name) => !findColumn(table, name))
  const lost = unknown.map((name) => [name, `${table.label} no longer has a column ${name}.`] as const)
  return { ...rowProblems(table, row.after, row.kind === 'add'), ...Object.fromEntries(lost) }
}
