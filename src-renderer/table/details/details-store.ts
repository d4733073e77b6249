// The selected row of each view with every attribute. Late answers about another row are dropped.
import type { ErrorData } from '@shared/errors/app-error'
import { cellId, sliceRows, type Row } from '@shared/table/table-slice'
import type { Table } from '@shared/table/table'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api } from '../../api'
import { failureOf, type ViewState } from '../../query/views-store'
import { cellOf, type RowHandle } from '../rows/block-reader'
import { rowId, useRowsStore } from '../rows/rows-store'

type DetailsState = {
  id: string | null
  row: Row | null
  isLoading: boolean
  /** The row is not there any more. */
  isGone: boolean
  error: ErrorData | null
  number: number
}

/** Arrow keys run through rows; only a row that stays selected this long is read from the source. */
const restMs = 80

export const useDetailsStore = defineStore('details', () => {
  const states = reactive(new Map<string, DetailsState>())

  function stateOf(tabId: string): DetailsState {
    if (!states.has(tabId)) {
      states.set(tabId, { id: null, row: null, isLoading: false, isGone: false, error: null, number: 0 })
    }
    return states.get(tabId) as DetailsState
  }

  /** What the grid has read of the row: at once, and enough when no column is missing. */
  function fromGrid(view: ViewState, table: Table, id: string): { row: Row; isWhole: boolean } | null {
    const { reader } = useRowsStore().stateOf(view)
    const near = view.position === null ? undefined : reader.rowAt(view.position)
    const isIt = (row: RowHandle | undefined): row is RowHandle => row !== undefined && rowId(row, table) === id
    if (!isIt(near)) return null
    // Without a prototype: attributes may be called `constructor` or `__proto__`.
    const row = Object.create(null) as Record<string, Row[string]>
    for (const column of table.columns) {
      const cell = cellOf(near, column.name)
      if (cell !== undefined) row[column.name] = cell
    }
    return { row, isWhole: Object.keys(row).length === table.columns.length }
  }

  /** Show the selected row of a view. */
  async function show(view: ViewState, isAgain = false): Promise<void> {
    const state = stateOf(view.tabId)
    const { table, selectedId: id } = view
    const number = ++state.number
    if (!table || id === null) {
      Object.assign(state, { id: null, row: null, isLoading: false, isGone: false, error: null })
      return
    }
    const known = isAgain ? null : fromGrid(view, table, id)
    Object.assign(state, { id, isGone: false, error: null, isLoading: !known?.isWhole })
    if (known) state.row = known.row
    else if (state.row && cellId(state.row[table.idColumn] ?? null) !== id) state.row = null
    if (known?.isWhole) return
    await new Promise((resolve) => setTimeout(resolve, restMs))
    if (state.number !== number) return
    try {
      const slice = await api.query.row({ source: view.source, id })
      if (state.number !== number) return
      state.row = slice ? (sliceRows(slice)[0] ?? null) : null
      state.isGone = state.row === null
    } catch (error) {
      if (state.number === number) state.error = failureOf(error)
    } finally {
      if (state.number === number) state.isLoading = false
    }
  }

  return { stateOf, show }
})
