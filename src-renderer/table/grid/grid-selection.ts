// Focus and the range of cells in a grid: what mouse and keys make of them.
import type { GridApi } from 'ag-grid-community'
import { shownInOrder } from '../columns/column-look'
import {
  boxOf,
  boxSize,
  isInBox,
  singleCell,
  stepFrom,
  wholeTable,
  type CellAt,
  type CellBox,
  type CellRange,
  type Step,
} from '../range/cell-range'
import { watchRangeMouse } from '../range/range-mouse'
import type { RowHandle } from '../rows/block-reader'
import { rowNumberColumn } from './column-definitions'
import type { GridHost, Place } from './grid-host'
import { gridAction, type GridAction } from './grid-keys'
import { rowHeightPx } from './grid-modules'

/** Where rows are drawn, in the grid library's classes. */
const bodySelector = '.ag-body, .ag-grid-viewport'

export class GridSelection {
  private range: CellRange | null = null
  private isPressing = false

  constructor(
    private readonly root: HTMLElement,
    private readonly host: GridHost,
    private readonly api: () => GridApi<RowHandle> | null,
    private readonly repaint: () => void,
  ) {}

  /** Listen to the mouse. @returns a function that stops listening */
  watch(): () => void {
    return watchRangeMouse(this.root, {
      begin: (at, isExtending) => this.pressed(at, isExtending),
      reach: (at) => this.reach(at),
      scroll: (by) => this.scroll(by),
      body: () => this.root.querySelector(bodySelector)?.getBoundingClientRect() ?? null,
    })
  }

  /** The range of cells that copying takes, or null when there is none. */
  box(): CellBox | null {
    return this.range ? boxOf(this.range, this.order()) : null
  }

  /** True for cells of a range of more than one. */
  has(row: number, column: string): boolean {
    const box = this.box()
    return box !== null && boxSize(box) > 1 && isInBox(box, row, column)
  }

  /** The cell that has the focus. */
  focusedCell(): CellAt | null {
    const focused = this.api()?.getFocusedCell()
    return focused ? { row: focused.rowIndex, column: focused.column.getColId() } : null
  }

  /** Names of the columns on screen from left to right. */
  order(): string[] {
    return shownInOrder(this.host.arranged()).map((arranged) => arranged.name)
  }

  /** Rows of another question are here: the range goes, but for the cell with the focus where its row is still there. */
  rowsChanged(): void {
    const at = this.focusedCell()
    const isSameRow = at !== null && this.host.isSelected(this.host.reader.rowAt(at.row))
    this.range = this.range && isSameRow ? singleCell(at) : null
  }

  selectAll(): void {
    this.range = wholeTable(this.rowCount(), this.order())
    this.repaint()
  }

  /** Put the keyboard focus on a cell; on the first cell in view when none is given. */
  focus(at?: CellAt): void {
    const column = at?.column ?? this.order()[0]
    const row = at?.row ?? this.api()?.getFirstDisplayedRowIndex() ?? 0
    if (column === undefined || this.rowCount() === 0) return
    this.api()?.ensureIndexVisible(row)
    this.api()?.ensureColumnVisible(column)
    this.api()?.setFocusedCell(row, column)
  }

  /** Put the keyboard focus back on the cell that had it. */
  focusAgain(): void {
    const at = this.focusedCell()
    if (at) this.api()?.setFocusedCell(at.row, at.column)
    this.root.querySelector<HTMLElement>('.ag-cell-focus')?.focus()
  }

  /** A cell that had the focus may have gone with its row: another one takes its place. */
  focusIfLost(): void {
    if (this.rowCount() === 0 || document.activeElement !== document.body) return
    const at = this.focusedCell()
    this.focus(at ? { ...at, row: Math.min(at.row, this.rowCount() - 1) } : undefined)
  }

  /** Move the focus by a step from a cell, as after a value was taken. */
  stepFrom(at: CellAt, step: Step): void {
    this.focus(stepFrom(at, step, this.rowCount(), this.order()))
  }

  /** Make a range of its own, such as the cells that were pasted. */
  choose(range: CellRange): void {
    this.range = range
    this.repaint()
  }

  /** The grid moved its focus. */
  focused(at: CellAt): void {
    if (at.column === rowNumberColumn) return
    if (!this.isPressing) this.range = singleCell(at)
    this.host.select(at.row)
    this.repaint()
  }

  /** The other mouse button on a cell: its menu, for the range when the cell is part of it. */
  contextMenu(at: CellAt, place: Place): void {
    if (at.column === rowNumberColumn) return
    const box = this.box()
    if (!box || !isInBox(box, at.row, at.column)) {
      this.range = singleCell(at)
      this.api()?.setFocusedCell(at.row, at.column)
    }
    this.host.openCellMenu(at, place)
  }

  /** A key on a cell. Answers true when it is not for the grid library. */
  pressedKey(event: KeyboardEvent): boolean {
    const pageRows = Math.max(1, Math.floor(this.root.clientHeight / rowHeightPx) - 2)
    const action = gridAction(event, pageRows)
    // Keys with Ctrl or Cmd are the window's: the grid library would swallow some of them.
    if (!action) return event.ctrlKey || event.metaKey
    const box = this.box()
    if (action.kind === 'collapse' && (box === null || boxSize(box) <= 1)) return false
    // Pasting is the page's own work: only the place for it is prepared.
    if (action.kind !== 'paste') event.preventDefault()
    this.act(action)
    return true
  }

  private rowCount(): number {
    return this.host.reader.totalCount
  }

  private pressed(at: CellAt, isExtending: boolean): void {
    this.isPressing = true
    document.addEventListener('mouseup', () => (this.isPressing = false), { once: true })
    const order = this.order()
    const first = order[0]
    const last = order.at(-1)
    if (at.column !== rowNumberColumn) {
      this.range = isExtending && this.range ? { ...this.range, head: at } : singleCell(at)
    } else if (first !== undefined && last !== undefined) {
      const anchorRow = isExtending && this.range ? this.range.anchor.row : at.row
      this.range = { anchor: { row: anchorRow, column: first }, head: { row: at.row, column: last } }
      this.host.select(at.row)
      this.api()?.setFocusedCell(at.row, first)
    }
    this.repaint()
  }

  private reach(at: CellAt): void {
    if (!this.range) return
    const isRows = at.column === rowNumberColumn
    this.range = { ...this.range, head: isRows ? { row: at.row, column: this.range.head.column } : at }
    this.repaint()
  }

  private scroll(by: 1 | -1): void {
    if (!this.range) return
    const row = Math.min(Math.max(this.range.head.row + by, 0), Math.max(this.rowCount() - 1, 0))
    this.api()?.ensureIndexVisible(row)
    this.reach({ row, column: this.range.head.column })
  }

  private act(action: GridAction): void {
    const at = this.focusedCell()
    switch (action.kind) {
      case 'go':
        if (at) this.go(at, action)
        return
      case 'select-all':
        return this.selectAll()
      case 'copy':
        return this.host.copy()
      case 'collapse':
        this.range = at ? singleCell(at) : null
        return this.repaint()
      case 'menu': {
        const cell = this.root.querySelector('.ag-cell-focus')?.getBoundingClientRect()
        if (at && cell) this.contextMenu(at, { x: cell.left + 8, y: cell.bottom })
        return
      }
      default:
        if (at) this.host.askFor(action, at)
    }
  }

  private go(at: CellAt, { step, isExtending }: Extract<GridAction, { kind: 'go' }>): void {
    if (!isExtending) return this.focus(stepFrom(at, step, this.rowCount(), this.order()))
    const range = this.range ?? singleCell(at)
    const head = stepFrom(range.head, step, this.rowCount(), this.order())
    this.range = { ...range, head }
    this.api()?.ensureIndexVisible(head.row)
    this.api()?.ensureColumnVisible(head.column)
    this.repaint()
  }
}
