// Refuses steps that the table's metadata and the person's rights do not allow, before anything is staged.
import { cellEditability, rowEditability, type Editability } from '@shared/edit/editability'
import { isNewRow, type EditStep } from '@shared/edit/staged'
import { AppError } from '@shared/errors/app-error'
import { findColumn, type Table } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'

/** @throws AppError `input.invalid` with the reason, and the column as `attribute` where there is one */
export function checkSteps(table: Table, steps: readonly EditStep[]): void {
  const known = new Map<string, Editability>()
  const columnAllows = (name: string, isNew: boolean): Editability => {
    const at = `${String(isNew)} ${name}`
    const allows = known.get(at) ?? findAllows(table, name, isNew)
    known.set(at, allows)
    return allows
  }
  const checkCells = (cells: Row, isNew: boolean): void => {
    for (const [name, cell] of Object.entries(cells)) {
      // A copy of a row brings empty cells of columns that the server fills in.
      if (isNew && isEmpty(cell) && findColumn(table, name)) continue
      require(table, columnAllows(name, isNew), name)
    }
  }
  for (const step of steps) {
    if (step.kind === 'add') {
      require(table, rowEditability(table, 'add'), null)
      checkCells(step.cells, true)
    } else if (step.kind === 'set') checkCells(step.cells, isNewRow(step.key))
    else if (step.kind === 'delete' && !isNewRow(step.key)) require(table, rowEditability(table, 'delete'), null)
  }
}

function findAllows(table: Table, name: string, isNew: boolean): Editability {
  const column = findColumn(table, name)
  if (column) return cellEditability(table, column, isNew)
  return { canEdit: false, reason: `The table ${table.label} has no column '${name}'.` }
}

function require(table: Table, allows: Editability, name: string | null): void {
  if (allows.canEdit) return
  const label = name === null ? null : (findColumn(table, name)?.label ?? name)
  throw new AppError('input.invalid', label === null ? allows.reason : `${label}: ${allows.reason}`, {
    facts: { tableId: table.id, ...(name === null ? {} : { attribute: name }) },
  })
}

const isEmpty = (cell: Cell): boolean => cell === null || (Array.isArray(cell) && cell.length === 0)
