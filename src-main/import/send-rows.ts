// Takes rows that passed the dry run out of the engine: to stage them, or to send them in batches.
import type { EngineAsk } from '@main/engine/messages'
import type { RowOutcome } from '@main/engine/import/import-messages'
import type { RowValues } from '@main/server/table-access'
import type { Session } from '@main/session/client/session'
import { WriteFailure, type RowOutcome as WrittenOutcome, type WriteReport } from '@main/session/client/write-report'
import type { TaskHandle } from '@main/task/task-service'
import type { ServerAsker } from './ask-server'
import { changedMeanwhile, type Objection } from './changed-meanwhile'
import { writeRow } from '@shared/edit/write-cell'
import { keyOfRow, type EditStep } from '@shared/edit/staged'
import { AppError, isCancelled, toErrorData } from '@shared/errors/app-error'
import type { ImportSent, ReadyRow } from '@shared/import/import-report'
import type { Table } from '@shared/table/table'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'

const rowsAtOnce = 1_000
const fates = ['add', 'change'] as const
type Fate = (typeof fates)[number]

/** What rows are taken from, and where they go. */
export type Sending = {
  readonly engine: EngineAsk
  readonly jobId: string
  readonly table: Table
  readonly task: TaskHandle
}

/** Rows that are ready, in the order in which they are sent. */
async function* readyRows({ engine, jobId, task }: Sending): AsyncGenerator<{ fate: Fate; rows: readonly ReadyRow[] }> {
  for (const fate of fates) {
    for (let after = 0; ;) {
      const request = { jobId, fate, after, limit: rowsAtOnce }
      const { rows, next } = await engine.ask('import.take', request, { signal: task.signal })
      if (rows.length === 0) break
      yield { fate, rows }
      after = next
    }
  }
}

/** The steps that stage all rows that are ready; `taken` gets their numbers. */
export async function* stagingSteps(sending: Sending, taken: number[]): AsyncGenerator<readonly EditStep[]> {
  const names = new Map(sending.table.columns.map((column) => [column.name, column]))
  for await (const { fate, rows } of readyRows(sending)) {
    taken.push(...rows.map(({ n }) => n))
    sending.task.update({ doneCount: taken.length })
    yield rows.map((row): EditStep => {
      const cells = Object.fromEntries(Object.entries(row.cells).filter(([name]) => names.has(name)))
      if (fate === 'add') return { kind: 'add', cells: writable(cells) }
      return { kind: 'set', key: keyOfRow(row.id), label: row.id, cells: writable(cells), before: writable(row.before) }
    })
  }
}

type StepCells = Extract<EditStep, { kind: 'add' }>['cells']

/** The cells as steps hold them. */
function writable(cells: ReadyRow['cells']): StepCells {
  const copied: StepCells = {}
  for (const [name, cell] of Object.entries(cells)) copied[name] = isList(cell) ? [...cell] : cell
  return copied
}

const isList = (cell: Cell): cell is readonly ReferenceCell[] => Array.isArray(cell)

/** Note rows as staged. */
export async function noteStaged({ engine, jobId }: Sending, taken: readonly number[]): Promise<void> {
  const outcomes = taken.map((n): RowOutcome => ({ n, fate: 'staged', column: null, reason: null }))
  await engine.ask('import.outcomes', { jobId, outcomes })
}

type Counts = { -readonly [K in keyof ImportSent]: ImportSent[K] }

/**
 * Send all rows that are ready, new ones first. Rows that the server refuses stay behind with its words, and rows that
 * somebody else changed since the dry run are not written over; the others go on.
 *
 * @param totalCount  rows that are ready
 * @returns what became of them, also when something ended the sending early
 */
export async function sendRows(
  sending: Sending,
  { session, server }: { readonly session: Session; readonly server: ServerAsker },
  totalCount: number,
): Promise<ImportSent> {
  const { task, engine, jobId, table } = sending
  const counts: Counts = {
    addedCount: 0,
    changedCount: 0,
    refusedCount: 0,
    notSentCount: 0,
    unknownCount: 0,
    endedBy: null,
  }
  let doneCount = 0
  try {
    for await (const { fate, rows } of readyRows(sending)) {
      task.update({ phase: fate === 'add' ? 'Adding rows' : 'Changing rows', doneCount, totalCount })
      const objections = fate === 'change' ? await changedMeanwhile(server, table, rows) : noObjections
      const going = rows.filter(({ n }) => !objections.has(n))
      const report = await write(session, table, fate, going, {
        signal: task.signal,
        onRefusal: 'split',
        onProgress: (done) => task.update({ doneCount: doneCount + done }),
      })
      const outcomes = [
        ...going.flatMap((row, index) => noteRow(counts, fate, row, report.outcomes[index])),
        ...[...objections].map(([n, objection]): RowOutcome => ({ n, fate: 'refused', ...objection })),
      ]
      counts.refusedCount += objections.size
      // What became of rows is noted also when the work was cancelled meanwhile.
      await engine.ask('import.outcomes', { jobId, outcomes })
      doneCount += rows.length
      const stopped = report.outcomes.find(({ state }) => state === 'not-sent' || state === 'unknown')
      if (stopped) counts.endedBy ??= toErrorData(stopped.error ?? new AppError('internal', 'The sending ended early.'))
      if (counts.endedBy) break
    }
  } catch (error) {
    if (!(error instanceof AppError) && !isCancelled(error)) throw error
    counts.endedBy =
      error instanceof AppError ? toErrorData(error) : { code: 'cancelled', message: 'Cancelled.', facts: {} }
  }
  const { addedCount, changedCount, refusedCount, unknownCount } = counts
  counts.notSentCount = totalCount - addedCount - changedCount - refusedCount - unknownCount
  return counts
}

const noObjections: ReadonlyMap<number, Objection> = new Map()

type WriteHow = NonNullable<Parameters<Session['addAll']>[2]>

async function write(
  session: Session,
  table: Table,
  fate: Fate,
  rows: readonly ReadyRow[],
  how: WriteHow,
): Promise<WriteReport> {
  const values = rows.map(({ id, cells }): RowValues => {
    if (fate === 'add') return writeRow(table, cells, true)
    return { ...writeRow(table, cells, false), [table.idColumn]: id }
  })
  try {
    return fate === 'add' ? await session.addAll(table.id, values, how) : await session.updateAll(table.id, values, how)
  } catch (error) {
    if (error instanceof WriteFailure) return error.report
    throw error
  }
}

/** Count what became of a row; rows that were not sent stay ready. */
function noteRow(counts: Counts, fate: Fate, { n }: ReadyRow, outcome: WrittenOutcome | undefined): RowOutcome[] {
  const { state, error } = outcome ?? { state: 'not-sent' as const, error: null }
  const note = (to: RowOutcome['fate']) => [
    { n, fate: to, column: columnOf(error), reason: error ? reasonOf(error) : null },
  ]
  switch (state) {
    case 'written':
      counts[fate === 'add' ? 'addedCount' : 'changedCount'] += 1
      return note('sent')
    case 'refused':
      counts.refusedCount += 1
      return note('refused')
    case 'unknown':
      counts.unknownCount += 1
      return note('unknown')
    case 'not-sent':
      return []
  }
}

const columnOf = (error: AppError | null): string | null => {
  const attribute = error?.facts['attribute']
  return typeof attribute === 'string' ? attribute : null
}

/** What happened, and the server's own words. */
function reasonOf({ message, facts }: AppError): string {
  const { serverWords } = facts
  return typeof serverWords === 'string' && serverWords !== '' && !message.includes(serverWords)
    ? `${message} The server says: ${serverWords}`
    : message
}
