// Builds one copy from the parts of a job: the rows in their order, what is known of them, and the words to search.
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { copyFileName } from '@shared/dataset/places'
import { throwIfCancelled } from '@shared/errors/app-error'
import type { Table } from '@shared/table/table'
import { toEngineError } from '../engine-error'
import type { CopyReport, EngineProgress } from '../messages'
import { openDatabase, readAll, type DatabaseLimits } from '../store/open-database'
import { textOf } from '../store/read-value'
import { quoteText } from '../store/sql-text'
import { idOrderType, storedColumns } from '../store/stored-column'
import { aboutTable, writeAbout } from './about'
import { buildWordIndex } from './word-index'

type BuildOptions = {
  readonly table: Table
  readonly partsFolder: string
  readonly copyFolder: string
  readonly limits: DatabaseLimits
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: EngineProgress) => void) | undefined
}

/**
 * Build the copy's database file from all parts of a folder.
 *
 * The rows keep the order in which the server sent them; their number `n` counts from 0.
 *
 * @throws AppError `cancelled`, `disk.full`, `internal`
 */
export async function buildCopy(options: BuildOptions): Promise<CopyReport> {
  const { copyFolder, partsFolder, limits, signal } = options
  await rm(copyFolder, { recursive: true, force: true })
  await mkdir(copyFolder, { recursive: true })
  const path = join(copyFolder, copyFileName)
  try {
    const instance = await openDatabase({ path, isReadOnly: false, folders: [partsFolder], limits })
    try {
      const connection = await instance.connect()
      const interrupt = () => connection.interrupt()
      signal?.addEventListener('abort', interrupt)
      try {
        const report = await fill(connection, options)
        await connection.run('CHECKPOINT')
        connection.closeSync()
        return { ...report, sizeBytes: (await stat(path)).size }
      } finally {
        signal?.removeEventListener('abort', interrupt)
      }
    } finally {
      instance.closeSync()
    }
  } catch (error) {
    await rm(copyFolder, { recursive: true, force: true })
    throw toEngineError(error, 'Building the copy')
  }
}

async function fill(connection: DuckDBConnection, options: BuildOptions): Promise<Omit<CopyReport, 'sizeBytes'>> {
  const { table, partsFolder, signal, onProgress } = options
  const columns = storedColumns(table)
  const parts = (await readdir(partsFolder))
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => parseInt(name, 10))
  parts.sort((a, b) => a - b)
  await createRows(
    connection,
    columns.flatMap(({ value, label, sqlType }) => [
      `${value} ${sqlType}`,
      ...(label === null ? [] : [`${label} ${sqlType}`]),
    ]),
  )
  for (const offset of parts) {
    throwIfCancelled(signal)
    await connection.run(
      `INSERT INTO rows SELECT * FROM read_parquet(${quoteText(join(partsFolder, `${offset}.parquet`))})`,
    )
    onProgress?.({ doneCount: offset, totalCount: null })
  }
  const rowCount = await countRows(connection)
  const idColumn = columns.find(({ column }) => column.name === table.idColumn)
  const id = idColumn?.value ?? 'n'
  const duplicates = await readAll(
    connection,
    `SELECT CAST(${id} AS VARCHAR) FROM rows WHERE ${id} IS NOT NULL GROUP BY ${id} HAVING count(*) > 1 ORDER BY 1 LIMIT 10`,
  )
  const order = idColumn ? `CAST(${id} AS ${idOrderType(idColumn.column.type)})` : 'n'
  const disorder = await readAll(
    connection,
    `SELECT 1 FROM (SELECT ${order} AS this, lag(${order}) OVER (ORDER BY n) AS last FROM rows) WHERE this <= last LIMIT 1`,
  )
  await buildWordIndex(connection, columns, { signal, onProgress, rowCount })
  await writeAbout(connection, { table, rowCount, isInIdOrder: disorder.currentRowCount === 0 })
  return { rowCount, duplicateIds: duplicates.getRowsJS().map(([value]) => textOf(value)) }
}

async function createRows(connection: DuckDBConnection, definitions: readonly string[]): Promise<void> {
  await connection.run(aboutTable)
  await connection.run(`CREATE TABLE rows (${['n INTEGER', ...definitions].join(', ')})`)
}

async function countRows(connection: DuckDBConnection): Promise<number> {
  const reader = await readAll(connection, 'SELECT CAST(count(*) AS INTEGER) FROM rows')
  return Number(reader.getRowsJS()[0]?.[0] ?? 0)
}
