// A range of cells: from where it was begun to where it reaches now. Pure; rows by position, columns by name.

export type CellAt = { readonly row: number; readonly column: string }
/** `anchor` stays while `head` moves. */
export type CellRange = { readonly anchor: CellAt; readonly head: CellAt }
/** A range resolved against the columns on screen: rows from and to, inclusive, and the columns in screen order. */
export type CellBox = { readonly firstRow: number; readonly lastRow: number; readonly columns: readonly string[] }

/** The range of one cell. */
export const singleCell = (at: CellAt): CellRange => ({ anchor: at, head: at })

/** The whole table, or null when there is nothing in it. */
export function wholeTable(rowCount: number, order: readonly string[]): CellRange | null {
  const first = order[0]
  const last = order.at(-1)
  if (first === undefined || last === undefined || rowCount === 0) return null
  return { anchor: { row: 0, column: first }, head: { row: rowCount - 1, column: last } }
}

/** Rows and columns of a range; null when one of its corners is no longer on screen. */
export function boxOf(range: CellRange, order: readonly string[]): CellBox | null {
  const from = order.indexOf(range.anchor.column)
  const to = order.indexOf(range.head.column)
  if (from < 0 || to < 0) return null
  return {
    firstRow: Math.min(range.anchor.row, range.head.row),
    lastRow: Math.max(range.anchor.row, range.head.row),
    columns: order.slice(Math.min(from, to), Math.max(from, to) + 1),
  }
}

/** Cells in a box. */
export const boxSize = (box: CellBox): number => (box.lastRow - box.firstRow + 1) * box.columns.length

export const isInBox = (box: CellBox, row: number, column: string): boolean =>
  row >= box.firstRow && row <= box.lastRow && box.columns.includes(column)

/** A step over cells; `end` goes as far as there are cells. */
export type Step = { readonly rows: number | 'start' | 'end'; readonly columns: number | 'start' | 'end' }

const stepTo = (from: number, by: number | 'start' | 'end', count: number): number => {
  const to = by === 'start' ? 0 : by === 'end' ? count - 1 : from + by
  return Math.min(Math.max(to, 0), Math.max(count - 1, 0))
}

/** The cell that a step leads to; stays inside the table. */
export function stepFrom(at: CellAt, step: Step, rowCount: number, order: readonly string[]): CellAt {
  const column = order[stepTo(Math.max(order.indexOf(at.column), 0), step.columns, order.length)]
  return { row: stepTo(at.row, step.rows, rowCount), column: column ?? at.column }
}
