// Asks main to keep a table, or the part of it that passes the filter, for offline work.
import type { ErrorData } from '@shared/errors/app-error'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api } from '../api'
import { failureOf, plainQuery, type ViewState } from '../query/views-store'

type KeepState = { isAsking: boolean; error: ErrorData | null }

export const useKeepStore = defineStore('keep', () => {
  const states = reactive(new Map<string, KeepState>())

  function stateOf(tabId: string): KeepState {
    if (!states.has(tabId)) states.set(tabId, { isAsking: false, error: null })
    return states.get(tabId) as KeepState
  }

  /** Start keeping what the view shows: all its columns, all rows that pass. The work is a task in the status bar. */
  async function keep(view: ViewState, isWhole = false): Promise<void> {
    const state = stateOf(view.tabId)
    if (view.source.kind !== 'live' || state.isAsking) return
    state.isAsking = true
    state.error = null
    try {
      const query = plainQuery(view.query)
      const { serverId, tableId } = view.source
      const all = { ...query, filter: { ...query.filter, children: [] }, search: '', rsql: null }
      await api.dataset.keep({ serverId, tableId, query: { ...(isWhole ? all : query), sort: [], columns: null } })
    } catch (error) {
      state.error = failureOf(error)
    } finally {
      state.isAsking = false
    }
  }

  const dismiss = (tabId: string) => (stateOf(tabId).error = null)

  return { stateOf, keep, dismiss }
})
