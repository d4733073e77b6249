// Changes that a person made and that are not sent yet: rows to add, to change and to delete, as plain values.
import { z } from 'zod'
import type { ErrorData } from '../errors/app-error'
import { serverIdSchema } from '../server/server-profile'
import type { Row } from '../table/table-slice'

/** The table on a server that changes belong to. */
export const editPlaceSchema = z.object({ serverId: serverIdSchema, tableId: z.string().min(1).max(500) })
export type EditPlace = z.infer<typeof editPlaceSchema>

/** One text that tells two places apart. */
export const placeKey = ({ serverId, tableId }: EditPlace): string => `${serverId}/${tableId}`

/** Names a staged row: `row/<id>` a row that the server has, `new/<number>` one that it does not have yet. */
export const rowKeySchema = z
  .string()
  .regex(/^(?:row|new)\//)
  .max(10_000)
  .brand<'RowKey'>()
export type RowKey = z.infer<typeof rowKeySchema>

/** The key of a row that the server has, by the text of its id. */
export const keyOfRow = (id: string): RowKey => `row/${id}` as RowKey
/** True for rows that the server does not have yet. */
export const isNewRow = (key: RowKey): boolean => key.startsWith('new/')

const referenceSchema = z.object({ id: z.string(), label: z.string() })
/** A cell as it comes over the border; see `Cell`. */
export const cellSchema = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  referenceSchema,
  z.array(referenceSchema).readonly(),
])
const cellsSchema = z.record(z.string(), cellSchema)

/** Begins the id of a file that was chosen and is not sent yet; the cell's label is the file's name. */
export const chosenFilePrefix = 'chosen-file/'

/**
 * One step of editing. Several steps that are staged together are undone together.
 *
 * - `set`: cells of a row get new values; `before` holds the values that the person saw in them, `label` the row's name.
 *   A cell that is set back to what it was before is no change any more.
 * - `add`: a new row with these cells; what is left out has no value
 * - `delete`: the row goes; `before` holds the values that the person saw. A new row is just dropped.
 * - `take-back`: the staged changes of these columns (null: of the whole row) are dropped
 */
export const editStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set'),
    key: rowKeySchema,
    label: z.string().max(10_000),
    cells: cellsSchema,
    before: cellsSchema,
  }),
  z.object({ kind: z.literal('add'), cells: cellsSchema }),
  z.object({ kind: z.literal('delete'), key: rowKeySchema, label: z.string().max(10_000), before: cellsSchema }),
  z.object({ kind: z.literal('take-back'), key: rowKeySchema, columns: z.array(z.string()).nullable() }),
])
export type EditStep = z.infer<typeof editStepSchema>

/** Why the server did not take a row when it was sent last. */
export type RowRefusal = {
  /** The column that it is about; null for the row as a whole. */
  readonly column: string | null
  /** What happened and what can be done, in the program's words. */
  readonly message: string
  /** The server's own words; null when it was not the server that refused. */
  readonly serverWords: string | null
}

/** What somebody else did to a row since it was read. */
export type RowConflict = {
  /** The server's values of the columns that are not as `before` says. */
  readonly theirs: Row
  /** The row is not there any more, or for a new row: there is one with its id by now. */
  readonly isGone: boolean
}

/** A row with changes that are not sent. */
export type StagedRow = {
  readonly key: RowKey
  readonly kind: 'add' | 'change' | 'delete'
  /** Text of the row's id; of a new row what its id cell holds, empty while it holds nothing. */
  readonly id: string
  /** What the row is called. */
  readonly label: string
  /** Values that were read, of the columns that are known; empty for new rows. */
  readonly before: Row
  /** Changed cells of a change, all cells of a new row, none of a deletion. */
  readonly after: Row
  /** What is wrong with cells, by column; under the empty name what is wrong with the row. */
  readonly problems: Readonly<Record<string, string>>
  readonly refusal: RowRefusal | null
  readonly conflict: RowConflict | null
  /** The row was sent and it could not be found out whether it arrived. */
  readonly isUnknown: boolean
}

/** How many changes of a table wait, and what can be undone. */
export type EditSummary = EditPlace & {
  readonly tableLabel: string
  /** Counts up with each change of what is staged. */
  readonly version: number
  readonly addCount: number
  readonly changeCount: number
  readonly deleteCount: number
  /** Rows with problems, with a refusal, or of which it is not known whether they arrived. */
  readonly problemCount: number
  readonly conflictCount: number
  /** What undo takes back, such as `Change Reference count of rs12460890`; null when there is nothing. */
  readonly undoTitle: string | null
  readonly redoTitle: string | null
  readonly isSending: boolean
}

/** Some of the staged rows, and how many there are of their kind. */
export type StagedRows = { readonly rows: readonly StagedRow[]; readonly totalCount: number }

/** What became of the changes of one table when they were sent. */
export type TableReport = {
  readonly tableId: string
  readonly tableLabel: string
  readonly addedCount: number
  readonly changedCount: number
  readonly deletedCount: number
  readonly refusedCount: number
  /** Rows that somebody else changed; they wait for a decision and were not sent. */
  readonly conflictCount: number
  readonly notSentCount: number
  /** Rows of which it could not be found out whether they arrived. */
  readonly unknownCount: number
}

/** What became of changes that were sent. */
export type SendReport = {
  readonly tables: readonly TableReport[]
  /** What ended the sending early; null when it came to its end. */
  readonly endedBy: ErrorData | null
}
