// A table that can be written to: computed rows as they were, with the changes of this server laid over them.
import { computedValue, type ComputedValue } from '../model/computed-value'
import type { TableMetadata } from '../model/define-table'
import type { AttributeModel, CellValue, TableModel } from '../model/table-model'
import { TableChanges, type StoredRow, type TableChange } from './table-changes'

/** A table whose rows can be changed. Row numbers are in order of the id after each change too. */
export type WritableTable = TableModel & {
  /** Number of changes so far; 0 says that the table is as it was computed. */
  readonly version: number
  apply(change: TableChange): void
  /** All values of a row, in the order of `attributes`. Throws RangeError where there is no such row. */
  storedRow(row: number): StoredRow
  /**
   * Id of the row, other than `exceptId`, that has this value in a unique attribute.
   *
   * @param value  the value as text
   */
  holderOf(attribute: string, value: string, exceptId: string): string | undefined
}

/** Where a ONE_TO_MANY of a table finds the rows that point back at it. */
export type Mirror = { readonly version: number; readonly idsOf: (id: string) => readonly string[] }

/** What a table needs of the store that it belongs to. */
export type TableSurroundings = {
  /** The way to the rows behind a ONE_TO_MANY; undefined for every other attribute. */
  readonly mirrorOf: (attribute: AttributeModel) => (() => Mirror) | undefined
  /** Name of the id attribute of a table. */
  readonly idAttributeOf: (tableId: string) => string | undefined
}

/** Make a table writable. */
export function writableTable(base: TableModel, surroundings: TableSurroundings): WritableTable {
  return new LayeredTable(base, surroundings)
}

/** A table's metadata without its rows; reading them would generate them. */
export function metadataOf(table: TableModel): TableMetadata {
  const { id, label, description, packageId, isAbstract, indexingDepth, attributes, tree } = table
  return {
    id,
    label,
    ...(description === undefined ? {} : { description }),
    ...(packageId === undefined ? {} : { packageId }),
    isAbstract,
    indexingDepth,
    attributes,
    tree,
    idAttribute: table.idAttribute,
    labelAttribute: table.labelAttribute,
    lookupAttributes: table.lookupAttributes,
  }
}

class LayeredTable implements WritableTable {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly packageId?: string
  readonly isAbstract: boolean
  readonly indexingDepth: number
  readonly attributes: readonly AttributeModel[]
  readonly tree: readonly AttributeModel[]
  readonly idAttribute: string
  readonly labelAttribute: string
  readonly lookupAttributes: readonly string[]
  private readonly base: TableModel
  private readonly ordinals: ReadonlyMap<string, number>
  private readonly mirrors: ReadonlyMap<string, () => Mirror>
  private readonly computed: ReadonlyMap<string, ComputedValue>
  private readonly holders = new Map<string, Map<string, string>>()
  private changes: TableChanges | undefined
  private changeCount = 0

  constructor(base: TableModel, { mirrorOf, idAttributeOf }: TableSurroundings) {
    const metadata = metadataOf(base)
    this.id = metadata.id
    this.label = metadata.label
    if (metadata.description !== undefined) this.description = metadata.description
    if (metadata.packageId !== undefined) this.packageId = metadata.packageId
    this.isAbstract = metadata.isAbstract
    this.indexingDepth = metadata.indexingDepth
    this.attributes = metadata.attributes
    this.tree = metadata.tree
    this.idAttribute = metadata.idAttribute
    this.labelAttribute = metadata.labelAttribute
    this.lookupAttributes = metadata.lookupAttributes
    this.base = base
    this.ordinals = new Map(base.attributes.map(({ name }, ordinal) => [name, ordinal]))
    this.mirrors = new Map(
      base.attributes.flatMap((attribute) => {
        const mirror = mirrorOf(attribute)
        return mirror === undefined ? [] : [[attribute.name, mirror] as const]
      }),
    )
    this.computed = new Map(
      base.attributes
        .filter(({ expression }) => expression !== undefined)
        .map((attribute) => [attribute.name, computedValue(attribute, () => idAttributeOf(attribute.refTable ?? ''))]),
    )
  }

  get version(): number {
    return this.changeCount
  }

  get rowCount(): number {
    return this.changes === undefined ? this.base.rowCount : this.changes.places.rowCount
  }

  value(row: number, attribute: string): CellValue {
    const mirror = this.mirrors.size === 0 ? undefined : this.mirrors.get(attribute)?.()
    if (mirror !== undefined && (mirror.version > 0 || this.changes !== undefined)) {
      return mirror.idsOf(String(this.value(row, this.idAttribute)))
    }
    const computed = this.computed.size === 0 ? undefined : this.computed.get(attribute)
    if (computed !== undefined) return computed((name) => this.value(row, name))
    if (this.changes === undefined) return this.base.value(row, attribute)
    const place = this.changes.places.placeOf(row)
    const cells = this.changes.cellsAt(place)
    if (cells === undefined) return this.base.value(place, attribute)
    const ordinal = this.ordinals.get(attribute)
    if (ordinal === undefined) throw new Error(`The table ${this.id} has no values for ${attribute}.`)
    return cells[ordinal] ?? null
  }

  rowOf(id: string): number | undefined {
    return this.changes === undefined ? this.base.rowOf(id) : this.changes.rowOf(id)
  }

  rowsWhere(attribute: string, value: string): readonly number[] | undefined {
    if (this.mirrors.has(attribute)) return undefined
    const computed = this.base.rowsWhere?.(attribute, value)
    if (this.changes === undefined || computed === undefined) return computed
    const ordinal = this.ordinals.get(attribute) ?? -1
    return this.changes.rowsAmong(computed, ordinal, (cell) => holds(cell, value))
  }

  storedRow(row: number): StoredRow {
    if (row < 0 || row >= this.rowCount) throw new RangeError(`The table ${this.id} has no row ${String(row)}.`)
    return this.attributes.map(({ name }) => this.value(row, name))
  }

  holderOf(attribute: string, value: string, exceptId: string): string | undefined {
    if (attribute === this.idAttribute) return this.rowOf(value) === undefined || value === exceptId ? undefined : value
    const holder = this.holdersOf(attribute).get(value)
    return holder === exceptId ? undefined : holder
  }

  apply(change: TableChange): void {
    const known = [...this.holders]
    if (change.removed === 'all') this.holders.clear()
    else {
      for (const id of [...(change.removed ?? []), ...(change.replaced?.keys() ?? [])]) this.forgetHolder(known, id)
    }
    this.changes ??= new TableChanges(this.base)
    this.changes.apply(change)
    this.changeCount += 1
    for (const rows of [change.added, change.replaced]) {
      for (const [id, cells] of rows ?? []) {
        for (const [attribute, holders] of this.holders) {
          const value = cells[this.ordinals.get(attribute) ?? -1] ?? null
          if (value !== null) holders.set(String(value), id)
        }
      }
    }
  }

  private forgetHolder(known: readonly (readonly [string, Map<string, string>])[], id: string): void {
    const row = known.length === 0 ? undefined : this.rowOf(id)
    if (row === undefined) return
    for (const [attribute, holders] of known) holders.delete(String(this.value(row, attribute)))
  }

  /** Built by a walk over the table when it is first asked for, and kept up to date from then on. */
  private holdersOf(attribute: string): ReadonlyMap<string, string> {
    const known = this.holders.get(attribute)
    if (known !== undefined) return known
    const holders = new Map<string, string>()
    for (let row = 0; row < this.rowCount; row += 1) {
      const value = this.value(row, attribute)
      if (value !== null) holders.set(String(value), String(this.value(row, this.idAttribute)))
    }
    this.holders.set(attribute, holders)
    return holders
  }
}

function holds(cell: CellValue, value: string): boolean {
  return typeof cell === 'object' && cell !== null ? cell.includes(value) : cell !== null && String(cell) === value
}
