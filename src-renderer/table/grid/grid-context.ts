// What cells and headings may ask of the grid that they stand in.
import type { SortKey } from '@shared/query/query'
import type { StagedRow } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { CellTraits } from '../cells/cell-traits'
import type { RowHandle } from '../rows/block-reader'

/** A heading that wants to hear when sort or looks of its column change. */
export type Heading = { update(): void }

export type GridContext = {
  /** Number of the question whose rows are shown; rows of another one are drawn as on their way. */
  shownRound(): number
  traitsOf(column: string): CellTraits
  /** What is staged for a row. */
  stagedOf(row: RowHandle | undefined): StagedRow | null
  /** Why a column may not be edited in a table that may; null where it may, or where nothing may. */
  lockOf(column: Column): string | null
  /** The number of a row in words, by its position from 0. */
  rowNumber(index: number): string
  sort(): readonly SortKey[]
  /** Sort by a column; `isAdded` keeps the keys that are there. */
  chooseSort(column: Column, isAdded: boolean): void
  /** Open the menu of a column at a place in the window. */
  openColumnMenu(column: Column, at: { x: number; y: number }, origin: HTMLElement): void
  addHeading(heading: Heading): void
  removeHeading(heading: Heading): void
  isInRange(row: number, column: string): boolean
  isSelected(row: number): boolean
}
