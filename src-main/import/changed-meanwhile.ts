// Rows that somebody else changed between the dry run and the sending: they are not written over.
import { cellsEqual } from '@shared/edit/cells-equal'
import type { ReadyRow } from '@shared/import/import-report'
import { findColumn, type Table } from '@shared/table/table'
import { cellId, sliceRows, type Row } from '@shared/table/table-slice'
import { rowsAtOnce } from '@shared/table/rows-at-once'
import type { ServerAsker } from './ask-server'

/** Why a row is not sent. */
export type Objection = { readonly column: string | null; readonly reason: string }

/** Read rows that are to be changed again. @returns by `n` what speaks against those that are not as they were */
export async function changedMeanwhile(
  server: ServerAsker,
  table: Table,
  rows: readonly ReadyRow[],
): Promise<ReadonlyMap<number, Objection>> {
  const columns = [...new Set([table.idColumn, ...rows.flatMap(({ before }) => Object.keys(before))])]
  const step = rowsAtOnce(columns.length)
  const objections = new Map<number, Objection>()
  for (let first = 0; first < rows.length; first += step) {
    const part = rows.slice(first, first + step)
    const ids = part.map(({ id }) => id)
    const slice = await server.slice(table.id, table.idColumn, ids, columns)
    const there = new Map(sliceRows(slice).map((row) => [cellId(row[table.idColumn] ?? null), row]))
    for (const row of part) {
      const objection = objectionTo(table, row, there.get(row.id))
      if (objection) objections.set(row.n, objection)
    }
  }
  return objections
}

function objectionTo(table: Table, { before }: ReadyRow, now: Row | undefined): Objection | null {
  if (!now) return { column: null, reason: 'The row was deleted since the file was checked. Check it again.' }
  const changed = Object.entries(before).find(([name, cell]) => {
    const column = findColumn(table, name)
    return column !== undefined && !cellsEqual(column, cell, now[name] ?? null)
  })
  if (!changed) return null
  return { column: changed[0], reason: 'Somebody else changed this since the file was checked. Check it again.' }
}
