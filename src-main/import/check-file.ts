// The dry run: reads a file in the engine, asks the server what the rows need to know, and lets the engine decide.
import type { EngineAsk } from '@main/engine/messages'
import type { Wish, WishAnswer } from '@main/engine/import/import-messages'
import type { TaskHandle } from '@main/task/task-service'
import { AppError } from '@shared/errors/app-error'
import type { FileReading } from '@shared/import/file-reading'
import type { ImportPlan } from '@shared/import/import-plan'
import type { ImportCounts } from '@shared/import/import-report'
import { findColumn, type Column, type ColumnTarget, type Table } from '@shared/table/table'
import { cellId, type Cell, type Row } from '@shared/table/table-slice'
import { isNumberType } from '@shared/table/value-type'
import { rowsAtOnce } from '@shared/table/rows-at-once'
import type { ServerAsker } from './ask-server'

/** What is checked. */
export type CheckRequest = {
  readonly jobId: string
  readonly filePath: string
  readonly reading: FileReading
  readonly plan: ImportPlan
  readonly table: Table
}

type Check = CheckRequest & { readonly engine: EngineAsk; readonly server: ServerAsker; readonly task: TaskHandle }

/** Questions that are under way at once. */
const mostAtOnce = 4

/**
 * Find out what would become of every row of a file. Nothing is written on the server.
 *
 * @throws AppError `cancelled`, `input.invalid`, `file.failed`, and what the server answers
 */
export async function checkFile(check: Check): Promise<{ rowCount: number; counts: ImportCounts }> {
  const { engine, task, jobId, filePath, reading, plan, table } = check
  const { signal } = task
  task.update({ phase: 'Reading the file', doneCount: 0, totalCount: null })
  const read = { jobId, filePath, reading, plan, table }
  const onProgress = (progress: { doneCount: number }) => task.update({ doneCount: progress.doneCount })
  const { rowCount } = await engine.ask('import.read', read, { signal, onProgress })
  for (const { count, ...wish } of await engine.ask('import.wishes', { jobId }, { signal })) {
    await grantWish(check, wish, count)
  }
  await compareWithServer(check, rowCount)
  task.update({ phase: 'Putting it together', doneCount: rowCount, totalCount: rowCount })
  const counts = await engine.ask('import.settle', { jobId }, { signal })
  return { rowCount, counts }
}

/** Where a wish is asked about: which table, by which column, and what its rows are called. */
type Place = {
  readonly tableId: string
  readonly by: string
  readonly isNumber: boolean
  readonly idColumn: string
  readonly labelColumn: string
}

function placeOf({ table }: Check, wish: Wish): Place | null {
  if (wish.kind === 'unique') {
    const column = findColumn(table, wish.column)
    const { id: tableId, idColumn } = table
    return column
      ? { tableId, by: column.name, isNumber: isNumberType(column.type), idColumn, labelColumn: idColumn }
      : null
  }
  const target = table.columns.find((column) => isTarget(column, wish.tableId))?.target
  return target ? referencePlace(target, wish.by) : null
}

const isTarget = (column: Column, tableId: string): boolean => column.target?.tableId === tableId

function referencePlace(target: ColumnTarget, by: 'id' | 'label'): Place {
  const { tableId, idColumn, labelColumn, idType, labelType } = target
  const type = by === 'id' || labelColumn === idColumn ? idType : (labelType ?? 'string')
  return { tableId, by: by === 'id' ? idColumn : labelColumn, isNumber: isNumberType(type), idColumn, labelColumn }
}

async function grantWish(check: Check, wish: Wish, count: number): Promise<void> {
  const { engine, task, jobId } = check
  const place = placeOf(check, wish)
  if (!place) return
  const what =
    wish.kind === 'unique'
      ? `Looking whether values of ${wish.column} are there`
      : `Looking for rows of ${place.tableId}`
  task.update({ phase: what, doneCount: 0, totalCount: count })
  const step = rowsAtOnce(3)
  let doneCount = 0
  const ask = async (wanted: readonly string[]) => {
    const answers = await answersTo(check, wish, place, wanted)
    await engine.ask('import.answer', { jobId, wish, answers }, { signal: task.signal })
    doneCount += wanted.length
    task.update({ doneCount })
  }
  const pages = async (after: string | null) =>
    engine.ask('import.wanted', { jobId, wish, after, limit: step * mostAtOnce }, { signal: task.signal })
  for (let page = await pages(null); page.length > 0; page = await pages(page.at(-1) ?? null)) {
    await Promise.all(partsOf(page, step).map(ask))
  }
}

async function answersTo(check: Check, wish: Wish, place: Place, wanted: readonly string[]): Promise<WishAnswer[]> {
  const { tableId, by, isNumber, idColumn, labelColumn } = place
  // Servers refuse a whole question when one of its values is no number.
  const askable = isNumber ? wanted.filter((text) => /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) : wanted
  if (askable.length === 0) return []
  try {
    const rows = await check.server.rowsWith(tableId, by, askable, [...new Set([idColumn, labelColumn, by])])
    return rows.map((row) => ({
      wanted: textOf(row, by),
      id: cellId(row[idColumn] ?? null),
      label: textOf(row, labelColumn),
    }))
  } catch (error) {
    // Rows that this person may not read can still be referred to by their ids: the server will say.
    const isHidden =
      error instanceof AppError && ['server.refused', 'table.missing', 'auth.required'].includes(error.code)
    if (!isHidden || wish.kind !== 'reference' || wish.by === 'label') throw error
    return wanted.map((id) => ({ wanted: id, id, label: id }))
  }
}

function textOf(row: Row, column: string): string {
  const cell: Cell = row[column] ?? null
  return cellId(cell)
}

/** The rows that the server has of the ids in the file, beside those of the file. */
async function compareWithServer(check: Check, rowCount: number): Promise<void> {
  const { engine, task, jobId, table, plan } = check
  const names = plan.columns.filter((name): name is string => name !== null)
  if (!names.includes(table.idColumn)) return
  const columns = plan.mode === 'add' ? [table.idColumn] : [...new Set([table.idColumn, ...names])]
  const step = rowsAtOnce(columns.length)
  task.update({ phase: 'Comparing with the server', doneCount: 0, totalCount: rowCount })
  const pages = (after: number) =>
    engine.ask('import.ids', { jobId, after, limit: step * mostAtOnce }, { signal: task.signal })
  for (let page = await pages(0); page.length > 0; page = await pages(page.at(-1)?.n ?? 0)) {
    await Promise.all(
      partsOf(page, step).map(async (part) => {
        const ids = [...new Set(part.map(({ id }) => id))]
        const slice = await check.server.slice(table.id, table.idColumn, ids, columns)
        await engine.ask('import.compare', { jobId, slice }, { signal: task.signal })
      }),
    )
    task.update({ doneCount: page.at(-1)?.n ?? 0 })
  }
}

const partsOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))
