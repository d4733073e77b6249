// Where the rows of a grid come from: the table itself, or the rows that are not sent yet. Grid, ranges, copying and
// editing treat the two alike.
import { keyOfRow, type RowKey, type StagedRow } from '@shared/edit/staged'
import type { Table } from '@shared/table/table'
import { cellId, type Cell, type TableSlice } from '@shared/table/table-slice'
import { cellOf, type Block, type BlockReader, type RowHandle } from './block-reader'

/** What the component that shows rows is told about them. */
export type RowListener = { onFresh(keepsPlace: boolean): void; onBlock(block: Block): void }

export type RowFeed = {
  /** The table's own rows, or new ones that are not sent yet. */
  readonly part: 'rows' | 'added'
  readonly reader: BlockReader
  /** First row in view when the grid was left. */
  topRow: number
  listener: RowListener | null
  /** Read rows beside the reader, in the same order; fewer may come than were asked for. */
  readonly readPage: (
    offset: number,
    limit: number,
    columns: readonly string[] | null,
    requestId: string,
  ) => Promise<TableSlice>
}

/** Column of new rows that holds their keys; no column of a table has this name, because it is not a word. */
export const keyColumn = '#key'

/** Id of a row that was read. */
export const rowId = (row: RowHandle, table: Table): string => cellId(cellOf(row, table.idColumn) ?? null)

/** The key by which a row's changes are staged. */
export function rowKey(row: RowHandle, table: Table): RowKey {
  const key = cellOf(row, keyColumn)
  return typeof key === 'string' ? (key as RowKey) : keyOfRow(rowId(row, table))
}

/** What a row is called: its label where that was read, else its id. */
export function rowLabel(row: RowHandle, table: Table): string {
  const label = cellId(cellOf(row, table.labelColumn) ?? null)
  return label === '' ? rowId(row, table) : label
}

/** The value of a row as it stands: the staged one where there is one, else what was read. */
export function standingCell(row: RowHandle, column: string, staged: StagedRow | null | undefined): Cell | undefined {
  const changed = staged?.after[column]
  return changed === undefined ? cellOf(row, column) : changed
}
