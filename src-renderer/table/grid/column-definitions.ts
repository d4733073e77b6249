// The table's columns in the grid library's words.
import type { CellClassParams, ColDef } from 'ag-grid-community'
import { cellSentence, rowSentence } from '../../edit/cells/staged-mark'
import { faceText, cellFace, hoverText, writtenCell } from '../cells/cell-text'
import { cellFont, paddingPx, textWidth } from '../cells/cell-width'
import { columnHint, type ArrangedColumn } from '../columns/column-look'
import { cellMarkRules } from '../marks/row-marks'
import { rangeClass } from '../range/range-painter'
import type { RowHandle } from '../rows/block-reader'
import { CellView, presentCell } from './cell-view'
import type { GridContext } from './grid-context'
import { HeadingView } from './heading-view'

/** Id of the column of row numbers; no column of a table has it, because it is not a word. */
export const rowNumberColumn = '#'

/** Width of the row numbers for a table of that many rows; px. */
export const rowNumberWidth = (rowCount: number): number => Math.max(40, 24 + 7 * String(Math.max(rowCount, 1)).length)

/** The column of row numbers: first, always in sight, grouped by thousands. */
export const rowNumberDefinition = (widthPx: number, context: GridContext): ColDef<RowHandle> => ({
  colId: rowNumberColumn,
  headerName: rowNumberColumn,
  headerTooltip: 'Position of the row',
  pinned: 'left',
  lockPosition: 'left',
  lockPinned: true,
  resizable: false,
  sortable: false,
  suppressMovable: true,
  suppressNavigable: true,
  width: widthPx,
  minWidth: 40,
  cellClass: 'row-number',
  headerClass: 'row-number-heading',
  valueGetter: (params) =>
    params.node?.rowIndex === null || params.node === null ? '' : context.rowNumber(params.node.rowIndex),
  equals: () => false,
  tooltip: (params) => rowSentence(context.stagedOf(params.data)),
})

/** One column of the table. */
export function columnDefinition(arranged: ArrangedColumn, widthPx: number, context: GridContext): ColDef<RowHandle> {
  const { column } = arranged
  const traits = () => context.traitsOf(column.name)
  return {
    colId: column.name,
    headerName: column.label,
    headerTooltip: columnHint(column),
    headerComponent: HeadingView,
    headerComponentParams: { tableColumn: column },
    cellRenderer: CellView,
    cellRendererParams: { tableColumn: column },
    cellClassRules: {
      'is-right': () => traits().isRight,
      [rangeClass]: (params) => context.isInRange(params.rowIndex, column.name),
      ...cellMarkRules(({ data }: CellClassParams<RowHandle>) => context.stagedOf(data), column.name),
    },
    valueGetter: (params) => presentCell(params.data, column.name, context),
    // Two handles of the same row in different answers are different rows to the grid.
    equals: () => false,
    tooltip: (params) => {
      const cell = presentCell(params.data, column.name, context)
      if (cell === undefined) return null
      const said = cellSentence(context.stagedOf(params.data), column.name, writtenCell(column))
      const shown = faceText(cellFace(cell, column, traits()))
      const widthPx = params.column && 'getActualWidth' in params.column ? params.column.getActualWidth() : 0
      const isCut = textWidth(shown, cellFont(document.body)) > widthPx - paddingPx
      const hover = hoverText(cell, column, { text: shown, isCut })
      return said === null ? hover : [said, ...(hover === null ? [] : [hover])].join('\n')
    },
    width: widthPx,
    minWidth: 40,
    hide: arranged.isHidden,
    pinned: arranged.pinned,
    resizable: true,
    sortable: false,
  }
}
