// Changes of rows that stand or fall together. Everything is checked before anything is changed.
import {
  MULTIPLE_REFERENCES,
  SINGLE_REFERENCES,
  type AttributeModel,
  type CellValue,
  type TableModel,
} from '../model/table-model'
import type { ServerStore } from '../store/server-store'
import type { StoredRow } from '../store/table-changes'
import type { WritableTable } from '../store/writable-table'
import { referringTo } from './references'
import { idOf, valueOf } from './row-draft'
import {
  cannotUpdate,
  duplicateListValue,
  duplicateValue,
  missingValue,
  readOnlyValue,
  stillReferenced,
  unknownReference,
} from './write-refusals'

const ROWS_AT_ONCE = 1000

/** Changes of one table that wait for their commit. */
type Pending = {
  readonly added: Map<string, StoredRow>
  readonly replaced: Map<string, StoredRow>
  removed: Set<string> | 'all'
  /** Values of unique attributes that the changes bring, each with the id of its row. */
  readonly held: Map<string, Map<string, string>>
}

/** The tables that a transaction looks at. */
export type TransactionStore = Pick<ServerStore, 'table' | 'tables' | 'queries'>

/** One transaction. It is used once: changes in order, then `commit`. */
export class Transaction {
  private readonly pending = new Map<WritableTable, Pending>()

  constructor(private readonly store: TransactionStore) {}

  /** Whether there is a row with this id, changes so far counted. */
  has(table: WritableTable, id: string): boolean {
    const own = this.pending.get(table)
    if (own?.added.has(id) === true) return true
    if (own !== undefined && (own.removed === 'all' || own.removed.has(id))) return false
    return table.rowOf(id) !== undefined
  }

  /**
   * Add rows, whose values keep the rules of their attributes.
   *
   * @throws ServerRefusal 400: D21a, D24a, D25
   */
  add(table: WritableTable, rows: readonly StoredRow[]): void {
    const own = this.pendingOf(table)
    for (const row of rows) {
      const id = this.checkAlone(table, row)
      if (this.has(table, id)) throw duplicateValue(table, table.idAttribute, id)
      this.claimUniqueValues(table, row, id)
      own.added.set(id, row)
    }
  }

  /**
   * Replace rows by others whose values keep the rules of their attributes.
   *
   * @throws ServerRefusal 400: D18, D21a, D24a, D25, or a row that is not there
   */
  update(table: WritableTable, rows: readonly StoredRow[]): void {
    const own = this.pendingOf(table)
    for (const row of rows) {
      const known = idOf(table, row)
      if (known === null || !this.has(table, known)) throw cannotUpdate(table, String(known))
      const id = this.checkAlone(table, row)
      this.checkReadOnly(table, row, id)
      this.claimUniqueValues(table, row, id)
      if (own.added.has(id)) own.added.set(id, row)
      else own.replaced.set(id, row)
    }
  }

  /** Delete rows; ids that no row has are passed over. */
  remove(table: WritableTable, ids: readonly string[] | 'all'): void {
    const own = this.pendingOf(table)
    if (ids === 'all') own.removed = 'all'
    else if (own.removed !== 'all') for (const id of ids) if (table.rowOf(id) !== undefined) own.removed.add(id)
  }

  /** The row as the changes so far leave it; undefined where there is none. */
  row(table: WritableTable, id: string): StoredRow | undefined {
    const own = this.pending.get(table)
    const changed = own?.added.get(id) ?? own?.replaced.get(id)
    if (changed !== undefined || !this.has(table, id)) return changed
    const row = table.rowOf(id)
    return row === undefined ? undefined : table.storedRow(row)
  }

  /**
   * Check references, then make all changes.
   *
   * @throws ServerRefusal 400 D23 for a reference to nothing, 400 D19 for a deleted row that others refer to
   */
  commit(): void {
    for (const step of this.checkSteps()) void step
    for (const [table, { added, replaced, removed }] of this.pending) table.apply({ added, replaced, removed })
  }

  /**
   * As `commit`, for many rows: others are served between two slices. Nobody else may write meanwhile.
   *
   * @param pause  waits for the others
   */
  async commitSlowly(pause: () => Promise<void>): Promise<void> {
    for (const step of this.checkSteps()) {
      void step
      await pause()
    }
    for (const [table, { added, replaced, removed }] of this.pending) {
      table.apply({ replaced, removed })
      const rows = [...added]
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        await pause()
        table.apply({ added: new Map(rows.slice(at, at + ROWS_AT_ONCE)) })
      }
    }
  }

  /** All checks, with a stop now and then. */
  private *checkSteps(): Generator<void, void> {
    let count = 0
    for (const [table, { added, replaced }] of this.pending) {
      for (const rows of [added, replaced]) {
        for (const row of rows.values()) {
          this.checkReferences(table, row)
          if ((count += 1) % ROWS_AT_ONCE === 0) yield
        }
      }
    }
    for (const [table, { removed }] of this.pending) this.checkReferring(table, removed)
  }

  private pendingOf(table: WritableTable): Pending {
    const known = this.pending.get(table)
    if (known !== undefined) return known
    const fresh: Pending = { added: new Map(), replaced: new Map(), removed: new Set(), held: new Map() }
    this.pending.set(table, fresh)
    return fresh
  }

  /** What must be there is there, and no list holds a reference twice. Gives the id. */
  private checkAlone(table: WritableTable, row: StoredRow): string {
    const id = String(idOf(table, row))
    table.attributes.forEach((attribute, ordinal) => {
      const value = row[ordinal] ?? null
      const isEmpty = value === null || (typeof value === 'object' && value.length === 0)
      if (isEmpty && mustBeThere(attribute)) {
        throw missingValue(table, attribute)
      }
      if (typeof value === 'object' && value !== null && new Set(value).size < value.length) {
        const twice = value.find((item, at) => value.indexOf(item) < at) ?? ''
        throw duplicateListValue(table, attribute.name, twice, id)
      }
    })
    return id
  }

  private checkReadOnly(table: WritableTable, row: StoredRow, id: string): void {
    const before = this.row(table, id)
    table.attributes.forEach(({ name, isReadOnly, isId, expression, type }, ordinal) => {
      if (!isReadOnly || isId || expression !== undefined || type === 'ONE_TO_MANY') return
      if (!isSame(before?.[ordinal] ?? null, row[ordinal] ?? null)) throw readOnlyValue(table, name, id)
    })
  }

  private claimUniqueValues(table: WritableTable, row: StoredRow, id: string): void {
    const own = this.pendingOf(table)
    for (const { name, isUnique, isId } of table.attributes) {
      const value = isUnique && !isId ? valueOf(table, row, name) : null
      if (value === null) continue
      const text = String(value)
      const held = own.held.get(name) ?? new Map<string, string>()
      own.held.set(name, held)
      const holder = held.get(text) ?? table.holderOf(name, text, id)
      const isFree =
        holder === undefined || holder === id || !this.has(table, holder) || this.gaveUp(table, holder, name, text)
      if (!isFree) throw duplicateValue(table, name, text)
      held.set(text, id)
    }
  }

  /** Whether a row that has a value has another one by these changes. */
  private gaveUp(table: WritableTable, id: string, attribute: string, text: string): boolean {
    const changed = this.pending.get(table)?.replaced.get(id)
    return changed !== undefined && String(valueOf(table, changed, attribute)) !== text
  }

  private checkReferences(table: WritableTable, row: StoredRow): void {
    table.attributes.forEach((attribute, ordinal) => {
      const target = attribute.expression === undefined ? this.targetOf(attribute) : undefined
      const value = row[ordinal] ?? null
      if (target === undefined || value === null) return
      for (const id of typeof value === 'object' ? value : [String(value)]) {
        if (!this.has(target, id)) throw unknownReference(table, attribute.name, id)
      }
    })
  }

  private targetOf({ type, refTable }: AttributeModel): WritableTable | undefined {
    const isReference = SINGLE_REFERENCES.has(type) || MULTIPLE_REFERENCES.has(type)
    return isReference && refTable !== undefined ? this.store.table(refTable) : undefined
  }

  private checkReferring(table: WritableTable, removed: Set<string> | 'all'): void {
    if (removed !== 'all' && removed.size === 0) return
    for (const referring of this.store.tables) {
      if (removed === 'all' && referring === table) continue
      const changes = this.pending.get(referring)
      const isGone = (id: string): boolean =>
        changes !== undefined && (changes.removed === 'all' || changes.removed.has(id) || changes.replaced.has(id))
      const found = referringTo(table, referring, removed, isGone) ?? this.newlyReferring(table, referring, removed)
      if (found !== undefined) throw stillReferenced(table, found, referring)
    }
  }

  /** A removed id that a row of these very changes refers to; added rows are found by the check of references. */
  private newlyReferring(
    table: TableModel,
    referring: WritableTable,
    removed: Set<string> | 'all',
  ): string | undefined {
    const replaced = this.pending.get(referring)?.replaced
    for (const row of replaced?.values() ?? []) {
      for (const [ordinal, { refTable }] of referring.attributes.entries()) {
        const value = refTable === table.id ? (row[ordinal] ?? null) : null
        const ids = value === null ? [] : typeof value === 'object' ? value : [String(value)]
        const found = ids.find((id) => removed === 'all' || removed.has(id))
        if (found !== undefined) return found
      }
    }
    return undefined
  }
}

function isSame(left: CellValue, right: CellValue): boolean {
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) {
    return left.length === right.length && left.every((item, at) => item === right[at])
  }
  return left === right
}

/** Whether a value must be there. One that is shown by a rule only may always be missing. */
function mustBeThere({ isNillable, expression, visibleExpression, type }: AttributeModel): boolean {
  return !isNillable && expression === undefined && visibleExpression === undefined && type !== 'ONE_TO_MANY'
}
