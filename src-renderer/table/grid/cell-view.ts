// Draws one cell: text, links, an en dash for what is missing, a grey bar for what is on its way.
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community'
import { cellFace, writtenCell, type CellFace } from '../cells/cell-text'
import type { RowHandle } from '../rows/block-reader'
import { standingCell } from '../rows/row-feed'
import { cellSentence } from '../../edit/cells/staged-mark'
import { drawn } from './drawn-icon'
import type { GridContext } from './grid-context'

type CellParams = ICellRendererParams<RowHandle, Cell, GridContext> & { readonly tableColumn: Column }

/**
 * The value to show, with what is staged for it, or undefined while it is on its way (also when the row still belongs
 * to the question before).
 */
export function presentCell(row: RowHandle | undefined, column: string, context: GridContext): Cell | undefined {
  return row && row.block.round === context.shownRound() ? standingCell(row, column, context.stagedOf(row)) : undefined
}

/** Lengths of grey bars vary, so that they read as values to come. */
const barWidth = (row: number, column: string): string => `${40 + ((row * 17 + column.length * 29) % 36)}%`

function linkNode(text: string, attributes: Record<string, string>): HTMLElement {
  const link = drawn('span', 'cell-link', text)
  link.setAttribute('role', 'link')
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value)
  return link
}

function faceNodes(face: CellFace): (Node | string)[] {
  switch (face.kind) {
    case 'missing': {
      const dash = drawn('span', 'cell-missing', '–')
      dash.setAttribute('aria-hidden', 'true')
      return [dash, drawn('span', 'sr-only', 'no value')]
    }
    case 'empty-text':
      return [drawn('span', 'cell-empty', 'empty text')]
    case 'text':
      return [face.text]
    case 'web-link':
      return [linkNode(face.text, { 'data-url': face.url })]
    case 'links': {
      const nodes = face.links.flatMap((link, index) => [
        ...(index > 0 ? [', '] : []),
        linkNode(link.label, { 'data-reference': link.id }),
      ])
      return face.moreCount > 0 ? [...nodes, drawn('span', 'cell-more', ` +${face.moreCount} more`)] : nodes
    }
  }
}

/** The grid's renderer of all cells of the table's own columns. */
export class CellView implements ICellRendererComp<RowHandle> {
  private gui = document.createElement('span')

  init(params: CellParams): void {
    this.draw(params)
  }

  getGui(): HTMLElement {
    return this.gui
  }

  refresh(params: CellParams): boolean {
    this.draw(params)
    return true
  }

  private draw(params: CellParams): void {
    const { tableColumn, context } = params
    const cell = presentCell(params.data, tableColumn.name, context)
    const said = cellSentence(context.stagedOf(params.data), tableColumn.name, writtenCell(tableColumn))
    if (said === null) params.eGridCell.removeAttribute('aria-description')
    else params.eGridCell.setAttribute('aria-description', said)
    if (cell === undefined) {
      const bar = drawn('span', 'cell-bar')
      bar.style.width = barWidth(params.node.rowIndex ?? 0, tableColumn.name)
      this.gui.replaceChildren(bar)
      this.gui.className = 'cell is-waiting'
      return
    }
    this.gui.className = 'cell'
    this.gui.replaceChildren(...faceNodes(cellFace(cell, tableColumn, context.traitsOf(tableColumn.name))))
  }
}
