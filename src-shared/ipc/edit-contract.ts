// The calls about changes that are not sent yet.
import { z } from 'zod'
import {
  editPlaceSchema,
  editStepSchema,
  rowKeySchema,
  type EditSummary,
  type RowKey,
  type SendReport,
  type StagedRow,
  type StagedRows,
} from '../edit/staged'
import { serverIdSchema } from '../server/server-profile'
import type { ReferenceCell } from '../table/table-slice'
import { taskIdSchema, type TaskId } from '../task/task'
import { answer, call } from './call'

const place = z.object({ place: editPlaceSchema })
const part = { offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }

export const editContract = {
  /** Every table with staged changes or something to undo. */
  'edit.list': call({ input: z.undefined(), output: answer<EditSummary[]>() }),
  'edit.get': call({ input: place, output: answer<EditSummary>() }),
  /**
   * Stages steps as one that is undone at once, under a title such as `Paste 12 cells`. Steps beyond the limit come in
   * further calls that join the one before. Answers with the keys of the rows that were added, in their order.
   */
  'edit.stage': call({
    input: place.extend({
      title: z.string().min(1).max(500),
      steps: z.array(editStepSchema).min(1).max(1000),
      joinsLast: z.boolean(),
    }),
    output: answer<{ readonly summary: EditSummary; readonly addedKeys: readonly RowKey[] }>(),
  }),
  'edit.undo': call({ input: place, output: answer<EditSummary>() }),
  'edit.redo': call({ input: place, output: answer<EditSummary>() }),
  /** Drops all staged changes of a table; can be undone. */
  'edit.discard': call({ input: place, output: answer<EditSummary>() }),
  /** The staged rows among these. */
  'edit.find': call({
    input: place.extend({ keys: z.array(rowKeySchema).max(1000) }),
    output: answer<readonly StagedRow[]>(),
  }),
  /** New rows, in the order in which they were added. */
  'edit.added': call({ input: place.extend(part), output: answer<StagedRows>() }),
  /** Staged rows for the review: all, or those that need the person. */
  'edit.review': call({
    input: place.extend({ only: z.enum(['all', 'trouble', 'conflict']), ...part }),
    output: answer<StagedRows>(),
  }),
  /** New rows whose id or label contains the text, for references to them. */
  'edit.lookUp': call({
    input: place.extend({ text: z.string().max(1000), limit: z.number().int().min(1).max(200) }),
    output: answer<readonly ReferenceCell[]>(),
  }),
  /** What to do about rows that somebody else changed (null: all of the table): keep mine over theirs, or take theirs. */
  'edit.decide': call({
    input: place.extend({ keys: z.array(rowKeySchema).max(1000).nullable(), choice: z.enum(['mine', 'theirs']) }),
    output: answer<EditSummary>(),
  }),
  /**
   * Reads the rows again, then sends what nobody else changed, in the order that references need; of some tables of a
   * server, or of all (null).
   */
  'edit.send': call({
    input: z.object({ serverId: serverIdSchema, tableIds: z.array(z.string()).max(1000).nullable() }),
    output: answer<TaskId>(),
  }),
  /** What became of changes that were sent; null while they are on their way. */
  'edit.report': call({ input: z.object({ taskId: taskIdSchema }), output: answer<SendReport | null>() }),
  /** Which of these ids have a row on the server. */
  'edit.findIds': call({
    input: place.extend({ ids: z.array(z.string().max(10_000)).max(100_000) }),
    output: answer<readonly string[]>(),
  }),
  /** Asks for a file and keeps a copy until it is sent; null when the person thought better of it. */
  'edit.chooseFile': call({ input: place, output: answer<ReferenceCell | null>() }),
} as const
