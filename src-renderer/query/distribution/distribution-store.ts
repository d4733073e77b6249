// Distributions of columns: of the whole table, kept, and of the rest of the filter, asked anew as that changes.
import type { Distribution, DistributionRequest } from '@shared/query/distribution/distribution'
import { emptyQuery, isFiltering, type Query } from '@shared/query/query'
import type { ErrorData } from '@shared/errors/app-error'
import { findColumn, sourceKey } from '@shared/table/table'
import { defineStore } from 'pinia'
import { ref, shallowReactive } from 'vue'
import { api } from '../../api'
import { failureOf, nextRequestId, plainQuery, type ViewState } from '../views-store'

/** What is known of a column: `whole` of all rows, `rest` of those that pass the rest of the filter. */
export type ColumnSpread = {
  readonly whole: Distribution | null
  /** When `whole` was read, and how often the view had been read again by then. */
  readonly wholeRead: { readonly atMs: number; readonly reloadCount: number }
  readonly rest: Distribution | null
  readonly isLoading: boolean
  readonly error: ErrorData | null
}

const nothing: ColumnSpread = {
  whole: null,
  wholeRead: { atMs: 0, reloadCount: 0 },
  rest: null,
  isLoading: false,
  error: null,
}
const binCount = 40
/** What rows of other tables hold may change without a word of it here. */
const farLifeMs = 60_000
/** Tables whose columns are remembered. */
const mostKept = 40

export const useDistributionStore = defineStore('distribution', () => {
  const spreads = shallowReactive(new Map<string, ColumnSpread>())
  /** The question that is out, and what it asks, by column. */
  const asked = new Map<string, { requestId: string; question: string }>()
  /** The condition beside which a distribution is shown. */
  const shownId = ref<string | null>(null)

  const keyOf = (view: ViewState, column: string): string => `${view.tabId}|${sourceKey(view.source)}|${column}`

  /** What is known of a column. */
  const spreadOf = (view: ViewState, column: string): ColumnSpread => spreads.get(keyOf(view, column)) ?? nothing

  function put(key: string, change: Partial<ColumnSpread>): void {
    spreads.set(key, { ...(spreads.get(key) ?? nothing), ...change })
    for (const oldest of spreads.keys()) {
      if (spreads.size <= mostKept) break
      if (oldest !== key) spreads.delete(oldest)
    }
  }

  /** The distribution over all rows, as long as it is still that. */
  function knownWhole(view: ViewState, column: string): Distribution | null {
    const { whole, wholeRead } = spreadOf(view, column)
    const isCount = view.tableCount === null || whole?.totalCount === view.tableCount
    const isOwn = view.table !== null && findColumn(view.table, column) !== undefined
    const isFresh = isOwn || Date.now() - wholeRead.atMs < farLifeMs
    return isCount && isFresh && wholeRead.reloadCount === view.reloadCount ? whole : null
  }

  /**
   * Ask how a column is spread over the rows that pass the rest of a filter; a question that is out is cancelled. What was
   * known stays until the answer is there.
   *
   * @param rest  the view's query without the column's own part
   */
  async function ask(view: ViewState, column: string, rest: Query): Promise<void> {
    const key = keyOf(view, column)
    const { reloadCount, tableCount } = view
    const question = JSON.stringify([rest.filter, rest.search, rest.rsql ?? null, tableCount, reloadCount])
    if (asked.get(key)?.question === question) return
    cancel(view, column)
    const requestId = nextRequestId()
    asked.set(key, { requestId, question })
    const isCurrent = () => asked.get(key)?.requestId === requestId
    const putNow = (change: Partial<ColumnSpread>) => isCurrent() && put(key, change)
    const read = (query: Query, bins: DistributionRequest['bins']) =>
      api.query.distribution({ source: { ...view.source }, query, column, binCount, bins, requestId })
    putNow({ isLoading: true, error: null })
    try {
      const known = knownWhole(view, column)
      const wholeRead = known === null ? { atMs: Date.now(), reloadCount } : spreadOf(view, column).wholeRead
      const whole = known ?? (await read(emptyQuery(), null))
      if (!isCurrent()) return
      const bins = whole.kind === 'histogram' && whole.coverage.kind !== 'first' ? [...whole.bins] : null
      const isSame = !isFiltering(rest)
      const counted = isSame ? whole : await read({ ...plainQuery(rest), sort: [], columns: null }, bins)
      putNow({ whole, wholeRead, rest: counted, isLoading: false, error: null })
    } catch (error) {
      if (!isCurrent()) return
      putNow({ isLoading: false, rest: null, error: failureOf(error) })
      asked.delete(key)
    }
  }

  /** Nobody waits for the answer any more. */
  function cancel(view: ViewState, column: string): void {
    const key = keyOf(view, column)
    const out = asked.get(key)
    asked.delete(key)
    if (out && spreads.get(key)?.isLoading === true) void api.query.cancel({ requestId: out.requestId })
  }

  return { shownId, spreadOf, ask, cancel }
})
