// What was added to, replaced in and deleted from one computed table: kept beside it, by server.
import { compareIds } from '../model/define-table'
import type { CellValue, TableModel } from '../model/table-model'
import { arrangeRows, type RowPlaces } from './row-places'

/** A whole row: a value for each of the table's `attributes`, in their order. */
export type StoredRow = readonly CellValue[]

/** Rows to write at once. Ids are texts; `removed` may be all rows. */
export type TableChange = {
  readonly added?: ReadonlyMap<string, StoredRow>
  readonly replaced?: ReadonlyMap<string, StoredRow>
  readonly removed?: ReadonlySet<string> | 'all'
}

/** `before`: the computed row that it stands before; `index`: its place among the added rows, set with the places. */
type AddedRow = { readonly id: string; readonly before: number; cells: StoredRow; index: number }

/** The changes of one table. Nothing is kept for a table that was never written to. */
export class TableChanges {
  private readonly deleted = new Set<number>()
  private readonly replaced = new Map<number, StoredRow>()
  private added: AddedRow[] = []
  private readonly addedById = new Map<string, AddedRow>()
  private isComputedGone = false
  private arranged: RowPlaces | undefined

  constructor(private readonly table: TableModel) {}

  get places(): RowPlaces {
    if (this.arranged !== undefined) return this.arranged
    const befores = new Float64Array(this.added.length)
    this.added.forEach((row, index) => {
      row.index = index
      befores[index] = row.before
    })
    const deleted = this.isComputedGone ? [] : Float64Array.from(this.deleted).sort()
    this.arranged = arrangeRows(this.computedCount, deleted, befores)
    return this.arranged
  }

  /** The cells of a place, where it is an added or a replaced row. */
  cellsAt(place: number): StoredRow | undefined {
    return place < 0 ? this.added[~place]?.cells : this.replaced.get(place)
  }

  rowOf(id: string): number | undefined {
    const own = this.addedById.get(id)
    // Asking for the places sets the index.
    if (own !== undefined) return this.places.rowOfAdded(own.index)
    const computed = this.computedRowOf(id)
    return computed === undefined ? undefined : this.places.rowOfComputed(computed)
  }

  /** Rows whose value passes, given those computed rows that can; ascending. */
  rowsAmong(candidates: readonly number[], ordinal: number, passes: (value: CellValue) => boolean): readonly number[] {
    const { places } = this
    const rows: number[] = []
    for (const computed of candidates) {
      const row = this.replaced.has(computed) || this.isComputedGone ? undefined : places.rowOfComputed(computed)
      if (row !== undefined) rows.push(row)
    }
    for (const [computed, cells] of this.replaced) {
      const row = passes(cells[ordinal] ?? null) ? places.rowOfComputed(computed) : undefined
      if (row !== undefined) rows.push(row)
    }
    this.added.forEach(({ cells }, index) => {
      if (passes(cells[ordinal] ?? null)) rows.push(places.rowOfAdded(index))
    })
    return rows.sort((left, right) => left - right)
  }

  apply({ added, replaced, removed }: TableChange): void {
    if (removed === 'all') this.removeAll()
    else if (removed !== undefined) this.remove(removed)
    for (const [id, cells] of replaced ?? []) this.replace(id, cells)
    if (added !== undefined && added.size > 0) this.insert(added)
    this.arranged = undefined
  }

  private get computedCount(): number {
    return this.isComputedGone ? 0 : this.table.rowCount
  }

  private computedRowOf(id: string): number | undefined {
    if (this.isComputedGone) return undefined
    const computed = this.table.rowOf(id)
    return computed === undefined || this.deleted.has(computed) ? undefined : computed
  }

  private removeAll(): void {
    this.isComputedGone = true
    this.deleted.clear()
    this.replaced.clear()
    this.added = []
    this.addedById.clear()
  }

  private remove(ids: ReadonlySet<string>): void {
    let hasAdded = false
    for (const id of ids) {
      if (this.addedById.delete(id)) hasAdded = true
      const computed = this.computedRowOf(id)
      if (computed === undefined) continue
      this.deleted.add(computed)
      this.replaced.delete(computed)
    }
    if (hasAdded) this.added = this.added.filter(({ id }) => !ids.has(id))
  }

  private replace(id: string, cells: StoredRow): void {
    const own = this.addedById.get(id)
    if (own !== undefined) own.cells = cells
    const computed = own === undefined ? this.computedRowOf(id) : undefined
    if (computed !== undefined) this.replaced.set(computed, cells)
  }

  private insert(rows: ReadonlyMap<string, StoredRow>): void {
    const idOrdinal = this.table.attributes.findIndex(({ name }) => name === this.table.idAttribute)
    const idOf = (cells: StoredRow): CellValue => cells[idOrdinal] ?? null
    const fresh = [...rows].map(([id, cells]) => ({ id, before: this.placeBefore(idOf(cells)), cells, index: 0 }))
    const order = (left: AddedRow, right: AddedRow): number =>
      left.before - right.before || compareIds(idOf(left.cells), idOf(right.cells))
    for (const row of fresh) this.addedById.set(row.id, row)
    this.added = merged(this.added, fresh.sort(order), order)
  }

  /** The first computed row, deleted ones too, whose id comes after this one. */
  private placeBefore(id: CellValue): number {
    const { table } = this
    let low = 0
    let high = this.computedCount
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareIds(table.value(middle, table.idAttribute), id) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Both in one order. Where an item belongs is looked up, not walked to: few new ones cost little among many. */
function merged<T>(left: readonly T[], right: readonly T[], order: (a: T, b: T) => number): T[] {
  const all: T[] = []
  let at = 0
  for (const item of right) {
    const end = firstAfter(left, at, (own) => order(own, item) > 0)
    for (; at < end; at += 1) all.push(left[at] as T)
    all.push(item)
  }
  for (; at < left.length; at += 1) all.push(left[at] as T)
  return all
}

/** Index of the first item from a place on that is after something; the number of items where none is. */
function firstAfter<T>(items: readonly T[], from: number, isAfter: (item: T) => boolean): number {
  let low = from
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isAfter(items[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}
