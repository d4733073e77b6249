// When no row passes: which condition to switch off, found by counting without each of them.
import { activeConditions, type Condition } from '@shared/query/query'
import { nodeSentence, tableWords } from '@shared/query/sentence'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api } from '../../api'
import { toggleNode } from '../../query/filter-tree'
import { nextRequestId, plainQuery, type ViewState } from '../../query/views-store'

/** The condition without which most rows pass. */
export type Hint = { readonly condition: Condition; readonly words: string; readonly count: number }

/** Conditions that are tried; more would keep a server busy for a hint. */
const maxTried = 6

export const useWithoutStore = defineStore('without', () => {
  const hints = reactive(new Map<string, { version: number; hint: Hint | null }>())
  const running = new Map<string, string[]>()

  /** The hint for the view's present question; null while unknown or when no single condition is to blame. */
  function hintOf(view: ViewState): Hint | null {
    const known = hints.get(view.tabId)
    return known?.version === view.version ? known.hint : null
  }

  /** Count the rows without each condition in turn. */
  async function look(view: ViewState): Promise<void> {
    if (hints.get(view.tabId)?.version === view.version || !view.table) return
    const { version, table } = view
    hints.set(view.tabId, { version, hint: null })
    for (const requestId of running.get(view.tabId) ?? []) void api.query.cancel({ requestId })
    const query = plainQuery(view.query)
    const conditions = activeConditions(query.filter).slice(0, maxTried)
    const requestIds = conditions.map(() => nextRequestId())
    running.set(view.tabId, requestIds)
    const counts = await Promise.all(
      conditions.map(async (condition, index) => {
        try {
          const filter = toggleNode(query.filter, condition.id)
          return await api.query.count({
            source: view.source,
            query: { ...query, filter },
            requestId: requestIds[index] ?? nextRequestId(),
          })
        } catch {
          // A hint that cannot be had is left out; the state itself is said without it.
          return 0
        }
      }),
    )
    if (view.version !== version) return
    const best = counts.indexOf(Math.max(...counts))
    const condition = conditions[best]
    const count = counts[best] ?? 0
    const hint = condition && count > 0 ? { condition, words: nodeSentence(condition, tableWords(table)), count } : null
    hints.set(view.tabId, { version, hint })
  }

  return { hintOf, look }
})
