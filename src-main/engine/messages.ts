// The one language between the main process and the engine: what can be asked, and what comes back.
import type { ErrorData } from '@shared/errors/app-error'
import type { NumberColumns } from '@shared/ipc/answers'
import type { Distribution, DistributionRequest } from '@shared/query/distribution/distribution'
import type { Query } from '@shared/query/query'
import type { Choice, DatasetId, Table } from '@shared/table/table'
import type { TableSlice } from '@shared/table/table-slice'
import type { ImportCalls } from './import/import-messages'

/** A copy that can be asked: one that is kept, or one that a running job has built for itself. */
export type CopyRef =
  { readonly kind: 'kept'; readonly datasetId: DatasetId } | { readonly kind: 'job'; readonly jobId: string }

/** What a converted page held. `totalCount` is the row count that the page itself tells; null when it tells none. */
export type PageReport = { readonly rowCount: number; readonly totalCount: number | null }

/** What a finished copy holds. `duplicateIds` are at most ten ids that occur more than once. */
export type CopyReport = {
  readonly rowCount: number
  readonly duplicateIds: readonly string[]
  readonly sizeBytes: number
}

/** What was written to a file. */
export type FileReport = { readonly rowCount: number; readonly sizeBytes: number }

/**
 * A query to the engine.
 *
 * `rsql` stands in the place of filter and search: a text in the servers' language, with the meaning that it has on a
 * server, the sticking NOT of the index included. What the server would refuse is refused, with `attribute`,
 * `position` and `length` in the facts.
 */
export type AskedQuery = Query & { readonly rsql?: string | null }

/** `references` are copies of tables that the copy's columns refer to: filters may lead into their rows. */
type Question = { readonly copy: CopyRef; readonly query: AskedQuery; readonly references?: readonly CopyRef[] }

/**
 * Every call of the engine with what goes in and what comes out.
 *
 * - `page.convert`: a page that lies in the job's folder becomes a part; the page file is removed
 * - `copy.build`: all parts of the job become one copy in the job's folder
 * - `copy.close`: lets go of a copy's file, so that it can be replaced or removed
 * - `view.*`: the questions of a row source, over a copy
 * - `csv.write`: rows and columns of a query into a file that appears under its name only when it is complete
 * - `import.*`: see `ImportCalls`
 */
export type EngineCalls = ImportCalls & {
  'page.convert': {
    readonly input: { readonly jobId: string; readonly offset: number; readonly table: Table }
    readonly output: PageReport
  }
  'copy.build': { readonly input: { readonly jobId: string; readonly table: Table }; readonly output: CopyReport }
  'copy.close': { readonly input: { readonly copy: CopyRef }; readonly output: null }
  'view.describe': { readonly input: { readonly copy: CopyRef }; readonly output: Table }
  'view.count': { readonly input: Question; readonly output: number }
  'view.rows': {
    readonly input: Question & { readonly offset: number; readonly limit: number }
    readonly output: TableSlice
  }
  'view.row': { readonly input: { readonly copy: CopyRef; readonly id: string }; readonly output: TableSlice | null }
  'view.numbers': {
    readonly input: Question & {
      readonly columns: readonly string[]
      readonly labelColumn: string | null
      readonly maxRows: number
    }
    readonly output: NumberColumns
  }
  'view.lookUp': {
    readonly input: {
      readonly copy: CopyRef
      readonly column: string
      readonly text: string
      readonly limit: number
    }
    readonly output: Choice[]
  }
  'view.distribution': { readonly input: Question & DistributionRequest; readonly output: Distribution }
  'view.position': { readonly input: Question & { readonly id: string }; readonly output: number | null }
  'csv.write': { readonly input: Question & { readonly filePath: string }; readonly output: FileReport }
}

/** The name of a call of the engine. */
/** Name of a call. */
export type EngineCallName = keyof EngineCalls
/** What goes into a call of the engine. */
/** What a call takes. */
export type EngineInput<N extends EngineCallName> = EngineCalls[N]['input']
/** What comes out of a call of the engine. */
/** What a call answers with. */
export type EngineOutput<N extends EngineCallName> = EngineCalls[N]['output']

/** How far a long call has come, in rows; `totalCount` is null while unknown. */
export type EngineProgress = { readonly doneCount: number; readonly totalCount: number | null }

/** How a question is asked: what cancels it, and who hears how far it has come. */
/** How a question is cancelled, and who hears of its progress. */
export type AskOptions = {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: EngineProgress) => void
}

/** Whoever answers the engine's calls: the engine itself, or a client of the process that it runs in. */
export interface EngineAsk {
  /** @throws AppError `cancelled`, `dataset.missing`, `dataset.corrupt`, `query.invalid`, `query.refused`, … */
  ask<N extends EngineCallName>(name: N, input: EngineInput<N>, options?: AskOptions): Promise<EngineOutput<N>>
}

/** What is sent to the engine. `start` comes first and once. */
export type ToEngine =
  | { readonly kind: 'start'; readonly folder: string }
  | { readonly kind: 'ask'; readonly id: number; readonly name: EngineCallName; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }

/** What the engine sends. */
export type FromEngine =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: EngineProgress }
