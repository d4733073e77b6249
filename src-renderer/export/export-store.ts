// Asks main for a file with the rows and columns on screen, and keeps what went wrong with asking.
import type { ErrorData } from '@shared/errors/app-error'
import { queryFileName } from '@shared/query/sentence'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api } from '../api'
import { failureOf, plainQuery, type ViewState } from '../query/views-store'

type ExportState = { isAsking: boolean; error: ErrorData | null }

export const useExportStore = defineStore('export', () => {
  const states = reactive(new Map<string, ExportState>())

  function stateOf(tabId: string): ExportState {
    if (!states.has(tabId)) states.set(tabId, { isAsking: false, error: null })
    return states.get(tabId) as ExportState
  }

  /**
   * Export exactly the rows of the view's question, in its order, with these columns in this order. Main asks for the
   * file's name; the work itself is a task in the status bar.
   */
  async function exportCsv(view: ViewState, columns: readonly string[]): Promise<void> {
    const state = stateOf(view.tabId)
    if (!view.table || state.isAsking) return
    state.isAsking = true
    state.error = null
    try {
      await api.export.toCsv({
        source: view.source,
        query: { ...plainQuery(view.query), columns: [...columns] },
        suggestedName: `${queryFileName(view.table, view.query)}.csv`,
      })
    } catch (error) {
      state.error = failureOf(error)
    } finally {
      state.isAsking = false
    }
  }

  const dismiss = (tabId: string) => (stateOf(tabId).error = null)

  return { stateOf, exportCsv, dismiss }
})
