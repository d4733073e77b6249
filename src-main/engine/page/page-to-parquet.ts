// Turns one page, as the server sent it, into a part of a copy. JavaScript never sees the rows.
import { rename, rm, stat } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '@shared/errors/app-error'
import type { Table } from '@shared/table/table'
import type { PageReport } from '../messages'
import { toEngineError } from '../engine-error'
import { readAll } from '../store/open-database'
import { textOf } from '../store/read-value'
import { quoteText } from '../store/sql-text'
import { storedColumns } from '../store/stored-column'
import { isBrokenText, mendPage } from './mend-page'
import { itemsType, needsPaths, storedValues } from './page-shape'

type PageFiles = { readonly pagePath: string; readonly partPath: string }

/**
 * Convert a page file into a Parquet part; the part appears under its name only when it is complete.
 *
 * @param offset  number of the page's first row in the whole answer, from 0
 * @throws AppError `server.refused` when the page is the server's refusal, `server.answer-malformed` when it is not
 *   a page at all, is cut off, or holds a value that its column cannot hold; `disk.full`
 */
export async function pageToParquet(
  connection: DuckDBConnection,
  table: Table,
  offset: number,
  { pagePath, partPath }: PageFiles,
): Promise<PageReport> {
  const { size } = await stat(pagePath)
  if (size === 0) throw malformed('The server sent an empty page.')
  const columns = storedColumns(table)
  const byPath = needsPaths(columns)
  const types = { total: 'BIGINT', errors: 'JSON', items: itemsType(columns) }
  const shape = Object.entries(types).map(([name, type]) => `${quoteText(name)}: ${quoteText(type)}`)
  const source =
    `read_json(${quoteText(pagePath)}, format = 'unstructured', records = true, compression = 'uncompressed', ` +
    `columns = {${shape.join(', ')}}, maximum_object_size = ${Math.max(2 * size + 1024, 16 * 2 ** 20)})`
  const temporaryPath = `${partPath}.tmp`
  try {
    const read = () => connection.run(`CREATE OR REPLACE TEMP TABLE page AS SELECT total, errors, items FROM ${source}`)
    await read().catch(async (error: unknown) => {
      if (!isBrokenText(error)) throw error
      await mendPage(pagePath)
      await read()
    })
    const report = await inspect(connection)
    const values = columns.flatMap((stored) => storedValues(stored, byPath))
    await connection.run(
      `COPY (
         WITH numbered AS (
           SELECT unnest(items) AS item, CAST(generate_subscripts(items, 1) - 1 + ${offset} AS INTEGER) AS n FROM page
         )
         SELECT ${['n', ...values].join(', ')} FROM numbered
       ) TO ${quoteText(temporaryPath)} (FORMAT parquet, COMPRESSION zstd)`,
    )
    await rename(temporaryPath, partPath)
    return report
  } catch (error) {
    await rm(temporaryPath, { force: true })
    throw toPageError(error)
  } finally {
    await connection.run('DROP TABLE IF EXISTS temp.page').catch(() => undefined)
  }
}

/** Check that what was read is one page, and count its rows. */
async function inspect(connection: DuckDBConnection): Promise<PageReport> {
  const reader = await readAll(
    connection,
    `SELECT CAST(total AS DOUBLE), items IS NOT NULL, CAST(coalesce(len(items), 0) AS INTEGER),
       errors IS NOT NULL, coalesce(json_extract_string(errors, '$[0].message'), ''),
       json_extract_string(errors, '$[0].code') FROM page`,
  )
  const rows = reader.getRowsJS()
  const [row] = rows
  if (row === undefined || rows.length !== 1) throw malformed('The server sent something that is not one page of rows.')
  const [total, hasItems, rowCount, hasErrors, words, code] = row
  if (hasErrors === true) {
    throw new AppError('server.refused', `The server refused the page: ${textOf(words)}`, {
      facts: { serverWords: textOf(words), serverCode: typeof code === 'string' ? code : null },
    })
  }
  if (hasItems !== true) throw malformed('The server sent a page without rows.')
  return { rowCount: Number(rowCount), totalCount: typeof total === 'number' ? total : null }
}

const malformed = (message: string, cause?: unknown): AppError =>
  new AppError('server.answer-malformed', message, { cause })

function toPageError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/unexpected end of data/i.test(message)) return malformed('The page from the server is cut off.', error)
  if (/Malformed JSON/i.test(message)) return malformed('The server sent a page that is not JSON.', error)
  if (/transform error|Conversion Error|Failed to cast|could not convert|invalid unicode/i.test(message)) {
    const value = namedValue(message)
    return malformed(
      `The server sent a value that does not fit its column's type${value === undefined ? '' : `: ${value}`}.`,
      error,
    )
  }
  return toEngineError(error, 'Reading the page')
}

/** The value that a conversion error is about. The page's file, which may stand in front of it, is nobody's business. */
function namedValue(message: string): string | undefined {
  const said = message.split('\n', 1)[0]?.replace(/^.* in record\/value \d+: /, '') ?? ''
  return /"[^"]{0,100}"/.exec(said)?.[0] ?? /: (\S{1,100})$/.exec(said)?.[1]
}
