// The room for new rows between the headings of a grid and its first row, and the way sideways that both share.
import type { RowHandle } from '../rows/block-reader'

/** Stands for the room of a strip of rows; it is drawn empty. */
export const spacer: RowHandle = {
  block: {
    slice: { columns: [], data: [], rowCount: 0, offset: 0, totalRowCount: 0 },
    columnAt: new Map(),
    round: -1,
  },
  at: 0,
  index: -1,
}

/** The one cell of that room, so that the row that it is to the grid is one to screen readers too. */
export function spacerCell(): HTMLElement {
  const cell = document.createElement('div')
  cell.setAttribute('role', 'gridcell')
  cell.setAttribute('aria-label', 'Room for new rows')
  return cell
}

/** What scrolls in a grid, in the grid library's classes. */
const viewportOf = (root: HTMLElement) => root.querySelector('.ag-grid-viewport')

/** Bring the cells of one grid as far sideways as those of another. */
export function goSideways(root: HTMLElement, other: HTMLElement): void {
  const [to, from] = [viewportOf(root), viewportOf(other)]
  if (to && from && to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft
}
