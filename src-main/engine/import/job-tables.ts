// What the engine keeps of a file that is imported: its rows, what was asked about them, and what is wrong with them.
import { DuckDBDataChunk, INTEGER, VARCHAR, type DuckDBConnection } from '@duckdb/node-api'

/**
 * - `rows`: `cells` are the values of the table's columns and `raw` the cells of the file, both JSON; `fate` is `open`
 *   until the rows are settled; `before` holds the server's values of cells that differ; `place` is the order of sending
 * - `refusals`: reasons against a row
 * - `conditions`: reasons against a row if its fate is to be added, or to be changed
 * - `wishes`, `answers`: what rows ask of tables, and rows that were found there
 * - `found`: ids that the server has a row of
 */
const tables = {
  rows: 'n INTEGER, line INTEGER, id VARCHAR, cells VARCHAR, raw VARCHAR, fate VARCHAR, before VARCHAR, place INTEGER',
  refusals: 'n INTEGER, line INTEGER, col VARCHAR, value VARCHAR, reason VARCHAR',
  conditions: 'n INTEGER, line INTEGER, fate VARCHAR, col VARCHAR, value VARCHAR, reason VARCHAR',
  wishes: 'n INTEGER, wish VARCHAR, wanted VARCHAR, col VARCHAR',
  answers: 'wish VARCHAR, wanted VARCHAR, id VARCHAR, label VARCHAR',
  found: 'n INTEGER, before VARCHAR',
} as const

/** Name of a table of a job. */
export type JobTable = keyof typeof tables
type Value = string | number | null

/** Make the empty tables. */
export async function createTables(connection: DuckDBConnection): Promise<void> {
  for (const [name, columns] of Object.entries(tables)) await connection.run(`CREATE TABLE ${name} (${columns})`)
}

const columnTypes = (name: JobTable) =>
  tables[name].split(', ').map((column) => (column.endsWith(' INTEGER') ? INTEGER : VARCHAR))

const chunkRows = 2048

/** Add rows to a table of a job; cells that are left out at the end are filled in later. */
export async function append(
  connection: DuckDBConnection,
  name: JobTable,
  rows: readonly (readonly Value[])[],
): Promise<void> {
  if (rows.length === 0) return
  const types = columnTypes(name)
  const appender = await connection.createAppender(name)
  for (let first = 0; first < rows.length; first += chunkRows) {
    const part = rows.slice(first, first + chunkRows)
    const chunk = DuckDBDataChunk.create(types, part.length)
    chunk.setColumns(types.map((_, column) => part.map((row) => row[column] ?? null)))
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}
