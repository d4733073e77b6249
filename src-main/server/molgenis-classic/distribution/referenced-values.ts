// What the rows of a referenced table hold in one column, read where they are needed and as few as are.
import { choicesOf } from '@shared/query/distribution/count-cells'
import type { ValuesById } from '@shared/query/distribution/count-referenced'
import { hasAxis } from '@shared/query/distribution/distribution'
import { emptyQuery, type Query } from '@shared/query/query'
import type { Column } from '@shared/table/table'
import type { ReferenceCell } from '@shared/table/table-slice'
import { toCell } from '../map-cell'
import { mostIds } from '../plan/resolve-references'
import type { PageReader } from '../rows/page-reader'
import { idText } from '../rows/row-shape'
import { valueIn } from '../wire'

/** More referenced rows than these are not read. */
export const mostReferenced = 20_000
const stepRows = 1_000

/** The values of a column of a referenced table. */
export class ReferencedValues {
  private whole: Promise<ValuesById | null> | null = null
  private counted: Promise<number> | null = null

  /** @param reader  of the referenced table */
  constructor(
    private readonly reader: PageReader,
    readonly column: Column,
    private readonly signal: AbortSignal,
  ) {}

  /** Of all rows; null where these are more than `mostReferenced`, or change while they are read. */
  async all(): Promise<ValuesById | null> {
    const count = await this.count()
    if (count > mostReferenced) return null
    this.whole ??= this.readAll(count)
    return this.whole
  }

  /**
   * Of the rows of these ids, all rows where that is hardly more; a row that is not there is left out.
   *
   * @returns null for more than `mostReferenced` ids
   */
  async of(ids: ReadonlySet<string>): Promise<ValuesById | null> {
    if (ids.size > mostReferenced) return null
    const isMost = ids.size > stepRows && (await this.count()) <= ids.size * 2
    const all = (await this.whole) ?? (isMost ? await this.all() : null)
    if (all !== null) return new Map([...all].filter(([id]) => ids.has(id)))
    const found = new Map<string, readonly ReferenceCell[]>()
    const list = [...ids]
    for (let start = 0; start < list.length; start += stepRows) {
      const part = list.slice(start, start + stepRows)
      await this.read(this.named(part), { offset: 0, limit: part.length }, found)
    }
    return found
  }

  /**
   * Whether bars shall be ranges with both ends in them: two limits are looked up one by one, and of a long table more
   * rows may be within each than can be named.
   */
  async areRanges(isMany: boolean): Promise<boolean> {
    return isMany || (hasAxis(this.column.type) && (await this.count()) > mostIds)
  }

  private async readAll(count: number): Promise<ValuesById | null> {
    const found = new Map<string, readonly ReferenceCell[]>()
    for (let offset = 0; offset < count; offset += stepRows) {
      const total = await this.read(emptyQuery(), { offset, limit: stepRows }, found)
      if (total !== count) return null
    }
    return found.size === count ? found : null
  }

  private count(): Promise<number> {
    this.counted ??= this.reader.count(emptyQuery(), this.signal)
    return this.counted
  }

  private named(ids: readonly string[]): Query {
    const query = emptyQuery()
    const attribute = this.reader.table.idColumn
    query.filter.children.push({
      kind: 'condition',
      id: 'ids',
      attribute,
      operator: 'in',
      values: [...ids],
      isOff: false,
    })
    return query
  }

  /** Read a window into a map. @returns how many rows pass in all */
  private async read(
    query: Query,
    window: { offset: number; limit: number },
    into: Map<string, readonly ReferenceCell[]>,
  ): Promise<number> {
    const { idColumn } = this.reader.table
    const { items, total } = await this.reader.read(query, [this.column.name], window, this.signal)
    for (const item of items)
      into.set(idText(item[idColumn]), choicesOf(toCell(valueIn(item, this.column.name), this.column)))
    return total
  }
}
