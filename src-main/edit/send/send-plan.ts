// The order in which rows are written, so that references lead to rows that are there. Pure, and in
// pieces, for there may be very many rows.
import type { Column, Table } from '@shared/table/table'
import type { Row } from '@shared/table/table-slice'
import { isReferenceType } from '@shared/table/value-type'
import type { HeldRow } from '../staged/held-row'

/** Rows of one table that can go. */
export type TableRows = { readonly table: Table; readonly rows: readonly HeldRow[] }

/** A row, and the references that can only be set once other rows are there. */
export type PlannedRow = { readonly row: HeldRow; readonly deferred: readonly string[] }

/** Rows of one table that go one after another. */
export type Segment = { readonly tableId: string; readonly rows: PlannedRow[] }

/** A row that cannot go, and the column that keeps it. */
export type HeldUp = { readonly tableId: string; readonly row: HeldRow; readonly column: string; readonly id: string }

export type AdditionPlan = {
  readonly segments: readonly Segment[]
  /** Rows that refer to new rows which are not sent. */
  readonly blocked: readonly HeldUp[]
  /** Rows that refer to each other by references that may not be empty. */
  readonly circular: readonly HeldUp[]
}

type Node = {
  readonly name: string
  readonly tableId: string
  readonly row: HeldRow
  deferred: string[]
  waitsFor: number
}
type Link = { readonly column: Column; readonly id: string; readonly name: string }

/**
 * Order new rows: referenced ones first, table by table as far as references allow.
 *
 * @param isMissing  true for an id of a new row that is staged and does not go
 */
export function* planAdditions(
  tables: readonly TableRows[],
  isMissing: (tableId: string, id: string) => boolean,
): Generator<void, AdditionPlan> {
  const { free, blocked } = yield* withoutBlocked(tables, isMissing)
  const order = new Ordering(free, linksOf)
  yield* order.run()
  order.defer()
  yield* order.run()
  const circular = order.left().map(({ tableId, row, link }) => heldUp(tableId, row, link))
  return { segments: order.segments, blocked, circular }
}

/** Order deletions: rows that refer to others first. Circles go as they are, for the server may take them. */
export function* planDeletions(tables: readonly TableRows[]): Generator<void, readonly Segment[]> {
  const order = new Ordering(tables, (table, row) => linksOf(table, row, row.before))
  yield* order.run()
  const rest = order.left()
  const circles: Segment[] = []
  for (const { tableId, row } of rest) addTo(circles, tableId, { row, deferred: [] })
  const segments = [...order.segments, ...circles].reverse()
  return segments.map(({ tableId, rows }) => ({ tableId, rows: rows.reverse() }))
}

/** References of some cells to rows of tables. */
export function linksOf(table: Table, row: HeldRow, cells: Row = row.after): Link[] {
  const links: Link[] = []
  for (const column of table.columns) {
    if (!isReferenceType(column.type) || column.type === 'file' || column.type === 'back-references') continue
    const target = column.target?.tableId
    const cell = cells[column.name]
    if (target === undefined || typeof cell !== 'object' || cell === null) continue
    for (const { id } of 'id' in cell ? [cell] : cell) links.push({ column, id, name: nameOf(target, id) })
  }
  return links
}

const nameOf = (tableId: string, id: string): string => `${tableId}\n${id}`

const heldUp = (tableId: string, row: HeldRow, { column, id }: Link): HeldUp => ({
  tableId,
  row,
  column: column.name,
  id,
})

/** Rows that refer to what does not go do not go either, nor do those that refer to them. */
function* withoutBlocked(
  tables: readonly TableRows[],
  isMissing: (tableId: string, id: string) => boolean,
): Generator<void, { readonly free: readonly TableRows[]; readonly blocked: readonly HeldUp[] }> {
  const lost = new Set<string>()
  const blocked: HeldUp[] = []
  let free = tables
  for (let isDone = false; !isDone;) {
    isDone = true
    const left: TableRows[] = []
    for (const { table, rows } of free) {
      const kept: HeldRow[] = []
      for (const row of rows) {
        yield
        const own = nameOf(table.id, row.id)
        const link = linksOf(table, row).find(
          ({ column, id, name }) => name !== own && (lost.has(name) || isMissing(column.target?.tableId ?? '', id)),
        )
        if (link === undefined) {
          kept.push(row)
          continue
        }
        blocked.push(heldUp(table.id, row, link))
        if (row.id !== '') lost.add(own)
        isDone = false
      }
      left.push({ table, rows: kept })
    }
    free = left
  }
  return { free, blocked }
}

/** Takes rows whose references are met, again and again. */
class Ordering {
  readonly segments: Segment[] = []
  private readonly nodes: Node[] = []
  private readonly byName = new Map<string, Node>()
  private readonly tables = new Map<string, Table>()
  private readonly placed = new Set<Node>()

  constructor(
    tables: readonly TableRows[],
    private readonly links: (table: Table, row: HeldRow) => Link[],
  ) {
    for (const { table, rows } of tables) {
      this.tables.set(table.id, table)
      for (const row of rows) {
        const node: Node = { name: nameOf(table.id, row.id), tableId: table.id, row, deferred: [], waitsFor: 0 }
        this.nodes.push(node)
        if (row.id !== '') this.byName.set(node.name, node)
      }
    }
  }

  *run(): Generator<void, void> {
    const followers = new Map<Node, Node[]>()
    const ready = new Map<string, Node[]>([...this.tables.keys()].map((id) => [id, []]))
    for (const node of this.nodes) {
      if (this.placed.has(node)) continue
      yield
      const needed = this.needed(node)
      node.waitsFor = needed.size
      for (const each of needed) {
        const known = followers.get(each)
        if (known) known.push(node)
        else followers.set(each, [node])
      }
      if (needed.size === 0) ready.get(node.tableId)?.push(node)
    }
    for (;;) {
      const queue = [...ready.values()].find((each) => each.length > 0)
      if (queue === undefined) return
      // What becomes ready meanwhile in the same table goes along.
      for (let at = 0; at < queue.length; at += 1) {
        yield
        const node = queue[at]
        if (node) this.place(node, followers, ready)
      }
      queue.length = 0
    }
  }

  /** Let rows that are left go without those references to each other that may be empty for a while. */
  defer(): void {
    for (const node of this.nodes) {
      if (this.placed.has(node)) continue
      const waiting = this.waitingLinks(node).filter(({ column }) => column.isNullable)
      node.deferred = [...new Set(waiting.map(({ column }) => column.name))]
    }
  }

  /** Rows that wait for each other. */
  left(): (Pick<Node, 'tableId' | 'row'> & { readonly link: Link })[] {
    return this.nodes
      .filter((node) => !this.placed.has(node))
      .flatMap((node) => {
        const [link] = this.waitingLinks(node)
        return link ? [{ ...node, link }] : []
      })
  }

  private place(node: Node, followers: ReadonlyMap<Node, Node[]>, ready: ReadonlyMap<string, Node[]>): void {
    this.placed.add(node)
    addTo(this.segments, node.tableId, { row: node.row, deferred: node.deferred })
    for (const follower of followers.get(node) ?? []) {
      follower.waitsFor -= 1
      if (follower.waitsFor === 0) ready.get(follower.tableId)?.push(follower)
    }
  }

  private needed(node: Node): Set<Node> {
    return new Set(this.waitingLinks(node).flatMap(({ name }) => this.byName.get(name) ?? []))
  }

  private waitingLinks(node: Node): Link[] {
    const table = this.tables.get(node.tableId)
    if (!table) return []
    return this.links(table, node.row).filter(({ name, column }) => {
      const other = this.byName.get(name)
      return other !== undefined && other !== node && !this.placed.has(other) && !node.deferred.includes(column.name)
    })
  }
}

function addTo(segments: Segment[], tableId: string, row: PlannedRow): void {
  const last = segments.at(-1)
  if (last?.tableId === tableId) last.rows.push(row)
  else segments.push({ tableId, rows: [row] })
}
