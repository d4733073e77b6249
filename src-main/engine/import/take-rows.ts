// Rows of a job as they are staged, sent and compared: with the ids of what they refer to by its label.
import type { DuckDBConnection } from '@duckdb/node-api'
import { cellProblem } from '@shared/edit/check-cell'
import { cellsEqual } from '@shared/edit/cells-equal'
import { cellEditability } from '@shared/edit/editability'
import type { ReadyRow } from '@shared/import/import-report'
import { findColumn, type Column } from '@shared/table/table'
import { cellId, sliceRows, type Cell, type ReferenceCell, type Row, type TableSlice } from '@shared/table/table-slice'
import { readAll } from '../store/open-database'
import { BoundValues } from '../store/sql-text'
import type { ReadyRows } from './import-messages'
import { append } from './job-tables'
import type { JobPlan } from './settle'

type Held = {
  readonly n: number
  readonly line: number
  readonly id: string
  readonly cells: Row
  readonly before: Row
  readonly place: number
}

/** Rows with a fate, in their order, behind a place. */
export async function takeRows(
  connection: DuckDBConnection,
  request: { readonly fate: 'add' | 'change'; readonly after: number; readonly limit: number },
): Promise<ReadyRows> {
  const { fate, after, limit } = request
  const where = `fate = '${fate}' AND place > ${Math.trunc(after)} ORDER BY place LIMIT ${Math.trunc(limit)}`
  const held = await readHeld(connection, where, [])
  const rows = held.map(({ n, line, id, cells, before }): ReadyRow => {
    if (fate === 'add') return { n, line, id, cells: withoutEmpty(cells), before: {} }
    const changed = Object.fromEntries(Object.keys(before).map((name) => [name, cells[name] ?? null]))
    return { n, line, id, cells: changed, before }
  })
  return { rows, next: held.at(-1)?.place ?? after }
}

/** New rows get no value where they have none, and empty text is none when it is written. */
const withoutEmpty = (cells: Row): Row =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null && cell !== ''))

/** Note which cells of the rows that the server has are not as the file says. */
export async function compareRows(
  connection: DuckDBConnection,
  { table, plan }: JobPlan,
  slice: TableSlice,
): Promise<void> {
  const theirs = new Map(sliceRows(slice).map((row) => [cellId(row[table.idColumn] ?? null), row]))
  const bound = new BoundValues()
  const where = `id IN (SELECT unnest(${bound.texts([...theirs.keys()])})) AND fate = 'open'`
  const held = await readHeld(connection, where, bound.values)
  const columns = new Map(table.columns.map((column) => [column.name, column]))
  const found: (string | number | null)[][] = []
  const conditions: (string | number | null)[][] = []
  for (const { n, line, id, cells } of held) {
    const there = theirs.get(id) ?? {}
    const before: Record<string, Cell> = {}
    for (const [name, cell] of Object.entries(plan.mode === 'add' ? {} : cells)) {
      const column = columns.get(name)
      const their = there[name] ?? null
      if (!column || column.isId || isSame(column, cell, their, plan.emptyCells === 'as-is')) continue
      before[name] = their
      const may = cellEditability(table, column, false)
      const reason = may.canEdit ? cellProblem(column, cell) : may.reason
      if (reason !== null) conditions.push([n, line, 'change', name, plainText(cell), reason])
    }
    found.push([n, JSON.stringify(before)])
  }
  await append(connection, 'found', found)
  await append(connection, 'conditions', conditions)
}

/** The value in a reason; null where it would take a look at the file. */
const plainText = (cell: Cell): string | null => (cell === null || typeof cell === 'object' ? null : String(cell))

/** Empty text cannot be written, so in a file it is the same as no value. */
function isSame(column: Column, mine: Cell, their: Cell, isEmptyAsIs: boolean): boolean {
  if (mine === '') return isEmptyAsIs || their === null || their === ''
  const isEmpty = mine === null || (Array.isArray(mine) && mine.length === 0)
  return (isEmpty && isEmptyAsIs) || cellsEqual(column, mine, their)
}

async function readHeld(connection: DuckDBConnection, where: string, values: BoundValues['values']): Promise<Held[]> {
  const reader = await readAll(
    connection,
    `SELECT n, line, id, cells, before, coalesce(place, 0) FROM rows WHERE ${where}`,
    values,
  )
  const held = reader.getRows().map(([n, line, id, cells, before, place]) => ({
    n: Number(n),
    line: Number(line),
    id: String(id),
    cells: JSON.parse(String(cells)) as Record<string, Cell>,
    before: JSON.parse(String(before ?? '{}')) as Row,
    place: Number(place),
  }))
  await putIdsIn(connection, held)
  return held
}

/** What the server told of references: ids for labels, and labels for ids. */
async function putIdsIn(
  connection: DuckDBConnection,
  held: readonly { n: number; cells: Record<string, Cell> }[],
): Promise<void> {
  const bound = new BoundValues()
  const numbers = bound.rowNumbers(held.map(({ n }) => n))
  const reader = await readAll(
    connection,
    `SELECT w.n, w.col, w.wanted, min(a.id), min(a.label) FROM wishes w JOIN answers a USING (wish, wanted)
     WHERE w.n IN (SELECT unnest(${numbers})) AND starts_with(w.wish, 'reference/') GROUP BY w.n, w.col, w.wanted`,
    bound.values,
  )
  const byRow = new Map<number, Map<string, ReferenceCell>>()
  for (const [n, column, wanted, id, label] of reader.getRows()) {
    const known = byRow.get(Number(n)) ?? new Map<string, ReferenceCell>()
    known.set(`${String(column)}\n${String(wanted)}`, { id: String(id), label: String(label) })
    byRow.set(Number(n), known)
  }
  for (const { n, cells } of held) {
    const known = byRow.get(n)
    if (!known) continue
    const real = (name: string, cell: ReferenceCell) => known.get(`${name}\n${cell.id}`) ?? cell
    for (const [name, cell] of Object.entries(cells)) {
      if (cell === null || typeof cell !== 'object') continue
      cells[name] = 'id' in cell ? real(name, cell) : cell.map((each) => real(name, each))
    }
  }
}

/** The columns of the table that the file fills, its id included. */
export const filledColumns = ({ table, plan }: JobPlan): string[] =>
  [
    ...new Set([
      table.idColumn,
      ...plan.columns.filter((name) => name !== null && findColumn(table, name) !== undefined),
    ]),
  ] as string[]
