// Sends one batch of rows of one kind and notes what became of each row.
import { AppError, isCancelled } from '@shared/errors/app-error'
import { chosenFiles, writeRow, type PlainValue } from '@shared/edit/write-cell'
import type { FileValue } from '@main/server/table-access'
import type { Session } from '@main/session/client/session'
import { WriteFailure, type RowOutcome } from '@main/session/client/write-report'
import type { ChosenFiles } from '../chosen-files'
import type { HeldRow } from '../staged/held-row'
import { refusalOf } from './refusal-text'
import type { ReadyRow, TableSend } from './table-send'

/** What batches are sent with. */
export type Sender = {
  readonly session: Session
  readonly files: ChosenFiles
  readonly labelOf: (tableId: string) => string
  readonly signal: AbortSignal
}

/** A row with the references that are not sent yet. */
export type OutgoingRow = ReadyRow & { readonly deferred: readonly string[] }

/** What a batch means for the rest: `ended` everything stops, `barred` the rest of its kind in its table. */
export type BatchEnd = {
  readonly ended: AppError | null
  readonly barred: AppError | null
}

/** Send rows of one kind of one table, at most 1,000. */
export async function sendBatch(send: TableSend, rows: readonly OutgoingRow[], sender: Sender): Promise<BatchEnd> {
  const gone = new Set(await send.depart(rows))
  const left = rows.filter((row) => gone.has(row))
  if (left.length === 0) return { ended: null, barred: null }
  const outcomes = await write(send, left, sender)
  await note(send, left, outcomes, sender)
  for (const [index, { row }] of left.entries()) {
    if (outcomes[index]?.state !== 'written') continue
    for (const file of Object.values(chosenFiles(row.after))) await sender.files.forget(file)
  }
  const errorOf = (states: readonly RowOutcome['state'][]) =>
    outcomes.find(({ state, error }) => error !== null && states.includes(state))?.error ?? null
  const refused = errorOf(['refused'])
  return {
    ended: errorOf(['not-sent', 'unknown']),
    barred: refused !== null && isAboutTable(refused) ? refused : null,
  }
}

/** Rows that would be refused like the ones before them. */
export async function refuseAll(
  send: TableSend,
  rows: readonly ReadyRow[],
  error: AppError,
  { labelOf }: Pick<Sender, 'labelOf'>,
): Promise<void> {
  const refusals = rows.map((row) => ({
    row,
    refusal: refusalOf(send.table, row.row, error, labelOf),
    isUnknown: false,
  }))
  await send.stayed(refusals)
}

async function note(
  send: TableSend,
  rows: readonly OutgoingRow[],
  outcomes: readonly RowOutcome[],
  { labelOf }: Sender,
): Promise<void> {
  const fates = rows.map((row, index) => ({ row, outcome: outcomes[index] ?? notSent }))
  await send.arrived(
    fates
      .filter(({ outcome }) => outcome.state === 'written')
      .map(({ row, outcome }) => ({ ...row, id: (row.row.kind === 'add' ? outcome.id : null) ?? row.row.id })),
  )
  await send.stayed(
    fates
      .filter(({ outcome }) => outcome.state !== 'written')
      .map(({ row, outcome: { state, error } }) => ({
        row,
        refusal: state === 'refused' && error ? refusalOf(send.table, row.row, error, labelOf) : null,
        isUnknown: state === 'unknown',
      })),
  )
}

const notSent: RowOutcome = { state: 'not-sent', id: null, error: new AppError('internal', 'The row was not sent.') }

async function write(send: TableSend, rows: readonly OutgoingRow[], sender: Sender): Promise<readonly RowOutcome[]> {
  const kind = rows[0]?.row.kind
  const withFiles = rows.filter(({ row }) => Object.keys(chosenFiles(row.after)).length > 0)
  if (withFiles.length > 0) return writeOneByOne(send, rows, sender)
  const { session, signal } = sender
  const options = { signal, onRefusal: 'split' } as const
  const { tableId } = send
  if (kind === 'delete') {
    const ids = rows.map(({ row }) => row.id)
    return outcomesOf(rows.length, () => session.deleteList(tableId, ids, options))
  }
  const values = rows.map((row) => valuesOf(send, row))
  return outcomesOf(rows.length, () =>
    kind === 'add' ? session.addAll(tableId, values, options) : session.updateAll(tableId, values, options),
  )
}

function valuesOf({ table }: TableSend, { row, deferred }: OutgoingRow): Record<string, PlainValue> {
  const isNew = row.kind === 'add'
  const cells = Object.fromEntries(Object.entries(row.after).filter(([name]) => !deferred.includes(name)))
  const values = writeRow(table, cells, isNew)
  for (const { name, type } of table.columns) if (type === 'back-references') delete values[name]
  return isNew ? values : { ...values, [table.idColumn]: row.id }
}

/** Files go with one row at a time. */
async function writeOneByOne(
  send: TableSend,
  rows: readonly OutgoingRow[],
  sender: Sender,
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = []
  for (const row of rows) {
    const last = outcomes.at(-1)
    const isOver = last !== undefined && (last.state === 'not-sent' || last.state === 'unknown')
    outcomes.push(isOver ? { ...last, state: 'not-sent' } : await writeOne(send, row, sender))
  }
  return outcomes
}

async function writeOne(send: TableSend, outgoing: OutgoingRow, sender: Sender): Promise<RowOutcome> {
  const { row } = outgoing
  const { session, signal } = sender
  const [outcome = notSent] = await outcomesOf(1, async () => {
    const files = await openFiles(row, sender.files)
    const values = valuesOf(send, outgoing)
    if (row.kind === 'add') {
      const id = await session.add(send.tableId, values, files, { signal })
      return { outcomes: [{ state: 'written', id, error: null }] }
    }
    if (Object.keys(files).length === 0) return session.updateAll(send.tableId, [values], { signal })
    await session.updateFiles(send.tableId, values, files, { signal })
    return { outcomes: [{ state: 'written', id: row.id, error: null }] }
  })
  return outcome
}

async function openFiles(row: HeldRow, files: ChosenFiles): Promise<Record<string, FileValue>> {
  const opened: Record<string, FileValue> = {}
  for (const [name, cell] of Object.entries(chosenFiles(row.after))) opened[name] = await files.open(cell)
  return opened
}

/** The outcomes of a report, also of one that tells of failures. */
async function outcomesOf(
  count: number,
  work: () => Promise<{ readonly outcomes: readonly RowOutcome[] }>,
): Promise<readonly RowOutcome[]> {
  try {
    return (await work()).outcomes
  } catch (error) {
    if (error instanceof WriteFailure) return error.report.outcomes
    if (!(error instanceof AppError)) throw error
    // Nothing was sent: the rows do not fit the table, or the server could not be asked about it.
    const isRefused = ['input.invalid', 'file.failed', 'server.refused', 'table.missing', 'auth.required'].includes(
      error.code,
    )
    const outcome: RowOutcome = { state: isRefused ? 'refused' : 'not-sent', id: null, error }
    return Array.from({ length: count }, () => outcome)
  }
}

/** A refusal that every further row of the table would meet. */
const isAboutTable = (error: AppError): boolean =>
  !isCancelled(error) &&
  (['auth.required', 'table.missing'].includes(error.code) ||
    error.facts['status'] === 401 ||
    error.facts['status'] === 403)
