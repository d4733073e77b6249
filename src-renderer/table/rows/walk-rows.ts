// Goes through the rows of a range: those that were read at once, the others page by page, with the changes that are
// staged for them.
import { AppError } from '@shared/errors/app-error'
import type { RowKey, StagedRow } from '@shared/edit/staged'
import type { Table } from '@shared/table/table'
import { placeOf, useEditsStore } from '../../edit/edits-store'
import type { ViewState } from '../../query/views-store'
import { blockHandles, cellOf, type RowHandle } from './block-reader'
import { keyColumn, rowKey, type RowFeed } from './row-feed'

/** A walk that can be stopped; its questions bear its id. */
export type WalkJob = { readonly requestId: string; isStopped: boolean; onProgress?(doneCount: number): void }

/** Rows from one position to another, and the columns that are needed of them; null for all columns. */
export type WalkRange = {
  readonly firstRow: number
  readonly lastRow: number
  readonly columns: readonly string[] | null
}

/** Rows that were walked over, and what is staged for some of them. */
export type WalkedRows = { readonly rows: readonly RowHandle[]; readonly staged: ReadonlyMap<RowKey, StagedRow> }

const pageRows = 5000
/** Rows handed over before the window gets a turn. */
const rowsAtOnce = 1000

/**
 * Walk over a range in order, some rows at a time.
 *
 * @throws AppError `cancelled` when the walk is stopped or the view asks something else meanwhile
 */
export async function* walkRows(
  view: ViewState,
  feed: RowFeed,
  range: WalkRange,
  job: WalkJob,
): AsyncGenerator<WalkedRows> {
  const { table, version } = view
  if (!table) return
  const checkGoing = () => {
    if (job.isStopped || view.version !== version) throw new AppError('cancelled', 'Cancelled.')
  }
  for (let row = range.firstRow; row <= range.lastRow;) {
    checkGoing()
    const known = readRows(feed, range, row)
    const rows = known.length > 0 ? known : await readPage(feed, table, range, row, job)
    checkGoing()
    if (rows.length === 0) return
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const some = rows.slice(at, at + rowsAtOnce)
      yield { rows: some, staged: await stagedAmong(view, table, some) }
      await new Promise((resolve) => setTimeout(resolve))
      checkGoing()
    }
    row += rows.length
    job.onProgress?.(row - range.firstRow)
  }
}

/** Rows from a position on that the reader has, as many as follow each other. */
function readRows({ reader }: RowFeed, { lastRow, columns }: WalkRange, from: number): RowHandle[] {
  const rows: RowHandle[] = []
  if (columns === null) return rows
  for (let index = from; index <= lastRow && rows.length < rowsAtOnce; index += 1) {
    const row = reader.rowAt(index)
    const isRead =
      row !== undefined &&
      row.block.round === reader.shownRound &&
      columns.every((name) => cellOf(row, name) !== undefined)
    if (!isRead) break
    rows.push(row)
  }
  return rows
}

async function readPage(
  feed: RowFeed,
  table: Table,
  range: WalkRange,
  offset: number,
  job: WalkJob,
): Promise<RowHandle[]> {
  const limit = Math.min(pageRows, range.lastRow - offset + 1)
  const { columns } = range
  const needed = columns === null || columns.includes(table.idColumn) ? columns : [table.idColumn, ...columns]
  const slice = await feed.readPage(offset, limit, needed, job.requestId)
  const columnAt = new Map(slice.columns.map((name, at) => [name, at]))
  return blockHandles({ slice, columnAt, round: feed.reader.shownRound })
}

const noneStaged: ReadonlyMap<RowKey, StagedRow> = new Map()

async function stagedAmong(view: ViewState, table: Table, rows: readonly RowHandle[]) {
  const place = placeOf(view.source)
  if (!place) return noneStaged
  const hasKeys = rows.some((row) => row.block.columnAt.has(table.idColumn) || row.block.columnAt.has(keyColumn))
  if (!hasKeys) return noneStaged
  const staged = await useEditsStore().findRows(
    place,
    rows.map((row) => rowKey(row, table)),
  )
  return new Map(staged.map((row) => [row.key, row]))
}
