// Writes the rows of a query as CSV, in their order, and shows the file only when it is complete.
import { randomUUID } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBDataChunk, INTEGER, type DuckDBConnection } from '@duckdb/node-api'
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import { toEngineError, toFileError } from '../engine-error'
import type { AskedQuery, EngineProgress, FileReport } from '../messages'
import type { OpenCopy } from '../store/copy-store'
import { quoteText } from '../store/sql-text'
import type { StoredColumn } from '../store/stored-column'
import { findRows } from '../view/find-rows'
import { queryColumns } from '../view/read-slice'
import type { View } from '../view/view-cache'
import { csvLine, csvName, csvValue, hasNeedlessQuotes } from './csv-text'

type CsvRequest = { readonly query: AskedQuery; readonly filePath: string }

export type CsvOptions = {
  /** Folder in which the database may write the blocks that make up the file. */
  readonly blockFolder: string
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: EngineProgress) => void) | undefined
}

/** Rows that are written at once. */
const blockRows = 200_000

/**
 * Write rows and columns of a query: UTF-8, commas, `\n`, the column names as the first line.
 *
 * A file that stands under the name is replaced only when the new one is complete and on the disk.
 *
 * @throws AppError `disk.full`, `file.failed`, `cancelled`, and what the query's own errors are
 */
export async function writeCsv(
  copy: OpenCopy,
  { query, filePath }: CsvRequest,
  options: CsvOptions,
): Promise<FileReport> {
  const partPath = `${filePath}.${randomUUID().slice(0, 8)}.part`
  let file: FileHandle
  try {
    file = await open(partPath, 'wx')
  } catch (error) {
    throw toFileError(error, filePath)
  }
  try {
    const rowCount = await writeRows(copy, query, new PartFile(file, filePath), options)
    try {
      await file.sync()
      const { size } = await file.stat()
      await file.close()
      throwIfCancelled(options.signal)
      await rename(partPath, filePath)
      return { rowCount, sizeBytes: size }
    } catch (error) {
      throw toFileError(error, filePath)
    }
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(partPath, { force: true })
    throw toEngineError(error, 'Writing the file')
  }
}

async function writeRows(copy: OpenCopy, query: AskedQuery, part: PartFile, options: CsvOptions): Promise<number> {
  const { signal, onProgress, blockFolder } = options
  const columns = queryColumns(copy, query.columns)
  if (columns.length === 0) throw new AppError('query.invalid', 'No column is shown, so there is nothing to write.')
  const view = await findRows(copy, query, signal)
  await part.write(`${columns.map(({ column }) => csvName(column.name)).join(',')}\n`)
  const blockPath = join(blockFolder, `${randomUUID()}.csv`)
  try {
    await copy.pool.use(signal, async (connection) => {
      for (let start = 0; start < view.rowCount; start += blockRows) {
        const end = Math.min(start + blockRows, view.rowCount)
        await writeBlock(connection, columns, await blockSource(connection, view, start, end), blockPath)
        throwIfCancelled(signal)
        await part.append(blockPath)
        onProgress?.({ doneCount: end, totalCount: view.rowCount })
      }
    })
  } finally {
    await rm(blockPath, { force: true })
  }
  return view.rowCount
}

type BlockSource = { readonly from: string; readonly order: string }

/** Where the rows of a block come from, in their order. */
async function blockSource(connection: DuckDBConnection, view: View, start: number, end: number): Promise<BlockSource> {
  // The rows lie in the order of their numbers, and a block of them is read in that order.
  if (view.rows === null) return { from: `rows WHERE n BETWEEN ${start} AND ${end - 1}`, order: '' }
  await connection.run('CREATE OR REPLACE TEMP TABLE picked (place INTEGER, n INTEGER)')
  const appender = await connection.createAppender('picked', 'main', 'temp')
  for (let at = start; at < end; at += 2048) {
    const numbers = Array.from(view.rows.subarray(at, Math.min(at + 2048, end)))
    const chunk = DuckDBDataChunk.create([INTEGER, INTEGER], numbers.length)
    chunk.setColumns([numbers.map((_, index) => at + index), numbers])
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
  return { from: 'temp.picked JOIN rows USING (n)', order: 'ORDER BY place' }
}

/** The database writes CSV itself, and much faster; only where it would quote too much are the lines made first. */
async function writeBlock(
  connection: DuckDBConnection,
  columns: readonly StoredColumn[],
  { from, order }: BlockSource,
  blockPath: string,
): Promise<void> {
  const test = await connection.runAndReadAll(
    `SELECT count(*) > 0 FROM (SELECT 1 FROM (SELECT * FROM ${from}) WHERE ${hasNeedlessQuotes(columns)} LIMIT 1)`,
  )
  const needsLines = test.getRowsJS()[0]?.[0] === true
  const select = needsLines ? csvLine(columns) : columns.map(csvValue).join(', ')
  const quotes = needsLines ? `, QUOTE '', ESCAPE ''` : ''
  await connection.run(
    `COPY (SELECT ${select} FROM ${from} ${order}) TO ${quoteText(blockPath)} (FORMAT csv, HEADER false${quotes})`,
  )
}

const readBytes = 2 ** 20

/** The file as far as it is written. */
class PartFile {
  constructor(
    private readonly file: FileHandle,
    /** The file as the person chose it, for errors. */
    private readonly filePath: string,
  ) {}

  /** @throws AppError `disk.full`, `file.failed` */
  async write(content: string | Buffer): Promise<void> {
    try {
      // A write that takes only some of the bytes is gone on with by the platform.
      await this.file.appendFile(content)
    } catch (error) {
      throw toFileError(error, this.filePath)
    }
  }

  /** Add the content of another file. */
  async append(path: string): Promise<void> {
    const source = await open(path, 'r')
    try {
      const buffer = Buffer.allocUnsafe(readBytes)
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, readBytes)
        if (bytesRead === 0) return
        await this.write(buffer.subarray(0, bytesRead))
      }
    } finally {
      await source.close()
    }
  }
}
