// Writes the rows of a query as CSV, in their order, and shows the file only when it is complete.
import { randomUUID } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { throwIfCancelled } from '@shared/errors/app-error'
import type { Query } from '@shared/query/query'
import { toEngineError, toFileError } from '../engine-error'
import type { EngineProgress, FileReport } from '../messages'
import type { OpenCopy } from '../store/copy-store'
import { compileFor } from '../view/find-rows'
import { queryColumns } from '../view/read-slice'
import { csvLine, csvName } from './csv-text'

type CsvRequest = { readonly query: Query; readonly filePath: string }
type CsvOptions = {
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((p: EngineProgress) => void) | undefined
}

const blockSigns = 2 ** 20

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
    const rowCount = await writeRows(copy, query, new BlockWriter(file, filePath), options)
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

async function writeRows(copy: OpenCopy, query: Query, writer: BlockWriter, options: CsvOptions): Promise<number> {
  const { signal, onProgress } = options
  const columns = queryColumns(copy, query.columns)
  return copy.pool.use(signal, async (connection) => {
    const { where, order, values } = await compileFor(copy, connection, query)
    const condition = where === null ? '' : `WHERE ${where}`
    const counted = await connection.runAndReadAll(`SELECT CAST(count(*) AS INTEGER) FROM rows ${condition}`, [
      ...values,
    ])
    const totalCount = Number(counted.getRowsJS()[0]?.[0] ?? 0)
    await writer.write(`${columns.map(({ column }) => csvName(column.name)).join(',')}\n`)
    const sorted = `ORDER BY ${order.length === 0 ? 'n' : order.join(', ')}`
    const needsOrder = where !== null || order.length > 0
    const result = await connection.stream(
      `SELECT ${csvLine(columns)} AS line FROM rows ${condition} ${needsOrder ? sorted : ''}`,
      [...values],
    )
    let doneCount = 0
    for (;;) {
      throwIfCancelled(signal)
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      await writer.write(`${chunk.getColumnValues(0).join('\n')}\n`)
      doneCount += chunk.rowCount
      onProgress?.({ doneCount, totalCount })
    }
    await writer.flush()
    return doneCount
  })
}

/** Gathers text and writes it in blocks; a block is on its way before the next one is made. */
class BlockWriter {
  private waiting: string[] = []
  private length = 0

  constructor(
    private readonly file: FileHandle,
    private readonly filePath: string,
  ) {}

  async write(text: string): Promise<void> {
    this.waiting.push(text)
    this.length += text.length
    if (this.length >= blockSigns) await this.flush()
  }

  async flush(): Promise<void> {
    const block = Buffer.from(this.waiting.join(''), 'utf8')
    this.waiting = []
    this.length = 0
    try {
      let at = 0
      while (at < block.length) at += (await this.file.write(block, at)).bytesWritten
    } catch (error) {
      throw toFileError(error, this.filePath)
    }
  }
}
