// Rows on their way over a border, stored by column.

/** A reference: the id of the row it points at, and that row's label (the id again where there is none). */
export type ReferenceCell = { readonly id: string; readonly label: string }

/**
 * One value of a row. Missing is null, never an empty text.
 *
 * - `int`, `decimal`: number; `long`: text with all digits; `bool`: boolean
 * - `date`: `YYYY-MM-DD`; `date-time`: ISO 8601 in UTC with `Z`
 * - single references (file included): ReferenceCell; many references: list of them, an empty list when there are none
 * - all other types: text
 */
export type Cell = null | string | number | boolean | ReferenceCell | readonly ReferenceCell[]

/** A window of rows by column: `data[i][r]` is row `r` of column `columns[i]`. */
export type TableSlice = {
  readonly columns: readonly string[]
  readonly data: readonly (readonly Cell[])[]
  readonly rowCount: number
  /** Position of the first row in the whole answer, from 0. */
  readonly offset: number
  /** Rows that pass the query in all. */
  readonly totalRowCount: number
}

/** One row as a record from column name to cell. */
export type Row = Readonly<Record<string, Cell>>

/** The rows of a slice as records. */
export function sliceRows(slice: TableSlice): Row[] {
  return Array.from({ length: slice.rowCount }, (_, row) =>
    Object.fromEntries(slice.columns.map((name, column) => [name, slice.data[column]?.[row] ?? null])),
  )
}

/** The text by which a row is known: its id cell as text. */
export function cellId(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'object') return Array.isArray(cell) ? '' : (cell as ReferenceCell).id
  return String(cell)
}
