// Keeps the grid's columns and what is remembered of them alike: widths measured on the first rows, the person's own
// widths, order and pinning, and the change that comes back from dragging.
import type { ColumnView } from '@shared/settings/table-view'
import type { Cell } from '@shared/table/table-slice'
import type { GridApi } from 'ag-grid-community'
import { cellFace, faceText } from '../cells/cell-text'
import { cellTraits, stillHold, type CellTraits } from '../cells/cell-traits'
import { cellFont, fitWidths, fontFamily, wantedWidth } from '../cells/cell-width'
import { typeWord, type ArrangedColumn } from '../columns/column-look'
import type { Block, RowHandle } from '../rows/block-reader'
import { columnDefinition, rowNumberColumn, rowNumberDefinition, rowNumberWidth } from './column-definitions'
import type { GridContext } from './grid-context'
import { headingHeightPx, rowHeightPx, scrollBarPx } from './grid-modules'

const plain: CellTraits = { isRight: false, isGrouped: false }
/** Cells per column that widths are measured on. */
const measuredRows = 100

export class GridColumns {
  private readonly traits = new Map<string, CellTraits>()
  private readonly wanted = new Map<string, number>()
  private rowCount = 0
  private numbersPx = rowNumberWidth(0)

  constructor(
    private readonly api: () => GridApi<RowHandle> | null,
    private readonly root: HTMLElement,
    private readonly arranged: () => readonly ArrangedColumn[],
  ) {}

  traitsOf(column: string): CellTraits {
    return this.traits.get(column) ?? plain
  }

  /** Definitions of all columns, the row numbers first. */
  definitions(context: GridContext) {
    for (const { column } of this.arranged()) {
      if (!this.traits.has(column.name)) this.traits.set(column.name, cellTraits(column, []))
    }
    const widths = this.widths()
    return [
      rowNumberDefinition(this.numbersPx, context),
      ...this.arranged().map((arranged) => columnDefinition(arranged, widths.get(arranged.name) ?? 100, context)),
    ]
  }

  /**
   * Learn from rows that arrived.
   *
   * @returns true when the looks of a column changed, so that drawn cells are out of date
   */
  learn(block: Block): boolean {
    let isChanged = false
    let isMeasured = false
    for (const arranged of this.arranged()) {
      const at = block.columnAt.get(arranged.name)
      const cells = at === undefined ? [] : (block.slice.data[at] ?? [])
      const old = this.traitsOf(arranged.name)
      const isFirst = !this.wanted.has(arranged.name) && cells.length > 0
      if (isFirst || !stillHold(old, arranged.column, cells)) {
        const traits = isFirst ? cellTraits(arranged.column, cells) : plain
        isChanged ||= traits.isRight !== old.isRight || traits.isGrouped !== old.isGrouped
        this.traits.set(arranged.name, traits)
      }
      if (isFirst) this.measure(arranged, cells)
      isMeasured ||= isFirst
    }
    if (isMeasured) this.fit()
    return isChanged
  }

  /**
   * Make the row numbers as wide as the largest that there were: under a filter with fewer rows the columns stay where
   * they are.
   */
  setRowCount(rowCount: number): void {
    this.rowCount = rowCount
    const neededPx = rowNumberWidth(rowCount)
    if (neededPx <= this.numbersPx) return
    this.numbersPx = neededPx
    this.api()?.setColumnWidths([{ key: rowNumberColumn, newWidth: neededPx }])
  }

  /** Bring order, hiding, pinning and widths of the grid in line with what is remembered. */
  apply(): void {
    const widths = this.widths()
    this.api()?.applyColumnState({
      state: [
        { colId: rowNumberColumn },
        ...this.arranged().map((arranged) => ({
          colId: arranged.name,
          hide: arranged.isHidden,
          pinned: arranged.pinned,
          width: widths.get(arranged.name) ?? null,
        })),
      ],
      applyOrder: true,
    })
  }

  /** Share out the room among the columns that have no width of their own. */
  fit(): void {
    const widths = this.widths()
    this.api()?.setColumnWidths(
      this.arranged()
        .filter((arranged) => !arranged.isHidden)
        .map((arranged) => ({ key: arranged.name, newWidth: widths.get(arranged.name) ?? 100 })),
    )
  }

  /** What is to be remembered after a drag: the grid's order and pinning; the width only of a column that was resized. */
  collect(resized: readonly string[]): ColumnView[] {
    const known = new Map(this.arranged().map((arranged) => [arranged.name, arranged]))
    const views: ColumnView[] = []
    for (const state of this.api()?.getColumnState() ?? []) {
      const arranged = known.get(state.colId)
      if (!arranged) continue
      const widthPx = resized.includes(state.colId) && state.width ? Math.round(state.width) : arranged.widthPx
      const pinned = state.pinned === 'left' || state.pinned === 'right' ? state.pinned : null
      views.push({ name: state.colId, isHidden: state.hide ?? false, widthPx, pinned })
    }
    return views
  }

  /** The width at which a column shows what was read; px. */
  wantedWidthOf(column: string): number {
    return this.wanted.get(column) ?? 100
  }

  private measure(arranged: ArrangedColumn, cells: readonly Cell[]): void {
    const { column } = arranged
    const traits = this.traitsOf(column.name)
    const texts = cells.slice(0, measuredRows).map((cell) => faceText(cellFace(cell, column, traits)))
    const font = fontFamily(this.root)
    const width = wantedWidth({ label: column.label, typeWord: typeWord(column) }, texts, {
      heading: `550 12px ${font}`,
      small: `400 10.5px ${font}`,
      cell: cellFont(this.root),
    })
    this.wanted.set(column.name, width)
  }

  private widths(): Map<string, number> {
    const shown = this.arranged().filter((arranged) => !arranged.isHidden)
    const free = shown.filter((arranged) => arranged.widthPx === null)
    const fixed = shown.reduce((sum, arranged) => sum + (arranged.widthPx ?? 0), 0)
    const fitted = fitWidths(
      free.map((arranged) => this.wantedWidthOf(arranged.name)),
      this.room() - fixed,
    )
    const widths = new Map<string, number>()
    free.forEach((arranged, index) => widths.set(arranged.name, fitted[index] ?? 100))
    for (const arranged of this.arranged()) {
      if (arranged.widthPx !== null) widths.set(arranged.name, arranged.widthPx)
      else if (!widths.has(arranged.name)) widths.set(arranged.name, this.wantedWidthOf(arranged.name))
    }
    return widths
  }

  /** Width that the table's own columns may fill; px. */
  private room(): number {
    const rowsHeight = this.rowCount * rowHeightPx
    const isScrolling = rowsHeight > this.root.clientHeight - headingHeightPx
    return Math.max(0, this.root.clientWidth - this.numbersPx - (isScrolling ? scrollBarPx : 0))
  }
}
