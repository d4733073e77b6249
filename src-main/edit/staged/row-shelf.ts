// The staged rows of a table by their keys, with their problems, their counts and the orders in which they are shown.
import { isNewRow, type RowKey, type StagedRow } from '@shared/edit/staged'
import type { Table } from '@shared/table/table'
import { Duplicates } from './duplicates'
import { newRowNumber, type HeldRow, type RowState } from './held-row'
import { ownProblems, type Problems } from './row-problems'

/** Which rows are asked for. */
export type Part = 'added' | 'all' | 'trouble' | 'conflict'

type Counts = Record<HeldRow['kind'], number>

/** Rows by key. Every change counts `version` up. */
export class RowShelf {
  private readonly rows = new Map<RowKey, HeldRow>()
  private readonly newIds = new Map<string, RowKey>()
  private readonly duplicates: Duplicates
  private readonly problems = new WeakMap<HeldRow, Problems>()
  private readonly troubled = new Set<RowKey>()
  private readonly conflicting = new Set<RowKey>()
  private readonly counts: Counts = { add: 0, change: 0, delete: 0 }
  private readonly orders = new Map<Part, { readonly version: number; readonly keys: readonly RowKey[] }>()

  constructor(
    readonly table: Table,
    /** Counts up with each change. */
    public version = 0,
  ) {
    this.duplicates = new Duplicates(table)
  }

  get size(): number {
    return this.rows.size
  }

  get(key: RowKey): HeldRow | undefined {
    return this.rows.get(key)
  }

  byKey(key: RowKey): HeldRow | undefined {
    return this.rows.get(key)
  }

  newById(id: string): HeldRow | undefined {
    const key = this.newIds.get(id)
    return key === undefined ? undefined : this.rows.get(key)
  }

  keys(): IterableIterator<RowKey> {
    return this.rows.keys()
  }

  all(): IterableIterator<HeldRow> {
    return this.rows.values()
  }

  countOf(kind: HeldRow['kind']): number {
    return this.counts[kind]
  }

  get problemCount(): number {
    return this.troubled.size
  }

  get conflictCount(): number {
    return this.conflicting.size
  }

  /** Put a row in the place of the one with its key, or take it away. */
  put(key: RowKey, row: RowState): void {
    const old = this.rows.get(key)
    if (old === (row ?? undefined)) return
    this.version += 1
    const concerned = new Set<RowKey>()
    if (old) this.drop(old, concerned)
    if (row) this.add(row, concerned)
    concerned.add(key)
    for (const each of concerned) this.judge(each)
  }

  /** The row with its problems. */
  staged(key: RowKey): StagedRow | undefined {
    const row = this.rows.get(key)
    return row && { ...row, problems: this.problemsOf(row) }
  }

  /** Keys of rows in the order in which they are shown: new ones as they were added, then changes, then deletions. */
  order(part: Part): readonly RowKey[] {
    const known = this.orders.get(part)
    if (known?.version === this.version) return known.keys
    const keys = this.ordered(part)
    this.orders.set(part, { version: this.version, keys })
    return keys
  }

  private ordered(part: Part): RowKey[] {
    const chosen = part === 'trouble' ? this.troubled : part === 'conflict' ? this.conflicting : this.rows.keys()
    const keys = [...chosen]
    const added = keys.filter(isNewRow).sort((one, other) => newRowNumber(one) - newRowNumber(other))
    if (part === 'added') return added
    const of = (kind: HeldRow['kind']) => keys.filter((key) => this.rows.get(key)?.kind === kind)
    return [...added, ...of('change'), ...of('delete')]
  }

  private drop(row: HeldRow, concerned: Set<RowKey>): void {
    this.rows.delete(row.key)
    this.counts[row.kind] -= 1
    if (this.newIds.get(row.id) === row.key) this.newIds.delete(row.id)
    for (const key of this.duplicates.remove(row)) concerned.add(key)
  }

  private add(row: HeldRow, concerned: Set<RowKey>): void {
    this.rows.set(row.key, row)
    this.counts[row.kind] += 1
    if (row.kind === 'add' && row.id !== '') this.newIds.set(row.id, row.key)
    for (const key of this.duplicates.put(row)) concerned.add(key)
  }

  private judge(key: RowKey): void {
    const row = this.rows.get(key)
    const isTroubled =
      row !== undefined &&
      (row.isUnknown || row.refusal !== null || this.duplicates.of(row).length > 0 || hasAny(this.ownProblemsOf(row)))
    if (isTroubled) this.troubled.add(key)
    else this.troubled.delete(key)
    if (row && row.conflict !== null) this.conflicting.add(key)
    else this.conflicting.delete(key)
  }

  private problemsOf(row: HeldRow): Problems {
    const own = this.ownProblemsOf(row)
    const twice = this.duplicates.of(row)
    if (twice.length === 0) return own
    return { ...Object.fromEntries(twice.map((name) => [name, this.twiceProblem(name)])), ...own }
  }

  private twiceProblem(name: string): string {
    const label = this.table.columns.find((column) => column.name === name)?.label ?? name
    return `Another staged row has the same ${label}, which may be there only once.`
  }

  private ownProblemsOf(row: HeldRow): Problems {
    const known = this.problems.get(row)
    if (known) return known
    const found = ownProblems(this.table, row)
    this.problems.set(row, found)
    return found
  }
}

const hasAny = (problems: Problems): boolean => Object.keys(problems).length > 0
