// What a copy's file says of itself, so that it can be read without anything beside it.
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '@shared/errors/app-error'
import { tableSchema, type Table } from '@shared/table/table'
import { textOf } from '../store/read-value'
import { readAll } from '../store/open-database'

/** Form of the database file; a file of another form is not read. */
export const copyFormatVersion = 1

export type About = {
  readonly table: Table
  readonly rowCount: number
  /** True when the rows lie in ascending order of their ids, so that ties need no second sort. */
  readonly isInIdOrder: boolean
}

export const aboutTable =
  'CREATE TABLE about (format INTEGER, metadata VARCHAR, row_count INTEGER, in_id_order BOOLEAN)'

export async function writeAbout(connection: DuckDBConnection, about: About): Promise<void> {
  await connection.run('INSERT INTO about VALUES ($1, $2, $3, $4)', [
    copyFormatVersion,
    JSON.stringify(about.table),
    about.rowCount,
    about.isInIdOrder,
  ])
}

/**
 * @param schema  the attached copy to read, as SQL with a dot behind it; empty for the copy itself
 * @throws AppError `dataset.corrupt` when the file is not a copy of this form
 */
export async function readAbout(connection: DuckDBConnection, schema = ''): Promise<About> {
  const corrupt = (cause?: unknown) =>
    new AppError('dataset.corrupt', 'The file of this copy cannot be read. Delete the copy and keep it again.', {
      cause,
    })
  try {
    const reader = await readAll(connection, `SELECT format, metadata, row_count, in_id_order FROM ${schema}about`)
    const [row] = reader.getRowsJS()
    if (row?.[0] !== copyFormatVersion) throw corrupt()
    const table = tableSchema.parse(JSON.parse(textOf(row[1])))
    return { table, rowCount: Number(row[2]), isInIdOrder: row[3] === true }
  } catch (error) {
    throw error instanceof AppError ? error : corrupt(error)
  }
}
