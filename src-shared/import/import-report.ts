// What trying and sending the rows of a file came to.
import type { ErrorData } from '../errors/app-error'
import type { Cell } from '../table/table-slice'

/** How many rows of a file have each fate. All of them together are the rows of the file. */
export type ImportCounts = {
  readonly addCount: number
  readonly changeCount: number
  /** Rows that are there already with the very same values. */
  readonly unchangedCount: number
  /** Rows that the way of importing passes over: there already, or not there. */
  readonly leftOutCount: number
  readonly refusedCount: number
}

/** What became of rows that were sent. */
export type ImportSent = {
  readonly addedCount: number
  readonly changedCount: number
  /** Refused by the server, with its words; not those that were refused before. */
  readonly refusedCount: number
  readonly notSentCount: number
  /** Rows of which it could not be found out whether they arrived. */
  readonly unknownCount: number
  /** What ended the sending early; null when it came to its end. */
  readonly endedBy: ErrorData | null
}

/** Where an import stands after its last step. */
export type ImportReport = {
  readonly rowCount: number
  /** What is still to be done, and what cannot be. */
  readonly counts: ImportCounts
  readonly stagedCount: number
  readonly sent: ImportSent | null
}

/** Why a row is refused. A row can be there more than once, with a reason for each cell. */
export type ImportRefusal = {
  readonly line: number
  /** Null for the row as a whole. */
  readonly column: string | null
  /** The cell as it stands in the file; null for nothing. */
  readonly value: string | null
  readonly reason: string
}
/** Some of the reasons, and how many there are. */
export type ImportRefusals = { readonly rows: readonly ImportRefusal[]; readonly totalCount: number }

/** A row that is ready to be staged or sent; `n` counts the rows of the file from 1. */
export type ReadyRow = {
  readonly n: number
  readonly line: number
  /** Text of its id; empty where the server gives one. */
  readonly id: string
  readonly cells: Readonly<Record<string, Cell>>
  /** The server's values of the cells of a change; empty for new rows. */
  readonly before: Readonly<Record<string, Cell>>
}

/** Most rows that can be staged; above, they are sent. */
export const mostStagedRows = 50_000
