// What a grid needs of the view that it shows, and what it tells it.
import type { SortKey } from '@shared/query/query'
import type { ColumnView } from '@shared/settings/table-view'
import type { StagedRow } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { CellTraits } from '../cells/cell-traits'
import type { ArrangedColumn } from '../columns/column-look'
import type { CellAt } from '../range/cell-range'
import type { BlockReader, RowHandle } from '../rows/block-reader'
import type { GridAction } from './grid-keys'

/** A place in the window; px. */
export type Place = { readonly x: number; readonly y: number }

/** What can be asked for on a cell. */
export type CellAction = Extract<
  GridAction,
  { readonly kind: 'enter' | 'open' | 'details' | 'edit' | 'cut' | 'clear' | 'paste' | 'undo' | 'redo' }
>

export type GridHost = {
  /** A grid of its own, or a strip under the headings of another one that takes its columns from there. */
  readonly form: 'whole' | 'strip'
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
  /** A key or a double click asked for something on a cell. */
  askFor(action: CellAction, at: CellAt): void
  copy(): void
  /** How a column looks in the grid that this one is a strip of; null for a grid of its own. */
  traitsOf(column: string): CellTraits | null
  /** What is staged for a row. */
  stagedOf(row: RowHandle | undefined): StagedRow | null
  /** Why a column may not be edited in a table that may; null where it may, or where nothing may. */
  lockOf(column: Column): string | null
  /** Rows from one position to another are in view. */
  look(firstRow: number, lastRow: number): void
  /** Rows or columns scrolled: what lies over cells moves along. */
  moved(): void
  /** Columns changed their order, widths or sides. */
  arrangedAnew(): void
}

/** A menu that was asked for: of a column, or of a cell. */
export type GridMenuRequest =
  | { readonly kind: 'column'; readonly column: Column; readonly place: Place; readonly origin: HTMLElement }
  | { readonly kind: 'cell'; readonly at: CellAt; readonly place: Place }
