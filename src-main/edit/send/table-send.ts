// One table's part of a sending: which of its rows can go, and what became of each.
import { isNewRow, keyOfRow, type RowKey, type RowRefusal, type TableReport } from '@shared/edit/staged'
import type { Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import type { PlaceEdits } from '../place-edits'
import { newRowKey, pick, plain, type HeldRow, type RowUpdate } from '../staged/held-row'
import { reverseOf } from '../staged/reverse'

/** What the step that can be undone is called. */
const sentTitle = 'What was sent'

/** A row that can go: as it is staged, and with what was read again. */
export type ReadyRow = { readonly staged: HeldRow; readonly row: HeldRow }

/** A row that has arrived, with its id there and the references that are still to be set. */
export type ArrivedRow = ReadyRow & { readonly id: string; readonly deferred: readonly string[] }

type Fate = 'added' | 'changed' | 'deleted' | 'refused' | 'conflict' | 'unknown'

const fateOf = { add: 'added', change: 'changed', delete: 'deleted' } as const

/** Rows of one table on their way. */
export class TableSend {
  readonly ready = new Map<RowKey, ReadyRow>()
  private readonly counts: Record<Fate, number> = {
    added: 0,
    changed: 0,
    deleted: 0,
    refused: 0,
    conflict: 0,
    unknown: 0,
  }
  private rowCount: number

  constructor(
    readonly edits: PlaceEdits,
    private readonly sendId: string,
  ) {
    this.rowCount = edits.staged.rows.size
  }

  get table(): Table {
    return this.edits.staged.table
  }

  get tableId(): string {
    return this.edits.place.tableId
  }

  /** Rows that can go, of one kind. */
  readyOf(kind: HeldRow['kind']): HeldRow[] {
    return [...this.ready.values()].filter(({ row }) => row.kind === kind).map(({ row }) => row)
  }

  /** True while the row is staged as it was when it was read again. */
  isAsRead({ staged }: ReadyRow): boolean {
    return this.edits.staged.rows.get(staged.key) === staged
  }

  /**
   * Note what the reading of rows found out; rows that were changed meanwhile are left as they are.
   *
   * @param found  rows that can go
   * @param conflicts  rows with their conflicts
   */
  async noteRead(found: readonly ReadyRow[], conflicts: readonly ReadyRow[]): Promise<void> {
    const isNews = ({ staged, row }: ReadyRow) =>
      staged.conflict !== null || staged.isUnknown || (row.kind === 'delete' && row !== staged)
    const { told } = await this.edits.change(() => {
      const news = [...found.filter(isNews), ...conflicts].filter((row) => this.isAsRead(row))
      const rows = news.map(({ row }): RowUpdate => [row.key, row])
      return { told: new Set(news), line: rows.length === 0 ? null : { do: 'note' as const, rows } }
    })
    this.counts.conflict += conflicts.filter((row) => told.has(row)).length
    for (const each of found) {
      const known = told.has(each) ? { staged: each.row, row: each.row } : each
      if (this.isAsRead(known)) this.ready.set(known.row.key, known)
    }
  }

  /** Rows are given to the network now. @returns those that are still as they were */
  async depart(rows: readonly ReadyRow[]): Promise<readonly ReadyRow[]> {
    const { gone } = await this.edits.change(() => {
      const left = rows.filter((row) => this.isAsRead(row))
      const keys = left.map(({ row }) => row.key)
      return { gone: left, line: keys.length === 0 ? null : { do: 'sending' as const, keys } }
    })
    return gone
  }

  /**
   * Rows have arrived: they are staged no longer, and undo stages their reverse.
   *
   * @param isOurs  false for rows that somebody else made as they were wanted: there is nothing of ours to reverse
   */
  async arrived(rows: readonly ArrivedRow[], isOurs = true): Promise<void> {
    if (rows.length === 0) return
    const followUps: HeldRow[] = []
    await this.edits.change(() => {
      let number = this.edits.staged.lastNumber
      const reverse = rows.flatMap(({ row, id }) => {
        if (row.kind === 'delete') number += 1
        return reverseOf(this.table, row, id, newRowKey(number)) ?? []
      })
      followUps.push(...rows.flatMap(followUpOf))
      return {
        line: {
          do: 'sent' as const,
          title: sentTitle,
          sendId: this.sendId,
          keys: rows.map(({ row }) => row.key),
          reverse: isOurs ? reverse : [],
          rows: followUps.map((row): RowUpdate => [row.key, row]),
        },
      }
    })
    for (const { row } of rows) this.count(fateOf[row.kind])
    this.rowCount += followUps.length
    for (const row of followUps) this.ready.set(row.key, { staged: row, row })
  }

  /** Rows did not arrive, or it is not known; rows without a refusal and not unknown are simply not sent. */
  async stayed(
    rows: readonly { readonly row: ReadyRow; readonly refusal: RowRefusal | null; readonly isUnknown: boolean }[],
  ): Promise<void> {
    if (rows.length === 0) return
    await this.edits.note(() =>
      rows.flatMap(({ row: { staged }, refusal, isUnknown }): RowUpdate[] => {
        const now = this.edits.staged.rows.get(staged.key)
        return now ? [[now.key, refusal === null && !isUnknown ? now : { ...now, refusal, isUnknown }]] : []
      }),
    )
    for (const { refusal, isUnknown } of rows) {
      if (isUnknown) this.count('unknown')
      else if (refusal !== null) this.count('refused')
    }
  }

  /** What became of the table's rows. */
  report(): TableReport {
    const { added, changed, deleted, refused, conflict, unknown } = this.counts
    return {
      tableId: this.tableId,
      tableLabel: this.table.label,
      addedCount: added,
      changedCount: changed,
      deletedCount: deleted,
      refusedCount: refused,
      conflictCount: conflict,
      notSentCount: Math.max(0, this.rowCount - added - changed - deleted - refused - conflict - unknown),
      unknownCount: unknown,
    }
  }

  private count(fate: Fate): void {
    this.counts[fate] += 1
  }
}

/** The change that sets references which had to wait. */
function followUpOf({ row, id, deferred }: ArrivedRow): HeldRow[] {
  if (deferred.length === 0) return []
  const after = pick(row.after, (name) => deferred.includes(name))
  const before: Row = Object.fromEntries(
    Object.entries(after).map(([name, cell]) => [name, Array.isArray(cell) ? [] : null]),
  )
  return [plain({ key: keyOfRow(id), kind: 'change', id, label: row.label, before, after })]
}

/** True for rows that the server makes an id for. */
export const hasNoId = (row: HeldRow): boolean => isNewRow(row.key) && row.id === ''
