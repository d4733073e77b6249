// The questions that any source of rows answers, live or kept. Everything downstream is written against this.
import type { NumberColumns } from '@shared/ipc/answers'
import type { Distribution, DistributionRequest } from '@shared/query/distribution/distribution'
import type { Explanation } from '@shared/query/explanation'
import type { Query } from '@shared/query/query'
import type { Choice, Table } from '@shared/table/table'
import type { TableSlice } from '@shared/table/table-slice'

/** A window of an answer: first row from 0, and how many rows at the most. */
export type RowWindow = { readonly offset: number; readonly limit: number }

/** Which columns a plot wants as numbers. */
export type NumbersRequest = {
  readonly columns: readonly string[]
  /** Column whose label names a row in tooltips; null for the table's label column. */
  readonly labelColumn: string | null
  readonly maxRows: number
}

/**
 * One table's rows, wherever they are. All questions can be cancelled by their signal and then reject with
 * AppError `cancelled`.
 */
export interface RowSource {
  /** The table's metadata. */
  describe(signal: AbortSignal): Promise<Table>
  /** Number of rows that pass the query. */
  count(query: Query, signal: AbortSignal): Promise<number>
  /** The rows of a window of the query's answer, with the query's columns (null: all). */
  rows(query: Query, window: RowWindow, signal: AbortSignal): Promise<TableSlice>
  /** One row by the text of its id, with all columns; null when there is none. */
  row(id: string, signal: AbortSignal): Promise<TableSlice | null>
  /** Columns as numbers, for plots. */
  numbers(query: Query, request: NumbersRequest, signal: AbortSignal): Promise<NumberColumns>
  /** Rows of a referenced table (or, for other columns, values) whose id or label contains the text. */
  lookUp(column: string, text: string, limit: number, signal: AbortSignal): Promise<Choice[]>
  /** Position from 0 of a row in the query's answer; null when it is not among them or cannot be known. */
  position(query: Query, id: string, signal: AbortSignal): Promise<number | null>
  /** How a column's values are spread over the rows that pass; the answer says what it was counted from. */
  distribution(query: Query, request: DistributionRequest, signal: AbortSignal): Promise<Distribution>
  /** How the query is answered. */
  explain(query: Query, signal: AbortSignal): Promise<Explanation>
}
