// The editor over a cell of a grid: opens it where the cell may be edited, keeps it in place, and stages what is typed.
import type { Cell } from '@shared/table/table-slice'
import { isNumberType, isReferenceType } from '@shared/table/value-type'
import type { Column } from '@shared/table/table'
import { shallowRef } from 'vue'
import type { Move } from '../../edit/fields/field'
import type { ViewState } from '../../query/views-store'
import type { GridSession } from '../grid/grid-session'
import type { CellAt, Step } from '../range/cell-range'
import type { RowHandle } from '../rows/block-reader'
import { rowKey, standingCell, type RowFeed } from '../rows/row-feed'
import { cellReason } from './editable'
import { useGridNoteStore } from './note-store'
import { useRowEditsStore } from './row-edits-store'

/** An editor that is open over a cell. */
export type OpenEditor = {
  readonly at: CellAt
  readonly column: Column
  readonly row: RowHandle
  readonly cell: Cell
  readonly startText: string | null
}

/** Where an editor lies in its grid; px. It grows downwards from `top`, or upwards from `bottom`. */
export type EditorBox = {
  readonly left: number
  readonly top: number | null
  readonly bottom: number | null
  readonly width: number
  readonly maxHeight: number
}

const steps: Readonly<Record<Move, Step | null>> = {
  none: null,
  down: { rows: 1, columns: 0 },
  up: { rows: -1, columns: 0 },
  right: { rows: 0, columns: 1 },
  left: { rows: 0, columns: -1 },
}

/** An editor is at least this wide; px. */
function leastWidth({ type }: Column): number {
  if (isNumberType(type) || type === 'bool') return 96
  return isReferenceType(type) || type === 'date-time' ? 220 : 160
}

/** Where an editor lies over a cell, within the room of its grid. */
export function editorBox(cell: DOMRect, room: DOMRect, column: Column): EditorBox {
  const width = Math.min(Math.max(cell.width, leastWidth(column)), room.width)
  const left = Math.min(Math.max(cell.left - room.left, 0), room.width - width)
  const top = Math.min(Math.max(cell.top - room.top, 0), room.height - cell.height)
  const isLow = top + cell.height / 2 > room.height * 0.6
  const bottom = room.height - top - cell.height
  const maxHeight = isLow ? top + cell.height : room.height - top
  return { left, width, maxHeight, top: isLow ? null : top, bottom: isLow ? bottom : null }
}

/** The editor of a grid; `frame` is the element in which it is laid. */
export function useCellEditing(
  view: () => ViewState,
  feed: () => RowFeed,
  grid: () => { readonly session: GridSession | null; readonly frame: HTMLElement | null },
) {
  const notes = useGridNoteStore()
  const rowEdits = useRowEditsStore()
  const editor = shallowRef<OpenEditor | null>(null)
  const box = shallowRef<EditorBox | null>(null)

  /** Open the editor over a cell, or say why the cell is not edited. */
  function begin(at: CellAt, startText: string | null): void {
    const { table, source } = view()
    const column = table?.columns.find(({ name }) => name === at.column)
    const row = feed().reader.rowAt(at.row)
    if (!table || !column) return
    if (editor.value !== null) {
      return notes.say(`What is typed into ${editor.value.column.label} cannot be read yet. Escape leaves it.`)
    }
    if (!row) return notes.say('The row is still on its way.')
    const staged = rowEdits.stagedOf(source, rowKey(row, table))
    const reason = cellReason(view(), column, { isNew: feed().part === 'added', staged })
    if (reason !== null) return notes.say(reason)
    const cell = standingCell(row, column.name, staged)
    if (cell === undefined) return notes.say('The value is still on its way.')
    notes.dismiss()
    editor.value = { at, column, row, cell, startText }
    move()
  }

  /** Lay the editor over its cell; where the cell is scrolled out of sight it stays at the edge. */
  function move(): void {
    const { session, frame } = grid()
    if (editor.value === null || !session || !frame) return
    const cell = session.cellElement(editor.value.at)
    if (cell) box.value = editorBox(cell.getBoundingClientRect(), frame.getBoundingClientRect(), editor.value.column)
  }

  /** Stage a value and move on. */
  function commit(cell: Cell, to: Move): void {
    const done = close()
    if (!done) return
    const step = steps[to]
    if (step) grid().session?.selection.stepFrom(done.at, step)
    void rowEdits.setCell(view(), done.row, done.column, cell)
  }

  function cancel(): void {
    const done = close()
    if (done) grid().session?.selection.focus(done.at)
  }

  function close(): OpenEditor | null {
    const done = editor.value
    editor.value = null
    box.value = null
    return done
  }

  return { editor, box, begin, move, commit, cancel }
}
