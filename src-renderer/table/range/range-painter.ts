// Marks the cells of a range and the selected row on what is drawn now. Cells that are drawn later get the same marks
// by the grid's class rules, which ask the same questions.
import type { StagedRow } from '@shared/edit/staged'
import { markCell, markRow } from '../marks/row-marks'

/** What a cell and a row are marked by. */
export type Marks = {
  isInRange(row: number, column: string): boolean
  isSelected(row: number): boolean
  /** What is staged for the row at a position. */
  stagedAt(row: number): StagedRow | null
}

/** Class of a cell in the range; of a selected row. */
export const rangeClass = 'is-in-range'
export const selectedClass = 'is-selected'

/** Bring the marks of all drawn cells and rows up to date. */
export function paintMarks(root: HTMLElement, marks: Marks): void {
  for (const row of root.querySelectorAll<HTMLElement>('.ag-row')) {
    const index = Number(row.getAttribute('row-index'))
    const isSelected = marks.isSelected(index)
    row.classList.toggle(selectedClass, isSelected)
    // Written anew, it would be read anew by what reads the window aloud, for every row.
    if (row.getAttribute('aria-selected') !== String(isSelected)) row.setAttribute('aria-selected', String(isSelected))
    const staged = marks.stagedAt(index)
    markRow(row, staged)
    for (const cell of row.querySelectorAll<HTMLElement>('.ag-cell')) {
      const column = cell.getAttribute('col-id')
      if (column === null) continue
      cell.classList.toggle(rangeClass, marks.isInRange(index, column))
      markCell(cell, staged, column)
    }
  }
}

/** The cell at a place in the window, when it belongs to the grid. */
export function cellAtPoint(root: HTMLElement, x: number, y: number): { row: number; column: string } | null {
  const element = document.elementFromPoint(x, y)
  return element && root.contains(element) ? cellOfElement(element) : null
}

/** The cell that an element stands in; null outside cells. */
export function cellOfElement(element: Element): { row: number; column: string } | null {
  const cell = element.closest('.ag-cell')
  const row = cell?.closest('.ag-row')?.getAttribute('row-index')
  const column = cell?.getAttribute('col-id')
  return row === null || row === undefined || column === null || column === undefined
    ? null
    : { row: Number(row), column }
}

/** The element of a cell, when it is drawn now. */
export function drawnCell(root: HTMLElement, at: { row: number; column: string }): HTMLElement | null {
  const cells = root.querySelectorAll<HTMLElement>(`.ag-row[row-index="${at.row}"] .ag-cell`)
  return [...cells].find((cell) => cell.getAttribute('col-id') === at.column) ?? null
}
