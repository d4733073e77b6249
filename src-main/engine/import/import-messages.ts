// The engine's calls about files of rows: looking, reading and checking, and what becomes of each row.
import type { FileCount, FileLook, FileReading } from '@shared/import/file-reading'
import type { ImportPlan } from '@shared/import/import-plan'
import type { ImportCounts, ImportRefusals, ReadyRow } from '@shared/import/import-report'
import type { Table } from '@shared/table/table'
import type { TableSlice } from '@shared/table/table-slice'

type Job = { readonly jobId: string }

/** What rows ask of a table: whether rows with these ids or labels are there, or who holds a value that must be unique. */
export type Wish =
  | { readonly kind: 'reference'; readonly tableId: string; readonly by: 'id' | 'label' }
  | { readonly kind: 'unique'; readonly column: string }

/** One row that a wish found. `wanted` is the text of the file. */
export type WishAnswer = { readonly wanted: string; readonly id: string; readonly label: string }

/** What became of a row that was staged or sent. */
export type RowOutcome = {
  readonly n: number
  readonly fate: 'staged' | 'sent' | 'refused' | 'unknown'
  readonly column: string | null
  readonly reason: string | null
}

/** Rows that are ready, and the place behind the last of them. */
export type ReadyRows = { readonly rows: readonly ReadyRow[]; readonly next: number }

/**
 * Calls about one file; a job is a file that is read whole and kept until it is closed.
 *
 * - `import.look`, `import.count`: without a job
 * - `import.read`: every row into the job, read by the metadata; what it asks of other tables is collected
 * - `import.wishes`, `import.wanted`, `import.answer`: what is asked, in parts, and what the server knows of it
 * - `import.ids`, `import.compare`: ids of rows in parts, and the server's rows beside them
 * - `import.settle`: the fate of every row
 * - `import.take`, `import.outcomes`: rows to stage or send, and what became of them
 */
export type ImportCalls = {
  'import.look': {
    readonly input: {
      readonly filePath: string
      /** Null to find out. */
      readonly reading: FileReading | null
      /** Names and labels of columns that headings may hold. */
      readonly names: readonly string[]
    }
    readonly output: FileLook
  }
  'import.count': {
    readonly input: { readonly filePath: string; readonly reading: FileReading }
    readonly output: FileCount
  }
  'import.read': {
    readonly input: Job & {
      readonly filePath: string
      readonly reading: FileReading
      readonly plan: ImportPlan
      readonly table: Table
    }
    readonly output: { readonly rowCount: number }
  }
  'import.wishes': { readonly input: Job; readonly output: readonly (Wish & { readonly count: number })[] }
  'import.wanted': {
    readonly input: Job & { readonly wish: Wish; readonly after: string | null; readonly limit: number }
    readonly output: readonly string[]
  }
  'import.answer': {
    readonly input: Job & { readonly wish: Wish; readonly answers: readonly WishAnswer[] }
    readonly output: null
  }
  'import.ids': {
    readonly input: Job & { readonly after: number; readonly limit: number }
    readonly output: readonly { readonly n: number; readonly id: string }[]
  }
  'import.compare': { readonly input: Job & { readonly slice: TableSlice }; readonly output: null }
  'import.settle': { readonly input: Job; readonly output: ImportCounts }
  'import.counts': { readonly input: Job; readonly output: ImportCounts & { readonly stagedCount: number } }
  'import.refusals': {
    readonly input: Job & { readonly offset: number; readonly limit: number }
    readonly output: ImportRefusals
  }
  'import.saveRefused': {
    readonly input: Job & { readonly filePath: string }
    readonly output: { readonly rowCount: number }
  }
  'import.take': {
    readonly input: Job & { readonly fate: 'add' | 'change'; readonly after: number; readonly limit: number }
    readonly output: ReadyRows
  }
  'import.outcomes': { readonly input: Job & { readonly outcomes: readonly RowOutcome[] }; readonly output: null }
  'import.close': { readonly input: Job; readonly output: null }
}
