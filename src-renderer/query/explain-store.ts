// How the filter of each view was answered, asked for only where somebody looks at it.
import type { Explanation } from '@shared/query/explanation'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { api } from '../api'
import { nextRequestId, plainQuery, type ViewState } from './views-store'

type Known = { readonly version: number; readonly explanation: Explanation | null }

export const useExplainStore = defineStore('explain', () => {
  const known = shallowReactive(new Map<string, Known>())

  /** How the view's present question is answered; null while that is not known. */
  function explanationOf(view: ViewState): Explanation | null {
    const found = known.get(view.tabId)
    return found?.version === view.version ? found.explanation : null
  }

  /** Find out how the view's present question is answered. */
  async function ask(view: ViewState): Promise<void> {
    const { tabId, version } = view
    if (known.get(tabId)?.version === version) return
    known.set(tabId, { version, explanation: null })
    try {
      const input = { source: { ...view.source }, query: plainQuery(view.query), requestId: nextRequestId() }
      const explanation = await api.query.explain(input)
      if (known.get(tabId)?.version === version) known.set(tabId, { version, explanation })
    } catch {
      // Why a question is not answered, the view itself says.
      if (known.get(tabId)?.version === version) known.delete(tabId)
    }
  }

  return { explanationOf, ask }
})
