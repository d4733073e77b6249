// What cells and headings may ask of the grid that they stand in.
import type { SortKey } from '@shared/query/query'
import type { StagedRow } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { CellTraits } from '../cells/cell-traits'
import type { Marks } from '../range/range-painter'
import type { RowHandle } from '../rows/block-reader'
import type { GridHost } from './grid-host'

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

/** What a grid's parts ask of the host, of its columns, and of what is chosen in it. */
export function contextOf(
  host: GridHost,
  columns: { traitsOf(column: string): CellTraits },
  selection: { has(row: number, column: string): boolean },
  headings: Set<Heading>,
): GridContext & Marks {
  const sign = host.form === 'strip' ? '+' : ''
  return {
    shownRound: () => host.reader.shownRound,
    traitsOf: (column) => host.traitsOf(column) ?? columns.traitsOf(column),
    sort: () => host.sort(),
    chooseSort: (column, isAdded) => host.chooseSort(column, isAdded),
    openColumnMenu: (column, place, origin) => host.openColumnMenu(column, place, origin),
    addHeading: (heading) => headings.add(heading),
    removeHeading: (heading) => headings.delete(heading),
    isInRange: (row, column) => selection.has(row, column),
    isSelected: (row) => host.isSelected(host.reader.rowAt(row)),
    stagedOf: (row) => host.stagedOf(row),
    stagedAt: (row) => host.stagedOf(host.reader.rowAt(row)),
    lockOf: (column) => host.lockOf(column),
    rowNumber: (index) => `${sign}${(index + 1).toLocaleString('en')}`,
  }
}
