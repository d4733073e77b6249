// Slow work as the status bar and the task list show it.
import { z } from 'zod'
import type { ErrorData } from '../errors/app-error'

export const taskIdSchema = z.string().min(1).max(100).brand<'TaskId'>()
export type TaskId = z.infer<typeof taskIdSchema>

/** A piece of slow work. Announced whenever it changes, at most some times a second. */
export type Task = {
  readonly id: TaskId
  readonly kind: 'keep-offline' | 'export' | 'send' | 'import'
  /** What is being done, such as `Keeping SampleAse offline`. */
  readonly title: string
  readonly state: 'running' | 'waiting-for-sign-in' | 'done' | 'failed' | 'cancelled'
  /** What it is busy with now, in words: `Reading rows`, `Building the copy`. */
  readonly phase: string
  readonly doneCount: number
  /** Rows in all; null while unknown. */
  readonly totalCount: number | null
  /** Rows a second over the last moments; null until measured. */
  readonly ratePerSecond: number | null
  readonly remainingMs: number | null
  readonly sizeBytes: number | null
  readonly startedAtIso: string
  readonly endedAtIso: string | null
  readonly error: ErrorData | null
  /** The server that a waiting task needs a sign-in to; else null. */
  readonly serverId: string | null
  /** The file that was written, for 'Show in folder'. */
  readonly filePath: string | null
}
