// Remembers for a short while how queries are asked: the questions of one screen (rows, count, numbers) come together.
import type { Query } from '@shared/query/query'
import type { PlanShelf } from '../rows/page-reader'
import type { QueryPlan } from './query-plan'
import type { SievedRows } from './sieved-rows'

/** What was found out counts no longer than this; in milliseconds. */
const lifeMs = 10_000
const most = 20

type Kept<T> = { readonly value: Promise<T>; readonly untilMs: number }

/** Plans by table and query, and the rows that were sieved for them. */
export class ShortPlanShelf implements PlanShelf {
  private readonly plans = new Map<string, Kept<QueryPlan>>()
  private readonly sieved = new Map<string, Kept<SievedRows>>()

  constructor(private readonly nowMs: () => number = Date.now) {}

  plan(tableId: string, query: Query, make: () => Promise<QueryPlan>): Promise<QueryPlan> {
    const { filter, search, rsql, sort } = query
    return this.keep(this.plans, JSON.stringify([tableId, filter, search, rsql ?? null, sort]), make)
  }

  rows(tableId: string, plan: QueryPlan, make: () => Promise<SievedRows>): Promise<SievedRows> {
    return this.keep(this.sieved, JSON.stringify([tableId, plan]), make)
  }

  /** Rows may have changed, or be seen by somebody else. */
  clear(): void {
    this.plans.clear()
    this.sieved.clear()
  }

  private keep<T>(shelf: Map<string, Kept<T>>, key: string, make: () => Promise<T>): Promise<T> {
    const known = shelf.get(key)
    if (known && known.untilMs > this.nowMs()) return known.value
    const value = make()
    shelf.delete(key)
    shelf.set(key, { value, untilMs: this.nowMs() + lifeMs })
    // A question that failed or was cancelled is asked anew.
    value.catch(() => {
      if (shelf.get(key)?.value === value) shelf.delete(key)
    })
    for (const oldest of shelf.keys()) {
      if (shelf.size <= most) break
      shelf.delete(oldest)
    }
    return value
  }
}
