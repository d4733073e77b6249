// Reads the rows again that are to be written, and finds out what somebody else did to them meanwhile.
import type { RowSource } from '@main/server/row-source'
import type { Session } from '@main/session/client/session'
import { throwIfCancelled } from '@shared/errors/app-error'
import { emptyQuery, type Condition, type Query } from '@shared/query/query'
import type { Column, Table } from '@shared/table/table'
import { cellId, sliceRows, type Row } from '@shared/table/table-slice'
import type { ValueType } from '@shared/table/value-type'
import type { HeldRow } from '../staged/held-row'
import { holds, judge } from './conflicts'
import { hasNoId, type ArrivedRow, type ReadyRow, type TableSend } from './table-send'

const rowsAtOnce = 1_000
/** So many rows that look alike are compared with one that may have arrived. */
const mostAlike = 1_000

/** With what rows are read. */
export type Reader = {
  readonly session: Session
  readonly source: (tableId: string) => RowSource
  readonly signal: AbortSignal
  readonly onProgress: (rowCount: number) => void
}

/** After this the table's `ready` rows are those that can go; conflicts are noted with the others. */
export async function readAgain(send: TableSend, reader: Reader): Promise<void> {
  const rows = [...send.edits.staged.rows.all()]
  const changes = rows.filter(({ kind }) => kind === 'change')
  const names = [...new Set(changes.flatMap(({ after }) => Object.keys(after)))]
  const known = new Set(send.table.columns.map(({ name }) => name))
  const wanted = names.filter((name) => known.has(name))
  const { session, signal } = reader
  const { tableId } = send
  await inParts(send, reader, changes, (ids) => session.getByIds(tableId, ids, { attributes: wanted, signal }))
  await inParts(
    send,
    reader,
    rows.filter(({ kind }) => kind === 'delete'),
    (ids) => session.getByIds(tableId, ids, { signal }),
  )
  const added = rows.filter(({ kind }) => kind === 'add')
  await inParts(
    send,
    reader,
    added.filter((row) => !hasNoId(row)),
    async (ids) => {
      const there = await session.findIds(tableId, ids, { signal })
      return there.size === 0 ? new Map<string, Row>() : session.getByIds(tableId, [...there], { signal })
    },
  )
  for (const row of added.filter(hasNoId)) {
    if (row.isUnknown) await settleAlike(send, reader, row)
    else await send.noteRead([{ staged: row, row }], [])
    throwIfCancelled(signal)
  }
}

async function inParts(
  send: TableSend,
  { signal, onProgress }: Reader,
  rows: readonly HeldRow[],
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): Promise<void> {
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    throwIfCancelled(signal)
    const part = rows.slice(first, first + rowsAtOnce)
    await settle(send, part, await read(part.map(({ id }) => id)))
    onProgress(part.length)
  }
}

async function settle(send: TableSend, rows: readonly HeldRow[], found: ReadonlyMap<string, Row>): Promise<void> {
  const ready: ReadyRow[] = []
  const conflicts: ReadyRow[] = []
  const ours: ArrivedRow[] = []
  const others: ArrivedRow[] = []
  for (const row of rows) {
    // It may have been changed or taken back while the others were read.
    if (send.edits.staged.rows.get(row.key) !== row) continue
    const verdict = judge(send.table, row, found.get(row.id))
    if (verdict.kind === 'send') ready.push({ staged: row, row: verdict.row })
    else if (verdict.kind === 'conflict')
      conflicts.push({ staged: row, row: { ...row, conflict: verdict.conflict, isUnknown: false } })
    else (row.isUnknown ? ours : others).push({ staged: row, row, id: row.id, deferred: [] })
  }
  await send.noteRead(ready, conflicts)
  await send.arrived(ours)
  await send.arrived(others, false)
}

/** A row without an id of its own that was sent before: the person decides when there is one like it. */
async function settleAlike(send: TableSend, reader: Reader, row: HeldRow): Promise<void> {
  const query = likeQuery(send.table, row)
  if (query === null) return
  const slice = await reader.source(send.tableId).rows(query, { offset: 0, limit: mostAlike }, reader.signal)
  const alike = sliceRows(slice).find((found) => holds(send.table, row, found))
  if (alike) {
    const conflict = { theirs: alike, isGone: true }
    await send.noteRead([], [{ staged: row, row: { ...row, conflict, isUnknown: false } }])
  } else if (slice.totalRowCount <= mostAlike)
    await send.noteRead([{ staged: row, row: { ...row, isUnknown: false } }], [])
}

const comparable: readonly ValueType[] = ['string', 'enum', 'int', 'long', 'bool', 'date', 'reference', 'category']

/** Rows with the same values where these can be asked for; null where none can. */
function likeQuery(table: Table, row: HeldRow): Query | null {
  const conditions = table.columns.flatMap((column): Condition[] => {
    const value = textIn(row.after, column)
    if (value === '' || column.isComputed || !comparable.includes(column.type)) return []
    const { name } = column
    return [{ kind: 'condition', id: name, attribute: name, operator: 'equals', values: [value], isOff: false }]
  })
  if (conditions.length === 0) return null
  const query = emptyQuery()
  query.filter.children.push(...conditions)
  return query
}

const textIn = (row: Row, { name }: Column): string => cellId(row[name] ?? null)
