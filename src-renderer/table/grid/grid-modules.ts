// The parts of the grid library that this window uses, and its looks made of the window's tokens.
import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  themeQuartz,
  TooltipModule,
} from 'ag-grid-community'

let isRegistered = false

/** Tell the grid library once which of its parts are used. */
export function registerGridModules(): void {
  if (isRegistered) return
  isRegistered = true
  ModuleRegistry.registerModules([
    CellApiModule,
    CellStyleModule,
    ColumnApiModule,
    ColumnAutoSizeModule,
    EventApiModule,
    InfiniteRowModelModule,
    PinnedRowModule,
    RenderApiModule,
    RowApiModule,
    RowStyleModule,
    ScrollApiModule,
    TooltipModule,
  ])
}

export const rowHeightPx = 28
export const headingHeightPx = 32
/** Width of the grid's scroll bars, as its style sheet sets it; px. */
export const scrollBarPx = 12

const line = { style: 'solid', width: 1, color: 'var(--line)' } as const

/** The grid's theme. Its colours are the tokens themselves, so that light and dark change without a word to the grid. */
export const gridTheme = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--ground)',
  foregroundColor: 'var(--text)',
  textColor: 'var(--text)',
  browserColorScheme: 'inherit',
  borderColor: 'var(--line)',
  borderRadius: 0,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  fontFamily: 'var(--font)',
  fontSize: 'var(--t-dense)',
  dataFontSize: 'var(--t-dense)',
  headerFontSize: 'var(--t-dense)',
  headerFontFamily: 'var(--font)',
  headerFontWeight: 550,
  headerTextColor: 'var(--text-2)',
  headerBackgroundColor: 'var(--panel)',
  headerHeight: headingHeightPx,
  headerRowBorder: line,
  headerColumnBorder: line,
  headerColumnBorderHeight: '100%',
  headerColumnResizeHandleColor: 'transparent',
  headerCellHoverBackgroundColor: 'var(--hover)',
  headerCellMovingBackgroundColor: 'var(--select)',
  columnBorder: line,
  rowBorder: line,
  pinnedColumnBorder: line,
  rowHeight: rowHeightPx,
  cellHorizontalPadding: 10,
  spacing: 4,
  oddRowBackgroundColor: 'var(--ground)',
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--select)',
  focusShadow: 'none',
  tooltipBackgroundColor: 'var(--raised)',
  tooltipTextColor: 'var(--text)',
  tooltipBorder: line,
  dragAndDropImageBackgroundColor: 'var(--raised)',
})
