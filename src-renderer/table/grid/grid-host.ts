// What a grid needs of the view that it shows, and what it tells it.
import type { SortKey } from '@shared/query/query'
import type { ColumnView } from '@shared/settings/table-view'
import type { Column } from '@shared/table/table'
import type { ArrangedColumn } from '../columns/column-look'
import type { CellAt } from '../range/cell-range'
import type { BlockReader, RowHandle } from '../rows/block-reader'

/** A place in the window; px. */
export type Place = { readonly x: number; readonly y: number }

export type GridHost = {
  readonly reader: BlockReader
  arranged(): readonly ArrangedColumn[]
  sort(): readonly SortKey[]
  isSelected(row: RowHandle | undefined): boolean
  /** A row was chosen by mouse or keys. */
  select(index: number): void
  /** First row in view. */
  see(firstRow: number): void
  chooseSort(column: Column, isAdded: boolean): void
  rememberColumns(views: ColumnView[]): void
  openColumnMenu(column: Column, place: Place, origin: HTMLElement): void
  openCellMenu(at: CellAt, place: Place): void
  openReference(column: Column, id: string): void
  openLink(url: string): void
  /** Enter on a cell. */
  openCell(at: CellAt): void
  copy(): void
}

/** A menu that was asked for: of a column, or of a cell. */
export type GridMenuRequest =
  | { readonly kind: 'column'; readonly column: Column; readonly place: Place; readonly origin: HTMLElement }
  | { readonly kind: 'cell'; readonly at: CellAt; readonly place: Place }
