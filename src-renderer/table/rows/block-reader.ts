// Reads the rows of one question in blocks as they come into view, cancels what was scrolled past, and keeps what it
// read. It knows nothing of the grid: blocks are wanted and delivered.
import { isCancelled } from '@shared/errors/app-error'
import type { Cell, TableSlice } from '@shared/table/table-slice'

/** Rows in a block. */
export const blockRows = 100
/** Blocks that are kept after they were read. */
const maxKept = 300
/** Questions on their way at the same time. */
const maxRunning = 3
/** Blocks beside the visible ones that are still worth waiting for. */
const nearBlocks = 1
/** A view that jumps further than this many blocks may be on its way past: reading waits until it rests. */
const jumpBlocks = 2
const restMs = 40

/** A block that was read, with the places of its columns. */
export type Block = {
  readonly slice: TableSlice
  readonly columnAt: ReadonlyMap<string, number>
  readonly round: number
}

/** One row of a block. `round` tells to which question it belongs. */
export type RowHandle = { readonly block: Block; readonly at: number; readonly index: number }

/** The value of a row in a column; undefined when the column was not read. */
export function cellOf(row: RowHandle, column: string): Cell | undefined {
  const at = row.block.columnAt.get(column)
  return at === undefined ? undefined : (row.block.slice.data[at]?.[row.at] ?? null)
}

/** The way to the rows. */
export type RowPort = {
  read(offset: number, limit: number, requestId: string): Promise<TableSlice>
  cancel(requestId: string): void
  nextId(): string
}

/** What a reader tells. */
export type ReaderEvents = {
  /** First rows of a new question are here: what was shown before is out of date. */
  onFresh(totalCount: number): void
  /** Rows arrived. */
  onBlock(block: Block, totalCount: number): void
  onFailure(error: unknown): void
}

type Deliver = (rows: readonly RowHandle[], totalCount: number) => void

/** The rows of a block as handles. */
export function blockHandles(block: Block): RowHandle[] {
  return Array.from({ length: block.slice.rowCount }, (_, at) => ({ block, at, index: block.slice.offset + at }))
}

export class BlockReader {
  /** Number of the question that is asked now. */
  round = 0
  /** Number of the question whose rows are shown. */
  shownRound = 0
  private readonly kept = new Map<number, Block>()
  private readonly wanted = new Map<number, Deliver>()
  private readonly running = new Map<number, string>()
  private first = 0
  private last = 0
  private leadBlock: number | null = null
  private isHalted = false
  private total = 0
  private restTimer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly port: RowPort,
    private readonly events: ReaderEvents,
  ) {}

  /** True while the first rows of a new question are on their way. */
  get isLeading(): boolean {
    return this.leadBlock !== null
  }

  get totalCount(): number {
    return this.total
  }

  /** The row at a position, when it was read; undefined otherwise. */
  rowAt(index: number): RowHandle | undefined {
    const block = this.kept.get(Math.floor(index / blockRows))
    const at = index % blockRows
    return block && at < block.slice.rowCount ? { block, at, index } : undefined
  }

  /** All blocks that are kept. */
  readBlocks(): Iterable<Block> {
    return this.kept.values()
  }

  /** All rows that were read, in no particular order. */
  *readRows(): Generator<RowHandle> {
    for (const block of this.kept.values()) yield* blockHandles(block)
  }

  /**
   * Start a new question. Rows of the question before stay until the first ones of this one arrive.
   *
   * @param aroundRow position whose block is read first
   */
  ask(aroundRow: number): void {
    this.round += 1
    this.isHalted = false
    this.cancelAll()
    this.leadBlock = Math.floor(aroundRow / blockRows)
    this.start(this.leadBlock)
  }

  /** Have a block delivered: at once when it was read, later when it comes near the view. */
  want(block: number, deliver: Deliver): void {
    const kept = this.kept.get(block)
    if (kept && kept.round === this.shownRound) {
      this.touch(block, kept)
      deliver(blockHandles(kept), this.total)
      return
    }
    this.wanted.set(block, deliver)
    this.pump()
  }

  /** Say which rows are in view: what is on its way for others is cancelled, and asked again when it comes back. */
  look(firstRow: number, lastRow: number): void {
    const before = this.first
    this.first = Math.floor(Math.max(0, firstRow) / blockRows)
    this.last = Math.floor(Math.max(0, lastRow) / blockRows)
    for (const [block, requestId] of this.running) {
      if (this.isNear(block) || block === this.leadBlock) continue
      this.running.delete(block)
      this.port.cancel(requestId)
    }
    if (Math.abs(this.first - before) > jumpBlocks) this.rest()
    this.pump()
  }

  /** Ask again for what failed. */
  retry(): void {
    this.isHalted = false
    if (this.leadBlock !== null) this.start(this.leadBlock)
    else this.pump()
  }

  /** Give everything up. */
  stop(): void {
    if (this.restTimer !== null) clearTimeout(this.restTimer)
    this.cancelAll()
    this.wanted.clear()
    this.kept.clear()
  }

  /** Read nothing until the view has stood still for a moment. */
  private rest(): void {
    if (this.restTimer !== null) clearTimeout(this.restTimer)
    this.restTimer = setTimeout(() => {
      this.restTimer = null
      this.pump()
    }, restMs)
  }

  private cancelAll(): void {
    for (const requestId of this.running.values()) this.port.cancel(requestId)
    this.running.clear()
  }

  private isNear(block: number): boolean {
    return block >= this.first - nearBlocks && block <= this.last + nearBlocks
  }

  private pump(): void {
    if (this.isHalted || this.leadBlock !== null || this.restTimer !== null) return
    const middle = (this.first + this.last) / 2
    const next = [...this.wanted.keys()]
      .filter((block) => this.isNear(block) && !this.running.has(block))
      .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    for (const block of next) {
      if (this.running.size >= maxRunning) return
      this.start(block)
    }
  }

  private start(block: number): void {
    const requestId = this.port.nextId()
    this.running.set(block, requestId)
    const isCurrent = () => this.running.get(block) === requestId
    this.port.read(block * blockRows, blockRows, requestId).then(
      (slice) => {
        if (!isCurrent()) return
        this.running.delete(block)
        this.arrived(block, slice)
      },
      (error: unknown) => {
        if (!isCurrent()) return
        this.running.delete(block)
        if (isCancelled(error)) return
        this.isHalted = true
        this.events.onFailure(error)
      },
    )
  }

  private arrived(number: number, slice: TableSlice): void {
    if (number === this.leadBlock && slice.rowCount === 0 && number > 0) {
      // The answer is shorter than the one before: begin at its top.
      this.leadBlock = 0
      this.start(0)
      return
    }
    const block: Block = {
      slice,
      columnAt: new Map(slice.columns.map((name, at) => [name, at])),
      round: this.round,
    }
    const isFresh = number === this.leadBlock
    this.total = slice.totalRowCount
    if (isFresh) {
      this.leadBlock = null
      this.kept.clear()
      this.shownRound = this.round
    }
    this.touch(number, block)
    this.events.onBlock(block, this.total)
    if (isFresh) this.events.onFresh(this.total)
    const deliver = this.wanted.get(number)
    this.wanted.delete(number)
    deliver?.(blockHandles(block), this.total)
    this.pump()
  }

  private touch(number: number, block: Block): void {
    this.kept.delete(number)
    this.kept.set(number, block)
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= maxKept) break
      this.kept.delete(oldest)
    }
  }
}
