// What the grid stages: new values, cleared cells, deleted and copied rows; and undo and redo with a word about it.
import { cellsEqual } from '@shared/edit/cells-equal'
import { isCancelled } from '@shared/errors/app-error'
import { placeKey, type EditPlace, type EditStep, type RowKey, type StagedRow } from '@shared/edit/staged'
import type { Column, SourceRef, Table } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'
import { defineStore } from 'pinia'
import { copyStep, deleteStep, emptyCell, setStep, type ShownRow } from '../../edit/cells/edit-steps'
import { placeOf, useEditsStore } from '../../edit/edits-store'
import { failureOf, nextRequestId, type ViewState } from '../../query/views-store'
import { formatCounted } from '../../ui/format'
import type { CellBox } from '../range/cell-range'
import { cellOf, type RowHandle } from '../rows/block-reader'
import { keyColumn, rowKey, rowLabel, standingCell, type RowFeed } from '../rows/row-feed'
import { walkRows, type WalkJob } from '../rows/walk-rows'
import { cellReason, rowsReason } from './editable'
import { useGridNoteStore } from './note-store'

/** More rows than this are not staged from the grid: the importer and lists of ids are made for them. */
export const mostRows = 100_000
/** From so many steps on, staging takes long enough to be said. */
const manySteps = 2000

export const useRowEditsStore = defineStore('row-edits', () => {
  const edits = useEditsStore()
  const notes = useGridNoteStore()

  const stagedOf = (source: SourceRef, key: RowKey): StagedRow | null => {
    const place = placeOf(source)
    return place && edits.stagedRow(place, key)
  }

  /** Stage steps; what went wrong is said beside the grid. Answers the keys of added rows, null when it went wrong. */
  async function stage(view: ViewState, title: string, steps: readonly EditStep[]): Promise<RowKey[] | null> {
    const place = placeOf(view.source)
    if (!place || steps.length === 0) return null
    try {
      if (steps.length > manySteps) notes.working(`Keeping ${formatCounted(steps.length, 'change')}`, null)
      const keys = await edits.stage(place, title, steps)
      if (steps.length > manySteps) notes.dismiss()
      return keys
    } catch (error) {
      notes.fail(failureOf(error)?.message ?? 'Nothing was changed.')
      return null
    }
  }

  /** Give one cell a new value. */
  async function setCell(view: ViewState, row: RowHandle, column: Column, cell: Cell): Promise<void> {
    const { table } = view
    if (!table) return
    const staged = stagedOf(view.source, rowKey(row, table))
    if (cellsEqual(column, standingCell(row, column.name, staged) ?? null, cell)) return
    const shown = shownRow(row, table, [column.name])
    const of = shown.label === '' ? 'a new row' : shown.label
    await stage(view, `Change ${column.label} of ${of}`, [setStep(shown, { [column.name]: cell })])
  }

  /** Do something with each row of a range, with progress and cancel, and stage what it makes as one step. */
  async function overRows(
    view: ViewState,
    feed: RowFeed,
    range: { firstRow: number; lastRow: number; columns: readonly string[] | null },
    make: (row: RowHandle, staged: StagedRow | null, table: Table) => EditStep | null,
  ): Promise<EditStep[] | null> {
    const { table } = view
    const rowCount = range.lastRow - range.firstRow + 1
    if (!table) return null
    if (rowCount > mostRows) {
      notes.fail(`${formatCounted(rowCount, 'row')} are too many to change at once. Select fewer.`)
      return null
    }
    const job: WalkJob = {
      requestId: nextRequestId(),
      isStopped: false,
      onProgress: (done) => {
        if (rowCount > 1000) {
          notes.working(`Reading rows: ${done.toLocaleString('en')} of ${rowCount.toLocaleString('en')}`, () => {
            job.isStopped = true
            notes.dismiss()
          })
        }
      },
    }
    try {
      const steps: EditStep[] = []
      for await (const { rows, staged } of walkRows(view, feed, range, job)) {
        for (const row of rows) {
          const step = make(row, staged.get(rowKey(row, table)) ?? null, table)
          if (step) steps.push(step)
        }
      }
      if (rowCount > 1000) notes.dismiss()
      return steps
    } catch (error) {
      if (!isCancelled(error)) notes.fail(failureOf(error)?.message ?? 'The rows could not be read.')
      return null
    }
  }

  /** Clear the cells of a range to no value, where they may be cleared. */
  async function clearCells(view: ViewState, feed: RowFeed, box: CellBox, verb = 'Clear'): Promise<void> {
    const isNew = feed.part === 'added'
    const columns = (view.table?.columns ?? []).filter(({ name }) => box.columns.includes(name))
    let clearedCount = 0
    let keptCount = 0
    let reason: string | null = null
    const steps = await overRows(view, feed, { ...box, columns: box.columns }, (row, staged, table) => {
      const cells: Record<string, Cell> = {}
      for (const column of columns) {
        const why = cellReason(view, column, { isNew, staged }) ?? mustHold(column, isNew)
        if (why !== null) {
          reason ??= why
          keptCount += 1
        } else if (!cellsEqual(column, standingCell(row, column.name, staged) ?? null, emptyCell(column))) {
          cells[column.name] = emptyCell(column)
          clearedCount += 1
        }
      }
      return Object.keys(cells).length === 0 ? null : setStep(shownRow(row, table, Object.keys(cells)), cells)
    })
    if (!steps) return
    await stage(view, `${verb} ${formatCounted(clearedCount, 'cell')}`, steps)
    if (keptCount > 0 && reason !== null) {
      notes.say(keptCount === 1 ? reason : `${formatCounted(keptCount, 'cell')} stay as they are. ${reason as string}`)
    }
  }

  /** Stage the deletion of the rows of a range; new rows are dropped. */
  async function deleteRows(view: ViewState, feed: RowFeed, box: CellBox): Promise<void> {
    const reason = feed.part === 'added' ? null : rowsReason(view, 'delete')
    if (reason !== null) return notes.say(reason)
    const steps = await overRows(view, feed, { ...box, columns: box.columns }, (row, staged, table) =>
      staged?.kind === 'delete' ? null : deleteStep(shownRow(row, table)),
    )
    if (!steps || steps.length === 0) return
    const isNew = feed.part === 'added'
    const words = formatCounted(steps.length, isNew ? 'new row' : 'row')
    const keys = await stage(view, isNew ? `Drop ${words}` : `Delete ${words}`, steps)
    if (keys) notes.say(isNew ? `${words} dropped` : `${words} to be deleted when the changes are sent`)
  }

  /** Add copies of the rows of a range, without what tells rows apart. */
  async function duplicateRows(view: ViewState, feed: RowFeed, box: CellBox): Promise<RowKey[] | null> {
    const reason = rowsReason(view, 'add')
    if (reason !== null) {
      notes.say(reason)
      return null
    }
    const steps = await overRows(view, feed, { ...box, columns: null }, (row, staged, table) =>
      copyStep(table, wholeRow(row, table, staged)),
    )
    if (!steps) return null
    const keys = await stage(view, `Duplicate ${formatCounted(steps.length, 'row')}`, steps)
    const verb = keys?.length === 1 ? 'stands' : 'stand'
    if (keys) notes.say(`${formatCounted(keys.length, 'copy', 'copies')} ${verb} among the new rows`)
    return keys
  }

  /** Take back what is staged for the rows of a range: in its columns, or in all. */
  async function takeBack(view: ViewState, feed: RowFeed, box: CellBox, isWhole: boolean): Promise<void> {
    let changedCount = 0
    const steps = await overRows(view, feed, { ...box, columns: box.columns }, (row, staged, table) => {
      if (!staged) return null
      const columns = box.columns.filter((name) => Object.hasOwn(staged.after, name))
      if (!isWhole && columns.length === 0 && staged.kind === 'change') return null
      changedCount += 1
      const isAll = isWhole || staged.kind !== 'change'
      return { kind: 'take-back', key: rowKey(row, table), columns: isAll ? null : columns }
    })
    if (steps) await stage(view, `Take back changes of ${formatCounted(changedCount, 'row')}`, steps)
  }

  /** Undo or redo the last change of the table, and say which it was. */
  async function step(place: EditPlace, kind: 'undo' | 'redo'): Promise<void> {
    const summary = edits.summaries.get(placeKey(place))
    if (!(kind === 'undo' ? summary?.undoTitle : summary?.redoTitle))
      return notes.say(kind === 'undo' ? 'There is nothing to undo.' : 'There is nothing to redo.')
    try {
      await (kind === 'undo' ? edits.undo(place) : edits.redo(place))
      // Another step may have been on its way when the key was pressed: which one it was is known afterwards.
      const now = edits.summaries.get(placeKey(place))
      const title = (kind === 'undo' ? now?.redoTitle : now?.undoTitle) ?? ''
      notes.say(`${kind === 'undo' ? 'Undone' : 'Done again'}: ${title}`)
    } catch (error) {
      notes.fail(failureOf(error)?.message ?? 'Nothing was changed.')
    }
  }

  return { stagedOf, stage, setCell, clearCells, deleteRows, duplicateRows, takeBack, step }
})

/** A row of the server whose column must hold a value cannot be cleared there. */
function mustHold(column: Column, isNew: boolean): string | null {
  return isNew || column.isNullable || column.rules.nullable !== null ? null : `${column.label} has to hold a value.`
}

/** A row as a step needs it: with the values that were read in some columns, or in all that were read. */
export function shownRow(
  row: RowHandle,
  table: Table,
  names: readonly string[] = [...row.block.columnAt.keys()],
): ShownRow {
  const read: Record<string, Cell> = {}
  for (const name of names) {
    const cell = cellOf(row, name)
    if (cell !== undefined && name !== keyColumn) read[name] = cell
  }
  return { key: rowKey(row, table), label: rowLabel(row, table), read }
}

const wholeRow = (row: RowHandle, table: Table, staged: StagedRow | null): Row =>
  Object.fromEntries(table.columns.map(({ name }) => [name, standingCell(row, name, staged) ?? null]))
