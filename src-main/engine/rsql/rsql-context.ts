// What the parts of a compilation share: the columns, the referenced copies, and questions to the open database.
import type { DuckDBValue, JS } from '@duckdb/node-api'
import type { BoundValues } from '../store/sql-text'
import type { SourceContext } from './value-source'

type Select<T> = (sql: string, values: readonly DuckDBValue[]) => Promise<readonly T[]>

/** The copy's columns and references, the values of the statement that is made, and look-ups that decide on it. */
export type RsqlContext = SourceContext & {
  readonly bound: BoundValues
  /** Runs a statement that selects numbers in its first column. */
  readonly selectNumbers: Select<number>
  /** Runs a statement that selects texts in its first column. */
  readonly selectTexts: Select<string>
  /** Runs a statement that selects one value. */
  readonly selectValue: (sql: string, values: readonly DuckDBValue[]) => Promise<DuckDBValue>
  /** Runs a statement that selects rows of any columns. */
  readonly selectRows: Select<readonly JS[]>
}
