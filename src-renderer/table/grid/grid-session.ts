// One grid on screen: creates it, feeds it blocks of rows, and turns mouse and keys into selection, ranges and commands.
import type { Column } from '@shared/table/table'
import type { SortKey } from '@shared/query/query'
import type { ColumnView } from '@shared/settings/table-view'
import { createGrid, type GridApi, type GridOptions, type IGetRowsParams } from 'ag-grid-community'
import { shownInOrder, type ArrangedColumn } from '../columns/column-look'
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
} from '../range/cell-range'
import { watchRangeMouse } from '../range/range-mouse'
import { paintMarks, selectedClass } from '../range/range-painter'
import { blockRows, type Block, type BlockReader, type RowHandle } from '../rows/block-reader'
import { rowNumberColumn } from './column-definitions'
import { GridColumns } from './grid-columns'
import type { GridContext, Heading } from './grid-context'
import { gridAction, type GridAction } from './grid-keys'
import { gridTheme, headingHeightPx, registerGridModules, rowHeightPx } from './grid-modules'

/** What a grid needs of the view that it shows, and tells it. */
export type GridHost = {
  readonly reader: BlockReader
  readonly label: string
  arranged(): readonly ArrangedColumn[]
  sort(): readonly SortKey[]
  isSelected(row: RowHandle | undefined): boolean
  /** A row was chosen by mouse or keys. */
  select(index: number): void
  /** First row in view. */
  see(firstRow: number): void
  chooseSort(column: Column, isAdded: boolean): void
  rememberColumns(views: ColumnView[]): void
  openColumnMenu(column: Column, at: { x: number; y: number }, origin: HTMLElement): void
  openCellMenu(at: CellAt, place: { x: number; y: number }): void
  openReference(column: Column, id: string): void
  openLink(url: string): void
  /** Enter on a cell. */
  openCell(at: CellAt): void
  copy(): void
}

/** Rows that stand as grey bars before anything is known. */
const firstBars = 30

export class GridSession {
  readonly columns: GridColumns
  private api: GridApi<RowHandle> | null = null
  private range: CellRange | null = null
  private readonly headings = new Set<Heading>()
  private unwatch: (() => void) | null = null
  private isMouseSelecting = false

  constructor(
    private readonly root: HTMLElement,
    private readonly host: GridHost,
  ) {
    this.columns = new GridColumns(
      () => this.api,
      root,
      () => host.arranged(),
    )
  }

  /** Draw the grid. */
  mount(): void {
    registerGridModules()
    const context = this.context()
    const { reader } = this.host
    const isKnown = reader.shownRound > 0 && !reader.isLeading
    if (isKnown) this.columns.setRowCount(reader.totalCount)
    this.api = createGrid<RowHandle>(this.root, this.options(context, isKnown ? reader.totalCount : firstBars))
    this.unwatch = watchRangeMouse(this.root, {
      begin: (at, isExtending) => this.pressed(at, isExtending),
      reach: (at) => this.reach(at),
      scroll: (by) =>
        this.range && this.reach({ ...this.range.head, row: this.inTable(this.range.head.row + by) }, true),
      body: () => this.root.querySelector('.ag-body, .ag-grid-viewport')?.getBoundingClientRect() ?? null,
    })
    for (const block of new Set([...reader.readRows()].map((row) => row.block))) this.columns.learn(block)
  }

  destroy(): void {
    this.unwatch?.()
    this.api?.destroy()
    this.api = null
  }

  /** First rows of a new question are here. */
  fresh(keepsPlace: boolean): void {
    const { totalCount } = this.host.reader
    this.columns.setRowCount(totalCount)
    if (!keepsPlace) {
      this.range = null
      this.api?.ensureIndexVisible(0, 'top')
    }
    this.api?.refreshInfiniteCache()
    this.api?.setRowCount(totalCount, true)
    this.updateHeadings()
  }

  /** Rows arrived: learn how their columns look. */
  arrived(block: Block): void {
    if (!this.columns.learn(block)) return
    this.updateHeadings()
    this.api?.refreshCells({ force: true })
  }

  updateHeadings(): void {
    for (const heading of this.headings) heading.update()
  }

  /** Mark the selected row and the range anew. */
  repaint(): void {
    paintMarks(this.root, this.context())
  }

  /** Bring a row into view. */
  showRow(index: number, position: 'top' | 'middle' | null = null): void {
    if (index < this.rowCount()) this.api?.ensureIndexVisible(index, position)
  }

  /** Put the keyboard focus on a cell; on the first cell in view when none is given. */
  focus(at?: CellAt): void {
    const column = at?.column ?? this.order()[0]
    const row = at?.row ?? this.api?.getFirstDisplayedRowIndex() ?? 0
    if (column === undefined || this.rowCount() === 0) return
    this.api?.ensureIndexVisible(row)
    this.api?.ensureColumnVisible(column)
    this.api?.setFocusedCell(row, column)
  }

  /** The range of cells that copying takes, or null when there is none. */
  box(): CellBox | null {
    return this.range ? boxOf(this.range, this.order()) : null
  }

  /** The cell that has the focus. */
  focusedCell(): CellAt | null {
    const focused = this.api?.getFocusedCell()
    return focused ? { row: focused.rowIndex, column: focused.column.getColId() } : null
  }

  /** Names of the columns on screen from left to right. */
  order(): string[] {
    return shownInOrder(this.host.arranged()).map((arranged) => arranged.name)
  }

  selectAll(): void {
    this.range = wholeTable(this.rowCount(), this.order())
    this.repaint()
  }

  /** Draw all headings and cells anew after the table itself changed. */
  redefine(): void {
    this.api?.setGridOption('columnDefs', this.columns.definitions(this.context()))
  }

  private rowCount(): number {
    return this.host.reader.totalCount
  }

  private inTable(row: number): number {
    return Math.min(Math.max(row, 0), Math.max(this.rowCount() - 1, 0))
  }

  private context(): GridContext {
    const { host } = this
    return {
      shownRound: () => host.reader.shownRound,
      traitsOf: (column) => this.columns.traitsOf(column),
      sort: () => host.sort(),
      chooseSort: (column, isAdded) => host.chooseSort(column, isAdded),
      openColumnMenu: (column, at, origin) => host.openColumnMenu(column, at, origin),
      addHeading: (heading) => this.headings.add(heading),
      removeHeading: (heading) => this.headings.delete(heading),
      isInRange: (row, column) => {
        const box = this.box()
        return box !== null && boxSize(box) > 1 && isInBox(box, row, column)
      },
      isSelected: (row) => host.isSelected(host.reader.rowAt(row)),
    }
  }

  private options(context: GridContext, rowCount: number): GridOptions<RowHandle> {
    return {
      theme: gridTheme,
      context,
      columnDefs: this.columns.definitions(context),
      rowModelType: 'infinite',
      datasource: { getRows: (params) => this.getRows(params) },
      cacheBlockSize: blockRows,
      maxBlocksInCache: 12,
      infiniteInitialRowCount: rowCount,
      // What may be on its way is the reader's business: it knows what is in view.
      maxConcurrentDatasourceRequests: 1_000_000_000,
      rowHeight: rowHeightPx,
      headerHeight: headingHeightPx,
      rowBuffer: 15,
      animateRows: false,
      suppressColumnMoveAnimation: true,
      suppressCellFocus: false,
      suppressDragLeaveHidesColumns: true,
      suppressContextMenu: true,
      tooltipShowDelay: 500,
      tooltipHideDelay: 60_000,
      suppressNoRowsOverlay: true,
      suppressLoadingOverlay: true,
      rowClassRules: { [selectedClass]: (params) => context.isSelected(params.rowIndex) },
      defaultColDef: {
        suppressKeyboardEvent: (params) => this.pressedKey(params.event),
        suppressHeaderKeyboardEvent: (params) => this.pressedHeadingKey(params.event, params.column),
      },
      onCellFocused: (event) => {
        if (event.rowIndex !== null && event.column !== null && typeof event.column === 'object') {
          this.focused({ row: event.rowIndex, column: event.column.getColId() })
        }
      },
      onCellClicked: (event) => this.clicked(event.event, event.column.getColId()),
      onCellContextMenu: (event) => {
        if (!(event.event instanceof MouseEvent) || event.rowIndex === null) return
        event.event.preventDefault()
        this.contextMenu(
          { row: event.rowIndex, column: event.column.getColId() },
          { x: event.event.clientX, y: event.event.clientY },
        )
      },
      onViewportChanged: (event) => this.looked(event.firstRow, event.lastRow),
      onModelUpdated: () => this.repaint(),
      onColumnMoved: (event) =>
        event.finished && event.source !== 'api' && this.host.rememberColumns(this.columns.collect([])),
      onColumnPinned: (event) => event.source !== 'api' && this.host.rememberColumns(this.columns.collect([])),
      onColumnResized: (event) => {
        if (!event.finished || (event.source !== 'uiColumnResized' && event.source !== 'autosizeColumns')) return
        this.host.rememberColumns(this.columns.collect((event.columns ?? []).map((column) => column.getColId())))
      },
      onGridSizeChanged: () => this.columns.fit(),
    }
  }

  private getRows(params: IGetRowsParams): void {
    this.host.reader.want(Math.floor(params.startRow / blockRows), (rows, totalCount) =>
      params.successCallback([...rows], totalCount),
    )
  }

  private looked(firstRow: number, lastRow: number): void {
    if (lastRow < 0) return
    this.host.reader.look(firstRow, lastRow)
    this.host.see(firstRow)
  }

  private focused(at: CellAt): void {
    if (at.column === rowNumberColumn) return
    if (!this.isMouseSelecting) this.range = singleCell(at)
    this.host.select(at.row)
    this.repaint()
  }

  private pressed(at: CellAt, isExtending: boolean): void {
    this.isMouseSelecting = true
    document.addEventListener('mouseup', () => (this.isMouseSelecting = false), { once: true })
    const order = this.order()
    const first = order[0]
    const last = order.at(-1)
    if (at.column === rowNumberColumn) {
      if (first === undefined || last === undefined) return
      const anchorRow = isExtending && this.range ? this.range.anchor.row : at.row
      this.range = { anchor: { row: anchorRow, column: first }, head: { row: at.row, column: last } }
      this.host.select(at.row)
      this.api?.setFocusedCell(at.row, first)
    } else {
      this.range = isExtending && this.range ? { ...this.range, head: at } : singleCell(at)
    }
    this.repaint()
  }

  private reach(at: CellAt, isScrolling = false): void {
    if (!this.range) return
    if (isScrolling) this.api?.ensureIndexVisible(at.row)
    const isRows = at.column === rowNumberColumn
    this.range = { ...this.range, head: isRows ? { row: at.row, column: this.range.head.column } : at }
    this.repaint()
  }

  private clicked(event: Event | null | undefined, columnId: string): void {
    const link = event?.target instanceof Element ? event.target.closest('[role="link"]') : null
    const column = this.host.arranged().find((arranged) => arranged.name === columnId)?.column
    if (!link || !column) return
    const id = link.getAttribute('data-reference')
    const url = link.getAttribute('data-url')
    if (id !== null) this.host.openReference(column, id)
    else if (url !== null) this.host.openLink(url)
  }

  private contextMenu(at: CellAt, place: { x: number; y: number }): void {
    if (at.column === rowNumberColumn) return
    const box = this.box()
    if (!box || !isInBox(box, at.row, at.column)) {
      this.range = singleCell(at)
      this.api?.setFocusedCell(at.row, at.column)
    }
    this.host.openCellMenu(at, place)
  }

  /** Answers true when the key was ours. */
  private pressedKey(event: KeyboardEvent): boolean {
    const pageRows = Math.max(1, Math.floor(this.root.clientHeight / rowHeightPx) - 2)
    const action = gridAction(event, pageRows)
    if (!action) return false
    if (action.kind === 'collapse' && (this.range === null || boxSize(this.box() ?? emptyBox) <= 1)) return false
    event.preventDefault()
    this.act(action)
    return true
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
      case 'open':
        if (at) this.host.openCell(at)
        return
      case 'menu': {
        const cell = this.root.querySelector('.ag-cell-focus')?.getBoundingClientRect()
        if (at && cell) this.contextMenu(at, { x: cell.left + 8, y: cell.bottom })
      }
    }
  }

  private go(at: CellAt, { step, isExtending }: Extract<GridAction, { kind: 'go' }>): void {
    if (!isExtending) return this.focus(stepFrom(at, step, this.rowCount(), this.order()))
    const range = this.range ?? singleCell(at)
    const head = stepFrom(range.head, step, this.rowCount(), this.order())
    this.range = { ...range, head }
    this.api?.ensureIndexVisible(head.row)
    this.api?.ensureColumnVisible(head.column)
    this.repaint()
  }

  private pressedHeadingKey(event: KeyboardEvent, gridColumn: unknown): boolean {
    const id =
      gridColumn !== null && typeof gridColumn === 'object' && 'getColId' in gridColumn
        ? (gridColumn as { getColId(): string }).getColId()
        : ''
    const column = this.host.arranged().find((arranged) => arranged.name === id)?.column
    if (!column) return false
    const isMenu =
      event.key === 'ContextMenu' ||
      (event.key === 'F10' && event.shiftKey) ||
      (event.key === 'ArrowDown' && event.altKey)
    const heading = event.target instanceof HTMLElement ? event.target : null
    if (isMenu && heading) {
      const box = heading.getBoundingClientRect()
      event.preventDefault()
      this.host.openColumnMenu(column, { x: box.left, y: box.bottom }, heading)
      return true
    }
    if (event.key !== 'Enter' && event.key !== ' ') return false
    event.preventDefault()
    this.host.chooseSort(column, event.shiftKey)
    return true
  }
}

const emptyBox: CellBox = { firstRow: 0, lastRow: 0, columns: [] }
