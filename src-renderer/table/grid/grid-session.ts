// One grid on screen: creates it, feeds it blocks of rows, and passes on what the person does.
import {
  createGrid,
  type CellFocusedEvent,
  type GridApi,
  type GridOptions,
  type IGetRowsParams,
  type RowClassParams,
} from 'ag-grid-community'
import type { CellAt } from '../range/cell-range'
import { drawnCell, paintMarks, selectedClass, type Marks } from '../range/range-painter'
import { rowMarkRules } from '../marks/row-marks'
import { blockRows, type Block, type RowHandle } from '../rows/block-reader'
import { goSideways, spacer, spacerCell } from '../added/strip-room'
import { rowNumberColumn } from './column-definitions'
import { GridColumns } from './grid-columns'
import { contextOf, type GridContext, type Heading } from './grid-context'
import type { GridHost } from './grid-host'
import { gridTheme, headingHeightPx, registerGridModules, rowHeightPx, scrollBarPx } from './grid-modules'
import { GridSelection } from './grid-selection'

/** Rows that stand as grey bars before anything is known. */
const firstBars = 30

export class GridSession {
  readonly columns: GridColumns
  readonly selection: GridSelection
  private api: GridApi<RowHandle> | null = null
  private readonly headings = new Set<Heading>()
  private unwatch: (() => void) | null = null
  private isStrip = false
  /** The columns that a strip took over last, as text to compare. */
  private followed = ''
  private marks: Marks | null = null
  /** Room under the headings that is left to a strip of rows; px. */
  private stripPx = 0

  constructor(
    private readonly root: HTMLElement,
    private readonly host: GridHost,
  ) {
    this.columns = new GridColumns(
      () => this.api,
      root,
      () => host.arranged(),
    )
    this.selection = new GridSelection(
      root,
      host,
      () => this.api,
      () => this.repaint(),
    )
  }

  /**
   * Draw the grid. Rows that were read before are shown at once.
   *
   * @param whole  the grid that this one is a strip of; null for a grid of its own
   */
  mount(whole: GridSession | null): void {
    registerGridModules()
    const { reader } = this.host
    this.isStrip = this.host.form === 'strip'
    const isKnown = reader.shownRound > 0
    if (isKnown) this.columns.setRowCount(reader.totalCount)
    for (const block of reader.readBlocks()) this.columns.learn(block)
    const context = contextOf(this.host, this.columns, this.selection, this.headings)
    this.marks = context
    this.api = createGrid<RowHandle>(this.root, {
      ...this.options(context, this.isStrip ? 0 : isKnown ? reader.totalCount : firstBars),
      ...this.listeners(),
    })
    if (this.isStrip) {
      // The columns come first, as long as there is no row that would be laid out anew.
      if (whole) this.follow(whole)
      if (isKnown) this.api.setRowCount(reader.totalCount, true)
    } else this.columns.fit()
    this.unwatch = this.selection.watch()
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
      this.selection.rowsChanged()
      if ((this.api?.getDisplayedRowCount() ?? 0) > 0) this.api?.ensureIndexVisible(0, 'top')
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
    if (this.marks) paintMarks(this.root, this.marks)
  }

  /** Bring a row into view; `position` says where, else as near as it is. */
  showRow(index: number, position: 'top' | 'middle' | null = null): void {
    if (index < this.host.reader.totalCount) this.api?.ensureIndexVisible(index, position)
  }

  /** Make a column, or all of them, as wide as what is in them. */
  sizeToContent(names: readonly string[]): void {
    this.api?.setColumnWidths(names.map((key) => ({ key, newWidth: this.columns.wantedWidthOf(key) })))
    this.host.rememberColumns(this.columns.collect(names))
  }

  /** Rows whose staged changes are other than before are drawn anew. */
  stagedChanged(isConcerned: (row: RowHandle) => boolean): void {
    const rowNodes = this.api?.getRenderedNodes().filter(({ data }) => data !== undefined && isConcerned(data)) ?? []
    if (rowNodes.length > 0) this.api?.refreshCells({ rowNodes, force: true })
    this.repaint()
  }

  /** Leave room under the headings for a strip of rows that lies there; px. */
  leaveRoom(stripPx: number): void {
    if (stripPx === this.stripPx) return
    if (this.stripPx > 0) this.api?.setGridOption('pinnedTopRowData', [])
    this.stripPx = stripPx
    if (stripPx > 0) this.api?.setGridOption('pinnedTopRowData', [spacer])
  }

  /** Take columns and the place sideways from the grid that this one is a strip of. */
  follow(whole: GridSession): void {
    const state = whole.api?.getColumnState()
    const followed = JSON.stringify(state)
    if (state && followed !== this.followed) this.api?.applyColumnState({ state, applyOrder: true })
    this.followed = followed
    goSideways(this.root, whole.root)
  }

  /** Go as far sideways as another grid. */
  goSideways(other: GridSession): void {
    goSideways(this.root, other.root)
  }

  /** Edit a cell, as by F2. */
  edit(at: CellAt): void {
    this.host.askFor({ kind: 'edit', text: null }, at)
  }

  /** The element of a drawn cell, or null. */
  cellElement(at: CellAt): HTMLElement | null {
    return drawnCell(this.root, at)
  }

  private options(context: GridContext, rowCount: number): GridOptions<RowHandle> {
    return {
      theme: gridTheme,
      context,
      columnDefs: this.columns.definitions(context),
      defaultColDef: {
        // Alt with an arrow is the window's: back and forward.
        suppressKeyboardEvent: ({ event: e }) => this.selection.pressedKey(e) || (e.altKey && /Left|Right/.test(e.key)),
        suppressHeaderKeyboardEvent: (params) =>
          'getColId' in params.column && this.pressedHeadingKey(params.event, params.column.getColId()),
      },
      rowModelType: 'infinite',
      datasource: { getRows: (params) => this.getRows(params) },
      cacheBlockSize: blockRows,
      maxBlocksInCache: 12,
      infiniteInitialRowCount: rowCount,
      // What may be on its way is the reader's business: it knows what is in view.
      maxConcurrentDatasourceRequests: 1_000_000_000,
      scrollbarWidth: scrollBarPx,
      rowHeight: rowHeightPx,
      getRowHeight: ({ node }) => (node.rowPinned ? this.stripPx : rowHeightPx),
      isFullWidthRow: ({ rowNode }) => Boolean(rowNode.rowPinned),
      fullWidthCellRenderer: spacerCell,
      headerHeight: this.isStrip ? 0 : headingHeightPx,
      rowBuffer: this.isStrip ? 4 : 15,
      animateRows: false,
      suppressColumnMoveAnimation: true,
      suppressDragLeaveHidesColumns: true,
      suppressContextMenu: true,
      suppressOverlays: ['noRows', 'loading', 'noMatchingRows'],
      tooltipShowDelay: 500,
      tooltipHideDelay: 60_000,
      rowClassRules: {
        [selectedClass]: (params) => context.isSelected(params.rowIndex),
        ...rowMarkRules(({ data }: RowClassParams<RowHandle>) => context.stagedOf(data)),
      },
    }
  }

  private listeners(): GridOptions<RowHandle> {
    const remember = (resized: readonly string[] = []) => this.host.rememberColumns(this.columns.collect(resized))
    return {
      onCellFocused: (event) => this.focused(event),
      onCellClicked: (event) => this.clicked(event.event, event.column.getColId()),
      onCellDoubleClicked: ({ rowIndex, column, event }) => {
        const isLink = event?.target instanceof Element && event.target.closest('[role="link"]') !== null
        if (rowIndex === null || isLink || column.getColId() === rowNumberColumn) return
        this.host.askFor({ kind: 'edit', text: null }, { row: rowIndex, column: column.getColId() })
      },
      onCellContextMenu: ({ event, rowIndex, column }) => {
        if (!(event instanceof MouseEvent) || rowIndex === null) return
        event.preventDefault()
        this.selection.contextMenu({ row: rowIndex, column: column.getColId() }, { x: event.clientX, y: event.clientY })
      },
      onViewportChanged: ({ firstRow, lastRow }) => {
        if (lastRow < 0) return
        this.host.reader.look(firstRow, lastRow)
        this.host.look(firstRow, lastRow)
      },
      onBodyScroll: () => {
        this.host.see(this.topRow())
        this.host.moved()
      },
      onDisplayedColumnsChanged: () => this.host.arrangedAnew(),
      onModelUpdated: () => this.repaint(),
      onColumnMoved: (event) => event.finished && event.source !== 'api' && remember(),
      onColumnPinned: (event) => event.source !== 'api' && remember(),
      onColumnResized: ({ finished, source, columns }) => {
        this.host.arrangedAnew()
        if (!finished || (source !== 'uiColumnResized' && source !== 'autosizeColumns')) return
        remember((columns ?? []).map((column) => column.getColId()))
      },
      onGridSizeChanged: () => {
        if (!this.isStrip) this.columns.fit()
        this.host.arrangedAnew()
      },
    }
  }

  /** First row that is in view, without those drawn ahead above it. */
  private topRow(): number {
    return Math.max(0, Math.round((this.api?.getVerticalPixelRange().top ?? 0) / rowHeightPx))
  }

  private getRows(params: IGetRowsParams): void {
    this.host.reader.want(Math.floor(params.startRow / blockRows), (rows, totalCount) =>
      params.successCallback([...rows], totalCount),
    )
  }

  private focused({ rowIndex, column }: CellFocusedEvent<RowHandle>): void {
    if (rowIndex === null || column === null || typeof column !== 'object') return
    this.selection.focused({ row: rowIndex, column: column.getColId() })
  }

  private columnOf(name: string) {
    return this.host.arranged().find((arranged) => arranged.name === name)?.column
  }

  private clicked(event: Event | null | undefined, columnId: string): void {
    const link = event?.target instanceof Element ? event.target.closest('[role="link"]') : null
    const column = this.columnOf(columnId)
    if (!link || !column) return
    const id = link.getAttribute('data-reference')
    const url = link.getAttribute('data-url')
    if (id !== null) this.host.openReference(column, id)
    else if (url !== null) this.host.openLink(url)
  }

  private pressedHeadingKey(event: KeyboardEvent, columnId: string): boolean {
    const column = this.columnOf(columnId)
    const heading = event.target instanceof HTMLElement ? event.target : null
    if (!column || !heading) return false
    const { key } = event
    if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey) || (key === 'ArrowDown' && event.altKey)) {
      const box = heading.getBoundingClientRect()
      this.host.openColumnMenu(column, { x: box.left, y: box.bottom }, heading)
    } else if (key === 'Enter' || key === ' ') {
      this.host.chooseSort(column, event.shiftKey)
    } else return false
    event.preventDefault()
    return true
  }
}
