// The staged rows of one table with their history. Everything that happens to them is a line; the same lines make the
// same rows again.
import { isNewRow, type EditStep, type RowKey, type StagedRow } from '@shared/edit/staged'
import { AppError } from '@shared/errors/app-error'
import type { Table } from '@shared/table/table'
import type { JournalLine } from '../journal/journal-line'
import { applyStep } from './apply-step'
import { newRow, newRowKey, newRowNumber, type HeldRow, type RowState, type RowUpdate } from './held-row'
import { History, type HistoryStep, type Turn } from './history'
import { layOver } from './reverse'
import { RowShelf } from './row-shelf'

type LineOf<K extends JournalLine['do']> = Extract<JournalLine, { do: K }>

/** Some milliseconds of work. */
const rowsPerPiece = 250

/** Staged rows of a table. Questions are answered from memory; changes are made as lines, by `apply`. */
export class StagedTable {
  readonly history = new History()
  /** Rows that were given to the network, of which nothing has been heard yet. */
  readonly underWay = new Set<RowKey>()
  lastNumber: number
  private shelf: RowShelf

  constructor(table: Table, lastNumber = 0) {
    this.shelf = new RowShelf(table)
    this.lastNumber = lastNumber
  }

  get table(): Table {
    return this.shelf.table
  }

  get rows(): RowShelf {
    return this.shelf
  }

  /**
   * The line that stages steps.
   *
   * @throws AppError `input.invalid` when a step does not fit what is staged
   */
  plan(title: string, joins: boolean, steps: readonly EditStep[]): { line: LineOf<'stage'>; addedKeys: RowKey[] } {
    const after = new Map<RowKey, RowState>()
    const addedKeys: RowKey[] = []
    for (const step of steps) {
      if (step.kind === 'add') {
        const key = newRowKey(this.lastNumber + addedKeys.length + 1)
        addedKeys.push(key)
        after.set(key, newRow(this.table, key, step.cells))
        continue
      }
      const { key } = step
      const row = after.has(key) ? (after.get(key) ?? null) : (this.shelf.get(key) ?? null)
      after.set(key, applyStep(this.table, row, step))
    }
    const rows = [...after].filter(([key, row]) => row !== (this.shelf.get(key) ?? null))
    return { line: { do: 'stage', title, joins, rows }, addedKeys }
  }

  /** Rows that a line would change, for finding out whether one of them is under way. */
  keysOf(line: JournalLine): Iterable<RowKey> {
    if (line.do === 'stage') return line.rows.map(([key]) => key)
    if (line.do === 'discard') return this.shelf.keys()
    if (line.do !== 'undo' && line.do !== 'redo') return []
    const step = (line.do === 'undo' ? this.history.past : this.history.future).at(-1)
    if (step === undefined) return []
    if (step.kind === 'staged') return step.turns.keys()
    return step.reverse.map((row) => layOver(this.table, row, this.shelf)[0])
  }

  /** Let a line happen. */
  apply(line: JournalLine): void {
    for (const _ of this.applying(line)) void _
  }

  /** Let a line happen piece by piece; between the pieces others may get their turn. */
  applying(line: JournalLine): Generator<void> {
    switch (line.do) {
      case 'stage':
        return this.note(line.title, line.joins, line.rows)
      case 'discard':
        return this.note(
          line.title,
          false,
          [...this.shelf.keys()].map((key) => [key, null]),
        )
      case 'undo':
        return this.undo()
      case 'redo':
        return this.redo()
      case 'sending':
        return this.depart(line.keys)
      case 'sent':
        return this.sent(line)
      case 'table':
        return this.follow(line.table)
      case 'step':
        return this.restore(line)
      case 'note':
        for (const [key] of line.rows) this.underWay.delete(key)
        return this.put(line.rows)
      case 'rows':
        return this.put(line.rows)
    }
  }

  /** The lines that make all of this again. */
  *dump(rowsPerLine: number): Generator<JournalLine> {
    const rows = [...this.shelf.all()].map((row): RowUpdate => [row.key, row])
    for (const part of parts(rows, rowsPerLine)) yield { do: 'rows', rows: part }
    if (this.underWay.size > 0) yield { do: 'sending', keys: [...this.underWay] }
    for (const stack of ['past', 'future'] as const) {
      for (const step of this.history[stack]) yield* stepLines(stack, step, rowsPerLine)
    }
  }

  private *depart(keys: readonly RowKey[]): Generator<void> {
    yield
    for (const key of keys) this.underWay.add(key)
  }

  private *put(updates: Iterable<RowUpdate>): Generator<void> {
    let count = 0
    for (const [key, row] of updates) {
      this.shelf.put(key, row)
      this.count(key)
      count += 1
      if (count % rowsPerPiece === 0) yield
    }
  }

  /** No number of a new row is given twice. */
  private count(key: RowKey): void {
    if (isNewRow(key)) this.lastNumber = Math.max(this.lastNumber, newRowNumber(key))
  }

  /** Other metadata: every row is judged anew. */
  private *follow(table: Table): Generator<void> {
    const shelf = new RowShelf(table, this.shelf.version + 1)
    let count = 0
    for (const row of this.shelf.all()) {
      shelf.put(row.key, row)
      count += 1
      if (count % rowsPerPiece === 0) yield
    }
    this.shelf = shelf
  }

  private *note(title: string, joins: boolean, updates: RowUpdate[]): Generator<void> {
    const turns = updates.map(([key, to]): [RowKey, Turn] => [key, { from: this.shelf.get(key) ?? null, to }])
    yield* this.put(updates)
    if (updates.length > 0) this.history.note(title, joins, turns)
  }

  private *undo(): Generator<void> {
    const step = this.history.past.pop()
    if (step === undefined) return
    if (step.kind === 'staged') {
      yield* this.put(mapped(step.turns, ({ from }) => from))
      this.history.future.push(step)
    } else this.history.future.push(yield* this.stageReverse(step))
  }

  /** @returns the step as one whose undoing led to what is staged now */
  private *stageReverse(step: Extract<HistoryStep, { kind: 'sent' }>): Generator<void, HistoryStep> {
    const turns = new Map<RowKey, Turn>()
    for (const row of [...step.reverse].reverse()) {
      const [key, from] = layOver(this.table, row, this.shelf)
      const known = turns.get(key)
      turns.set(key, { from, to: known ? known.to : (this.shelf.get(key) ?? null) })
      this.shelf.put(key, from)
      if (turns.size % rowsPerPiece === 0) yield
    }
    return { kind: 'staged', title: step.title, turns }
  }

  private *redo(): Generator<void> {
    const step = this.history.future.pop()
    if (step?.kind !== 'staged') return
    yield* this.put(mapped(step.turns, ({ to }) => to))
    this.history.past.push(step)
  }

  private *sent({ title, sendId, keys, reverse, rows }: LineOf<'sent'>): Generator<void> {
    for (const key of keys) this.underWay.delete(key)
    yield* this.put(keys.map((key) => [key, null]))
    for (const { key } of reverse) this.count(key)
    yield* this.put(rows)
    this.history.noteSent(title, sendId, new Set(keys), reverse)
  }

  private *restore({ stack, joins, step }: LineOf<'step'>): Generator<void> {
    yield
    const steps = this.history[stack]
    const last = steps.at(-1)
    if (step.kind === 'sent') {
      if (joins && last?.kind === 'sent') last.reverse.push(...step.reverse)
      else steps.push({ ...step, reverse: [...step.reverse] })
    } else if (joins && last?.kind === 'staged') {
      for (const [key, turn] of step.turns) last.turns.set(key, turn)
    } else steps.push({ ...step, turns: new Map(step.turns) })
  }
}

function* mapped(turns: ReadonlyMap<RowKey, Turn>, side: (turn: Turn) => RowState): Generator<RowUpdate> {
  for (const [key, turn] of turns) yield [key, side(turn)]
}

function* stepLines(stack: 'past' | 'future', step: HistoryStep, size: number): Generator<JournalLine> {
  let joins = false
  if (step.kind === 'sent') {
    for (const reverse of parts(step.reverse, size)) {
      yield { do: 'step', stack, joins, step: { ...step, reverse } }
      joins = true
    }
    return
  }
  for (const turns of parts([...step.turns], size)) {
    yield { do: 'step', stack, joins, step: { ...step, turns } }
    joins = true
  }
}

function* parts<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let first = 0; first < items.length; first += size) yield items.slice(first, first + size)
}

/** @throws AppError `input.invalid` */
export const nothingTo = (verb: 'undo' | 'redo'): AppError =>
  new AppError('input.invalid', verb === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.')

export type { HeldRow, StagedRow }
