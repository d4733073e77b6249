// What every editor of a cell takes and tells, in the grid as in the form.
import type { EditPlace } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'

/** Where the focus goes after a value was taken; always `none` in a form. */
export type Move = 'none' | 'down' | 'right' | 'left' | 'up'

/** What an editor is given. */
export type FieldProps = {
  readonly column: Column
  /** The value as it stands, staged changes included. */
  readonly cell: Cell
  /** The row is not on the server yet. */
  readonly isNew: boolean
  /** The table that the cell belongs to. */
  readonly place: EditPlace
  /** Take the focus when it appears. */
  readonly autofocus: boolean
  /** What was typed to open the editor: it stands in place of the value. */
  readonly startText: string | null
  /** Over a cell of the grid: no frame of its own, Tab and Enter move on, and it closes after each value. */
  readonly isInGrid: boolean
}

/**
 * What an editor tells.
 *
 * - `commit`: the person is done with this value, which may be the one that was there before. It can be read as the
 *   column's type; that it breaks a rule of the column (range, length) is no hindrance, since a staged row says so.
 *   Leaving the field with a change commits it too (`none`).
 * - `cancel`: the value stays as it was; only in the grid, where the editor is to be closed
 * - `draft`: what is typed and not taken yet, where it may stay so; null once there is nothing. Given back as `startText`
 *   it stands there again
 * - `problem`: what is wrong with the text as it stands, told at each key; the field itself shows the sentence
 */
export type FieldEmit = {
  (event: 'commit', cell: Cell, move: Move): void
  (event: 'cancel'): void
  (event: 'draft', text: string | null): void
  (event: 'problem', text: string | null): void
}
