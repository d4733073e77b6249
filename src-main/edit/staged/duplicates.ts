// Which staged rows hold a value twice where a value may be there only once: ids, and unique columns.
import type { RowKey } from '@shared/edit/staged'
import type { Table } from '@shared/table/table'
import { cellId, type Cell } from '@shared/table/table-slice'
import type { HeldRow } from './held-row'

/** Finds values that are there twice, and is told of every row that comes or goes. */
export class Duplicates {
  private readonly columns: readonly string[]
  private readonly holders = new Map<string, Set<RowKey>>()

  constructor(private readonly table: Table) {
    this.columns = table.columns.filter(({ isUnique, isId }) => isUnique && !isId).map(({ name }) => name)
  }

  /** @returns rows whose duplicates are other than before */
  put(row: HeldRow): Set<RowKey> {
    return this.each(row, (holders, key) => holders.add(key))
  }

  /** @returns rows whose duplicates are other than before */
  remove(row: HeldRow): Set<RowKey> {
    return this.each(row, (holders, key) => holders.delete(key))
  }

  /** Columns in which another row holds the same value. A row that the server has does not mind a new one with its id. */
  of(row: HeldRow): string[] {
    return this.marks(row)
      .filter(([name]) => row.kind === 'add' || name !== this.table.idColumn)
      .filter(([name, text]) => (this.holders.get(slot(name, text))?.size ?? 0) > 1)
      .map(([name]) => name)
  }

  private each(row: HeldRow, change: (holders: Set<RowKey>, key: RowKey) => void): Set<RowKey> {
    const concerned = new Set<RowKey>()
    for (const [name, text] of this.marks(row)) {
      const at = slot(name, text)
      const holders = this.holders.get(at) ?? new Set<RowKey>()
      const before = holders.size
      change(holders, row.key)
      if (holders.size === 0) this.holders.delete(at)
      else this.holders.set(at, holders)
      if (Math.max(before, holders.size) === 2) for (const key of holders) concerned.add(key)
    }
    return concerned
  }

  private marks(row: HeldRow): [string, string][] {
    const marks: [string, string][] = row.id === '' ? [] : [[this.table.idColumn, row.id]]
    if (row.kind === 'delete') return marks
    for (const name of this.columns) {
      const text = textOfUnique(row.after[name] ?? null)
      if (text !== '') marks.push([name, text])
    }
    return marks
  }
}

const slot = (name: string, text: string): string => `${name}\n${text}`

const textOfUnique = (cell: Cell): string => (Array.isArray(cell) ? JSON.stringify(cell) : cellId(cell))
