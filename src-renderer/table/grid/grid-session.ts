// One grid on screen: creates it, feeds it blocks of rows, and passes on what the person does.
import {
  createGrid,
  type CellFocusedEvent,
  type GridApi,
  type GridOptions,
  type IGetRowsParams,
} from 'ag-grid-community'
import { paintMarks, selectedClass } from '../range/range-painter'
import { blockRows, type Block, type RowHandle } from '../rows/block-reader'
import { GridColumns } from './grid-columns'
import type { GridContext, Heading } from './grid-context'
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

  /** Draw the grid. Rows that were read before are shown at once. */
  mount(): void {
    registerGridModules()
    const { reader } = this.host
    const isKnown = reader.shownRound > 0
    if (isKnown) this.columns.setRowCount(reader.totalCount)
    for (const block of reader.readBlocks()) this.columns.learn(block)
    const context = this.context()
    this.api = createGrid<RowHandle>(this.root, {
      ...this.options(context, isKnown ? reader.totalCount : firstBars),
      ...this.listeners(),
    })
    this.columns.fit()
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
      this.selection.clear()
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
    paintMarks(this.root, this.context())
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

  private context(): GridContext {
    const { host } = this
    return {
      shownRound: () => host.reader.shownRound,
      traitsOf: (column) => this.columns.traitsOf(column),
      sort: () => host.sort(),
      chooseSort: (column, isAdded) => host.chooseSort(column, isAdded),
      openColumnMenu: (column, place, origin) => host.openColumnMenu(column, place, origin),
      addHeading: (heading) => this.headings.add(heading),
      removeHeading: (heading) => this.headings.delete(heading),
      isInRange: (row, column) => this.selection.has(row, column),
      isSelected: (row) => host.isSelected(host.reader.rowAt(row)),
    }
  }

  private options(context: GridContext, rowCount: number): GridOptions<RowHandle> {
    return {
      theme: gridTheme,
      context,
      columnDefs: this.columns.definitions(context),
      defaultColDef: {
        suppressKeyboardEvent: (params) => this.selection.pressedKey(params.event),
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
      headerHeight: headingHeightPx,
      rowBuffer: 15,
      animateRows: false,
      suppressColumnMoveAnimation: true,
      suppressDragLeaveHidesColumns: true,
      suppressContextMenu: true,
      suppressOverlays: ['noRows', 'loading', 'noMatchingRows'],
      tooltipShowDelay: 500,
      tooltipHideDelay: 60_000,
      rowClassRules: { [selectedClass]: (params) => context.isSelected(params.rowIndex) },
    }
  }

  private listeners(): GridOptions<RowHandle> {
    const remember = (resized: readonly string[] = []) => this.host.rememberColumns(this.columns.collect(resized))
    return {
      onCellFocused: (event) => this.focused(event),
      onCellClicked: (event) => this.clicked(event.event, event.column.getColId()),
      onCellContextMenu: ({ event, rowIndex, column }) => {
        if (!(event instanceof MouseEvent) || rowIndex === null) return
        event.preventDefault()
        this.selection.contextMenu({ row: rowIndex, column: column.getColId() }, { x: event.clientX, y: event.clientY })
      },
      onViewportChanged: ({ firstRow, lastRow }) => {
        if (lastRow < 0) return
        this.host.reader.look(firstRow, lastRow)
      },
      onBodyScroll: () => this.host.see(this.topRow()),
      onModelUpdated: () => this.repaint(),
      onColumnMoved: (event) => event.finished && event.source !== 'api' && remember(),
      onColumnPinned: (event) => event.source !== 'api' && remember(),
      onColumnResized: ({ finished, source, columns }) => {
        if (!finished || (source !== 'uiColumnResized' && source !== 'autosizeColumns')) return
        remember((columns ?? []).map((column) => column.getColId()))
      },
      onGridSizeChanged: () => this.columns.fit(),
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
