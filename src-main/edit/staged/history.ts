// What can be undone and done again, as values: steps on staged rows, and rows that were sent.
import type { RowKey } from '@shared/edit/staged'
import type { HeldRow, RowState } from './held-row'

/** A row before and after a step. */
export type Turn = { readonly from: RowState; readonly to: RowState }

/**
 * One step that is undone at once: `staged` rows go back to what they were; for `sent` rows the reverse of what was
 * sent is staged.
 */
export type HistoryStep =
  | { readonly kind: 'staged'; readonly title: string; readonly turns: Map<RowKey, Turn> }
  | { readonly kind: 'sent'; readonly title: string; readonly sendId: string; readonly reverse: HeldRow[] }

/** The two stacks, the latest step last. */
export class History {
  past: HistoryStep[] = []
  future: HistoryStep[] = []

  /** Note a step that was just done. What had been undone can no longer be done again. */
  note(title: string, joins: boolean, turns: Iterable<readonly [RowKey, Turn]>): void {
    this.future = []
    const last = this.past.at(-1)
    const step: HistoryStep =
      joins && last?.kind === 'staged' && last.title === title
        ? last
        : { kind: 'staged', title, turns: new Map<RowKey, Turn>() }
    for (const [key, turn] of turns) step.turns.set(key, { from: (step.turns.get(key) ?? turn).from, to: turn.to })
    if (step !== last) this.past.push(step)
  }

  /**
   * Note rows that were sent: earlier steps no longer have a say in them.
   *
   * @param sent  the rows
   * @param sendId  rows of one sending are one step
   * @param reverse  what undo stages
   */
  noteSent(title: string, sendId: string, sent: ReadonlySet<RowKey>, reverse: readonly HeldRow[]): void {
    this.past = without(this.past, sent)
    this.future = without(this.future, sent)
    const last = this.past.at(-1)
    if (last?.kind === 'sent' && last.sendId === sendId) last.reverse.push(...reverse)
    else if (reverse.length > 0) this.past.push({ kind: 'sent', title, sendId, reverse: [...reverse] })
  }

  /** How many rows the steps hold, as a measure of what they need on disk. */
  get weight(): number {
    let weight = 0
    for (const step of [...this.past, ...this.future]) {
      weight += 1 + (step.kind === 'sent' ? step.reverse.length : 2 * step.turns.size)
    }
    return weight
  }
}

function without(steps: readonly HistoryStep[], keys: ReadonlySet<RowKey>): HistoryStep[] {
  return steps.filter((step) => {
    if (step.kind === 'sent') return true
    for (const key of keys) step.turns.delete(key)
    return step.turns.size > 0
  })
}
