// The rows of each open table view: a reader per tab and what the screen must know of it. It outlives the view's
// component, so that a tab that comes back to the front shows its rows at once.
import type { ErrorData } from '@shared/errors/app-error'
import type { Query } from '@shared/query/query'
import { defineStore } from 'pinia'
import { markRaw, reactive, shallowReactive, watch } from 'vue'
import { api } from '../../api'
import { failureOf, nextRequestId, plainQuery, useViewsStore, type ViewState } from '../../query/views-store'
import { useTabsStore } from '../../shell/tabs-store'
import { arrangeColumns, columnsToRead } from '../columns/column-look'
import { BlockReader } from './block-reader'
import { rowId, type RowFeed } from './row-feed'

export { rowId } from './row-feed'

/** The rows of one view as the screen sees them. */
export type RowsState = RowFeed & {
  readonly tabId: string
  /** Rows that pass; null until the first answer. */
  totalCount: number | null
  /** First rows of a question are on their way. */
  isAsking: boolean
  askedAtMs: number
  /** Why rows could not be read. */
  error: ErrorData | null
  /** When rows were read last; milliseconds since 1970. */
  readAtMs: number | null
  /** Columns that the reader reads; null for all. */
  columns: string[] | null
  keepsPlace: boolean
  /** The rows shown were read for somebody else, who is no longer signed in. */
  isOfOther: boolean
  /** The question that is asked, and the one whose rows are shown; as text, to compare. */
  askedQuery: string
  shownQuery: string
}

export const useRowsStore = defineStore('rows', () => {
  const states = shallowReactive(new Map<string, RowsState>())
  const tabs = useTabsStore()

  watch(
    () => tabs.tabs.map((tab) => tab.id),
    (ids) => {
      for (const [tabId, state] of states) {
        if (ids.includes(tabId)) continue
        state.reader.stop()
        states.delete(tabId)
      }
    },
  )

  /** The rows of a view; nothing is read before `ask`. */
  function stateOf(view: ViewState): RowsState {
    const present = states.get(view.tabId)
    if (present) return present
    const state = reactive(createState(view)) as RowsState
    states.set(view.tabId, state)
    return state
  }

  function createState(view: ViewState): RowsState {
    const get = () => states.get(view.tabId)
    const readPage: RowFeed['readPage'] = (offset, limit, columns, requestId) => {
      // A plain list: what is watched cannot leave the window.
      const query: Query = { ...plainQuery(view.query), columns: columns && [...columns] }
      return api.query.rows({ source: view.source, query, requestId, offset, limit })
    }
    const port = {
      read: (offset: number, limit: number, requestId: string) =>
        readPage(offset, limit, get()?.columns ?? null, requestId),
      cancel: (requestId: string) => void api.query.cancel({ requestId }),
      nextId: nextRequestId,
    }
    const reader = new BlockReader(port, {
      onBlock(block, totalCount) {
        const state = get()
        if (!state) return
        state.totalCount = totalCount
        state.readAtMs = Date.now()
        state.error = null
        // The answer carries the count too, and often comes before that of the question for it.
        if (view.filteredCount !== totalCount) view.filteredCount = totalCount
        state.listener?.onBlock(block)
      },
      onFresh() {
        const state = get()
        if (!state) return
        state.isAsking = false
        state.isOfOther = false
        state.shownQuery = state.askedQuery
        state.listener?.onFresh(state.keepsPlace)
      },
      onFailure(error) {
        const state = get()
        if (!state) return
        state.isAsking = false
        state.error = failureOf(error)
      },
    })
    return {
      part: 'rows',
      readPage,
      tabId: view.tabId,
      totalCount: null,
      isAsking: false,
      askedAtMs: 0,
      error: null,
      readAtMs: null,
      reader: markRaw(reader),
      columns: null,
      keepsPlace: false,
      isOfOther: false,
      topRow: 0,
      askedQuery: '',
      shownQuery: '',
      listener: null,
    }
  }

  /** Read the rows of the present question from its top, or from the row in view when only reading again. */
  function ask(view: ViewState): void {
    const table = view.table
    if (!table) return
    const state = stateOf(view)
    const question = JSON.stringify(view.query)
    state.keepsPlace = question === state.shownQuery
    state.askedQuery = question
    state.columns = columnsToRead(table, arrangeColumns(table, view.look.columns))
    state.isAsking = true
    state.askedAtMs = Date.now()
    state.error = null
    state.reader.ask(state.keepsPlace ? state.topRow : 0)
  }

  /** Somebody else is signed in now: rows that cannot be read again are not theirs to see. */
  function handOver(tabId: string): void {
    const state = states.get(tabId)
    if (state) state.isOfOther = true
  }

  /** Read again where it is when columns are shown that were not read. */
  function askForColumns(view: ViewState): void {
    const { columns } = stateOf(view)
    if (!view.table || columns === null) return
    const needed = columnsToRead(view.table, arrangeColumns(view.table, view.look.columns))
    if (needed === null || needed.some((name) => !columns.includes(name))) ask(view)
  }

  /** Ask again after a failure: everything when the table or the count failed, else what is missing. */
  function retry(view: ViewState): void {
    if (view.error !== null) return useViewsStore().reload(view.tabId)
    const state = stateOf(view)
    state.error = null
    state.isAsking = state.reader.isLeading
    state.askedAtMs = Date.now()
    state.reader.retry()
  }

  /**
   * Select the row at a position.
   *
   * @returns its id; null when it was not read yet: then only the position is taken
   */
  function select(view: ViewState, index: number): string | null {
    const row = stateOf(view).reader.rowAt(index)
    view.position = index
    if (!row || !view.table) return null
    view.selectedId = rowId(row, view.table)
    return view.selectedId
  }

  /**
   * Find where a row stands, among the rows that were read, else by asking the source; the view keeps the position.
   *
   * @returns the position from 0; null when it is not among the rows or the source cannot tell
   */
  async function locate(view: ViewState, id: string): Promise<number | null> {
    const { version, table } = view
    if (!table) return null
    const known = [...stateOf(view).reader.readRows()].find((row) => rowId(row, table) === id)
    view.position = known ? known.index : null
    if (known) return known.index
    try {
      const query = plainQuery(view.query)
      const position = await api.query.position({ source: view.source, query, requestId: nextRequestId(), id })
      if (view.version !== version || view.selectedId !== id) return null
      const { totalCount } = stateOf(view)
      view.position = position !== null && totalCount !== null && position >= totalCount ? null : position
      return view.position
    } catch {
      // Where a row stands is a comfort: without it the row is still shown in the details.
      return null
    }
  }

  return { states, stateOf, ask, handOver, askForColumns, retry, select, locate }
})
