// Shapes of answers that belong to no other room.
import type { SourceRef } from '../table/table'

/** Versions and paths for the About box. */
export type AppInfo = {
  readonly name: string
  readonly version: string
  readonly versions: readonly { readonly name: string; readonly version: string }[]
  readonly platform: string
  /** 'Ctrl' or 'Cmd', for showing shortcuts. */
  readonly modifier: 'Ctrl' | 'Cmd'
  readonly userDataPath: string
  readonly logPath: string
  /** Whether this system has a real key store for tokens. */
  readonly hasKeyStore: boolean
}

/** What a person has to know about the program itself. */
export type StartNotice = { readonly title: string; readonly text: string }

/** What the program was started for. */
export type StartRequest = {
  /** Server or table to open at once; `tableId` null for the server alone. */
  readonly open: SourceRef | null
  readonly openServerId: string | null
  /** What the person has to know about this start: a settings file that was damaged, a server that is not in the list. */
  readonly notices: readonly StartNotice[]
}

/**
 * Columns as numbers, for plots.
 *
 * `values[i]` belongs to `columns[i]`, all of length `shownCount`; a cell that is missing or not a number is NaN
 * and counted in `missingCount` (rows with at least one such cell). LONG loses digits beyond 2^53 here, and only here.
 */
export type NumberColumns = {
  readonly columns: readonly string[]
  readonly values: readonly Float64Array[]
  /** Id of each row, for selection. */
  readonly ids: readonly string[]
  /** Label of each row or of its `labelColumn`, for tooltips. */
  readonly labels: readonly string[]
  readonly shownCount: number
  readonly totalCount: number
  readonly missingCount: number
  /** How the shown rows were chosen when they are not all. */
  readonly choice: 'all' | 'first' | 'sample'
}
