// What one step of editing makes of a row. Pure.
import { AppError } from '@shared/errors/app-error'
import { isNewRow, type EditStep, type RowConflict, type RowKey } from '@shared/edit/staged'
import { findColumn, type Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import { newRow, pick, plain, type HeldRow, type RowState } from './held-row'
import { labelOfRow } from './row-label'
import { sameCell } from './same-cell'

type StepOn<K extends EditStep['kind']> = Extract<EditStep, { kind: K }>

/**
 * The row after a step that is not an addition.
 *
 * @param row  what is staged for it so far; null for nothing
 * @throws AppError `input.invalid` when the step does not fit what is staged
 */
export function applyStep(table: Table, row: RowState, step: Exclude<EditStep, { kind: 'add' }>): RowState {
  if (row === null && isNewRow(step.key)) throw new AppError('input.invalid', 'This new row is no longer staged.')
  if (step.kind === 'set')
    return row !== null && row.kind === 'add' ? setNew(table, row, step.cells) : set(table, row, step)
  if (step.kind === 'delete') return deleted(row, step)
  return row === null ? null : takeBack(table, row, step.columns)
}

function setNew(table: Table, row: HeldRow, cells: Row): HeldRow {
  const { id, label, after } = newRow(table, row.key, { ...row.after, ...cells })
  // That it may have arrived, as it was then, is not changed by typing.
  return { ...row, id, label, after, refusal: null, conflict: null }
}

function set(table: Table, row: RowState, step: StepOn<'set'>): RowState {
  if (row?.kind === 'delete') {
    throw new AppError('input.invalid', `${row.label} is to be deleted; take that back before it is changed.`)
  }
  const before = { ...step.before, ...row?.before }
  const merged = { ...row?.after, ...step.cells }
  const after = pick(merged, (name) => !sameCell(findColumn(table, name), merged[name] ?? null, before[name] ?? null))
  if (Object.keys(after).length === 0) return null
  const base = row ?? changeOf(step.key, step.label)
  return { ...base, before, after, refusal: null, conflict: conflictAbout(base.conflict, after) }
}

const changeOf = (key: RowKey, label: string): HeldRow =>
  plain({ key, kind: 'change', id: idOfKey(key), label, before: {}, after: {} })

/** The id in the key of a row that the server has. */
export const idOfKey = (key: RowKey): string => key.slice(key.indexOf('/') + 1)

function deleted(row: RowState, step: StepOn<'delete'>): RowState {
  if (row?.kind === 'add') return null
  if (row?.kind === 'delete') return row
  const before = { ...step.before, ...row?.before }
  return plain({ key: step.key, kind: 'delete', id: idOfKey(step.key), label: step.label, before, after: {} })
}

function takeBack(table: Table, row: HeldRow, columns: readonly string[] | null): RowState {
  if (columns === null || row.kind === 'delete') return null
  const after = pick(row.after, (name) => !columns.includes(name))
  if (row.kind === 'add') {
    return { ...row, id: newRow(table, row.key, after).id, label: labelOfRow(table, after) ?? 'New row', after }
  }
  if (Object.keys(after).length === 0) return null
  const refused = row.refusal?.column ?? null
  const refusal = refused !== null && columns.includes(refused) ? null : row.refusal
  return { ...row, after, refusal, conflict: conflictAbout(row.conflict, after) }
}

/** What is left of a conflict when only these columns are still changed. */
function conflictAbout(conflict: RowConflict | null, after: Row): RowConflict | null {
  if (conflict === null || conflict.isGone) return conflict
  const theirs = pick(conflict.theirs, (name) => name in after)
  return Object.keys(theirs).length === 0 ? null : { ...conflict, theirs }
}
