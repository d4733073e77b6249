// The lines of a journal: what happened to the staged rows of one table, in their order.
import { rowKeySchema } from '@shared/edit/staged'
import { serverIdSchema } from '@shared/server/server-profile'
import { tableSchema } from '@shared/table/table'
import { z } from 'zod'
import type { HeldRow } from '../staged/held-row'

/**
 * Rows were checked before they were staged and there may be very many, so only their outline is checked again: what a
 * damaged disk leaves is no JSON.
 */
const heldRowSchema = z.custom<HeldRow>(
  (row) =>
    isRecord(row) &&
    rowKeySchema.safeParse(row['key']).success &&
    ['add', 'change', 'delete'].includes(String(row['kind'])) &&
    typeof row['id'] === 'string' &&
    typeof row['label'] === 'string' &&
    isRecord(row['before']) &&
    isRecord(row['after']) &&
    isRecordOrNull(row['refusal']) &&
    isRecordOrNull(row['conflict']) &&
    typeof row['isUnknown'] === 'boolean',
)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRecordOrNull = (value: unknown): boolean => value === null || isRecord(value)

const updates = z.array(z.tuple([rowKeySchema, heldRowSchema.nullable()]))
const turns = z.array(
  z.tuple([rowKeySchema, z.object({ from: heldRowSchema.nullable(), to: heldRowSchema.nullable() })]),
)
const step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staged'), title: z.string(), turns }),
  z.object({ kind: z.literal('sent'), title: z.string(), sendId: z.string(), reverse: z.array(heldRowSchema) }),
])

const journalVersion = 1

/** The first line: whose changes these are, with the metadata by which they were made. */
export const headSchema = z.object({
  version: z.literal(journalVersion),
  serverId: serverIdSchema,
  tableId: z.string().min(1),
  /** Address and account, by which a server that was removed is known again. */
  address: z.string().nullable(),
  userName: z.string().nullable(),
  serverName: z.string(),
  /** Number of the last new row. */
  lastNumber: z.number().int().nonnegative(),
  table: tableSchema,
})
export type JournalHead = z.infer<typeof headSchema>

/** A head as this version of the program writes it. */
export const newHead = (head: Omit<JournalHead, 'version'>): JournalHead => ({ version: journalVersion, ...head })

/**
 * One line. Rows are written as they are afterwards, so that nothing depends on how a step was once understood.
 *
 * - `stage`: rows changed by a person, as a step that can be undone; `discard`: all rows dropped, likewise
 * - `note`: rows changed by what was found out about them
 * - `sending`, `sent`: rows on their way, and rows that have arrived, with what undo would stage
 * - `rows`, `step`: what was staged and could be undone when the journal was last written anew
 */
export const lineSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('stage'), title: z.string(), joins: z.boolean(), rows: updates }),
  z.object({ do: z.literal('discard'), title: z.string() }),
  z.object({ do: z.literal('undo') }),
  z.object({ do: z.literal('redo') }),
  z.object({ do: z.literal('note'), rows: updates }),
  z.object({ do: z.literal('sending'), keys: z.array(rowKeySchema) }),
  z.object({
    do: z.literal('sent'),
    title: z.string(),
    sendId: z.string(),
    keys: z.array(rowKeySchema),
    reverse: z.array(heldRowSchema),
    rows: updates,
  }),
  z.object({ do: z.literal('table'), table: tableSchema }),
  z.object({ do: z.literal('rows'), rows: updates }),
  z.object({ do: z.literal('step'), stack: z.enum(['past', 'future']), joins: z.boolean(), step }),
])
export type JournalLine = z.infer<typeof lineSchema>

/** How many rows a line holds, as a measure of what it needs on disk. */
export function weightOf(line: JournalLine): number {
  if (line.do === 'stage' || line.do === 'note' || line.do === 'rows') return 1 + line.rows.length
  if (line.do === 'table') return line.table.columns.length
  if (line.do === 'sent') return 1 + line.rows.length + line.reverse.length
  if (line.do === 'step') return 1 + (line.step.kind === 'sent' ? line.step.reverse.length : 2 * line.step.turns.length)
  return 1
}
