// Why rows are refused: page by page for the screen, and as a file with the rows themselves for mending.
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import type { Delimiter } from '@shared/import/file-reading'
import type { ImportRefusals } from '@shared/import/import-report'
import { toFileError } from '../engine-error'
import { readAll } from '../store/open-database'

/** Reasons by line, some of them. */
export async function readRefusals(
  connection: DuckDBConnection,
  offset: number,
  limit: number,
): Promise<ImportRefusals> {
  const counted = await readAll(connection, 'SELECT CAST(count(*) AS INTEGER) FROM refusals')
  const reader = await readAll(
    connection,
    `SELECT line, col, value, reason FROM refusals ORDER BY n, col, reason LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`,
  )
  const rows = reader.getRows().map(([line, column, value, reason]) => ({
    line: Number(line),
    column: column === null ? null : String(column),
    value: value === null ? null : String(value).slice(0, 1000),
    reason: String(reason),
  }))
  return { rows, totalCount: Number(counted.getRows()[0]?.[0] ?? 0) }
}

const blockRows = 5_000

/** What the file of refused rows looks like: as the file that they came from, with the reason as the last column. */
export type RefusedFile = {
  readonly filePath: string
  readonly headings: readonly string[]
  readonly delimiter: Delimiter
}

/**
 * Write all refused rows as they stand in the file, in UTF-8.
 *
 * @returns how many
 * @throws AppError `file.failed`, `disk.full`, `cancelled`
 */
export async function saveRefused(
  connection: DuckDBConnection,
  { filePath, headings, delimiter }: RefusedFile,
  signal: AbortSignal | undefined,
): Promise<number> {
  const partPath = `${filePath}.${randomUUID().slice(0, 8)}.part`
  const line = (cells: readonly (string | null)[]) =>
    `${cells.map((cell) => cellText(cell, delimiter)).join(delimiter)}\n`
  try {
    const file = await open(partPath, 'wx')
    let rowCount = 0
    try {
      await file.appendFile(line([...headings, 'reason']))
      for (let after = 0; ;) {
        throwIfCancelled(signal)
        const rows = await refusedRows(connection, after)
        if (rows.length === 0) break
        const text = rows.map(({ raw, reason }) => line([...padded(raw, headings.length), reason])).join('')
        await file.appendFile(text)
        after = rows.at(-1)?.n ?? after
        rowCount += rows.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partPath, filePath)
    return rowCount
  } catch (error) {
    await rm(partPath, { force: true })
    throw toFileError(error, filePath)
  }
}

async function refusedRows(connection: DuckDBConnection, after: number) {
  const reader = await readAll(
    connection,
    `SELECT rows.n, rows.raw, string_agg(CASE WHEN col IS NULL THEN reason ELSE col || ': ' || reason END, ' ' ORDER BY col, reason)
     FROM (SELECT n, raw FROM rows WHERE fate = 'refused' AND n > ${Math.trunc(after)} ORDER BY n LIMIT ${blockRows}) rows
     JOIN refusals USING (n) GROUP BY rows.n, rows.raw ORDER BY rows.n`,
  )
  return reader.getRows().map(([n, raw, reason]) => ({
    n: Number(n),
    raw: JSON.parse(String(raw)) as (string | null)[],
    reason: String(reason),
  }))
}

const padded = (cells: readonly (string | null)[], count: number): (string | null)[] =>
  cells.length >= count ? [...cells] : [...cells, ...Array.from({ length: count - cells.length }, () => null)]

function cellText(cell: string | null, delimiter: string): string {
  if (cell === null) return ''
  const needsQuotes = cell === '' || cell.includes(delimiter) || /["\r\n]/.test(cell)
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell
}
