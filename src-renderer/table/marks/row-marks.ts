// Classes by which rows and cells with changes that are not sent look different. Each mark has a shape of its own, so
// that it does not depend on colours.
import { cellMark, rowMark, type CellMark, type RowMark } from '../../edit/cells/staged-mark'
import type { StagedRow } from '@shared/edit/staged'

const cellClasses: Readonly<Record<CellMark, string>> = {
  changed: 'is-changed',
  problem: 'has-problem',
  conflict: 'has-conflict',
}
const rowClasses: Readonly<Record<RowMark, string>> = {
  added: 'mark-added',
  changed: 'mark-changed',
  deleted: 'mark-deleted',
  problem: 'mark-problem',
  conflict: 'mark-conflict',
}
/** Class of a row that is to be deleted, whatever else is to be said of it. */
const deletedClass = 'is-deleted'

/** Bring the marks of a drawn cell up to date. */
export function markCell(cell: HTMLElement, staged: StagedRow | null, column: string): void {
  const mark = cellMark(staged, column)
  for (const [name, className] of Object.entries(cellClasses)) cell.classList.toggle(className, name === mark)
}

/** Bring the marks of a drawn row up to date. */
export function markRow(row: HTMLElement, staged: StagedRow | null): void {
  const mark = rowMark(staged)
  for (const [name, className] of Object.entries(rowClasses)) row.classList.toggle(className, name === mark)
  row.classList.toggle(deletedClass, staged?.kind === 'delete')
}

type Rules<Params> = Record<string, (params: Params) => boolean>

/** The same marks as rules for cells that are drawn later. */
export const cellMarkRules = <Params>(stagedOf: (params: Params) => StagedRow | null, column: string): Rules<Params> =>
  Object.fromEntries(
    Object.entries(cellClasses).map(([name, className]) => [
      className,
      (params: Params) => cellMark(stagedOf(params), column) === name,
    ]),
  )

/** The same marks as rules for rows that are drawn later. */
export const rowMarkRules = <Params>(stagedOf: (params: Params) => StagedRow | null): Rules<Params> => ({
  ...Object.fromEntries(
    Object.entries(rowClasses).map(([name, className]) => [
      className,
      (params: Params) => rowMark(stagedOf(params)) === name,
    ]),
  ),
  [deletedClass]: (params) => stagedOf(params)?.kind === 'delete',
})
