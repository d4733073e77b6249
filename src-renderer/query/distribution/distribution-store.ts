// Distributions of columns: of the whole table, kept, and of the rest of the filter, asked anew as that changes.
import type { Distribution, DistributionRequest } from '@shared/query/distribution/distribution'
import { emptyQuery, isFiltering, type Query } from '@shared/query/query'
import type { ErrorData } from '@shared/errors/app-error'
import { sourceKey } from '@shared/table/table'
import { defineStore } from 'pinia'
import { ref, shallowReactive } from 'vue'
import { api } from '../../api'
import { failureOf, nextRequestId, plainQuery, type ViewState } from '../views-store'

/** What is known of a column: `whole` of all rows, `rest` of those that pass the rest of the filter. */
export type ColumnSpread = {
  readonly whole: Distribution | null
  readonly rest: Distribution | null
  readonly isLoading: boolean
  readonly error: ErrorData | null
}

const nothing: ColumnSpread = { whole: null, rest: null, isLoading: false, error: null }
const binCount = 40
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

  /**
   * Ask how a column is spread over the rows that pass the rest of a filter; a question that is out is cancelled. What was
   * known stays until the answer is there.
   *
   * @param rest  the view's query without the column's own part
   */
  async function ask(view: ViewState, column: string, rest: Query): Promise<void> {
    const key = keyOf(view, column)
    const question = JSON.stringify([rest.filter, rest.search, rest.rsql ?? null, view.tableCount])
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
      const known = spreads.get(key)?.whole ?? null
      const isKnown = known !== null && (view.tableCount === null || known.totalCount === view.tableCount)
      const whole = isKnown ? known : await read(emptyQuery(), null)
      if (!isCurrent()) return
      const bins = whole.kind === 'histogram' && whole.coverage.kind !== 'first' ? [...whole.bins] : null
      const isSame = !isFiltering(rest)
      const counted = isSame ? whole : await read({ ...plainQuery(rest), sort: [], columns: null }, bins)
      putNow({ whole, rest: counted, isLoading: false, error: null })
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
