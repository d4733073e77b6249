// New rows that are not sent yet, as rows that a grid can show: read in blocks from what main keeps.
import { placeKey, type StagedRow } from '@shared/edit/staged'
import { sourceKey, type Table } from '@shared/table/table'
import type { TableSlice } from '@shared/table/table-slice'
import { defineStore } from 'pinia'
import { markRaw, shallowReactive, watch } from 'vue'
import { api } from '../../api'
import { placeOf, useEditsStore } from '../../edit/edits-store'
import { nextRequestId, type ViewState } from '../../query/views-store'
import { notifyFailure } from '../../shell/notify'
import { useTabsStore } from '../../shell/tabs-store'
import { BlockReader } from './block-reader'
import { keyColumn, type RowFeed } from './row-feed'

/** The new rows of one view. */
export type AddedState = RowFeed & {
  /** Rows that are shown; those that main has may be more until they are read. */
  rowCount: number
  isFolded: boolean
}

/** Rows that main hands over at once. */
const mostAtOnce = 1000

/** New rows as a slice; their keys stand in a column of their own. */
export function addedSlice(
  table: Table,
  rows: readonly StagedRow[],
  range: { readonly offset: number; readonly totalCount: number },
): TableSlice {
  const names = table.columns.map((column) => column.name)
  return {
    columns: [...names, keyColumn],
    data: [...names.map((name) => rows.map((row) => row.after[name] ?? null)), rows.map((row) => row.key)],
    rowCount: rows.length,
    offset: range.offset,
    totalRowCount: range.totalCount,
  }
}

export const useAddedStore = defineStore('added-rows', () => {
  const states = shallowReactive(new Map<string, AddedState>())
  const placeOfTab = new WeakMap<AddedState, string>()
  const edits = useEditsStore()
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
  // What is staged changed: the new rows are read again where they are in view.
  watch(
    () => [...edits.summaries].map(([key, { version }]) => `${key} ${version}`),
    (now, before) => {
      const changed = now.filter((text) => !before.includes(text)).map((text) => text.slice(0, text.lastIndexOf(' ')))
      for (const state of states.values()) if (changed.includes(placeOfTab.get(state) ?? '')) refresh(state)
    },
  )

  /** The new rows of a view; nothing is read before there are some. */
  function stateOf(view: ViewState): AddedState {
    const present = states.get(view.tabId)
    if (present) return present
    const state: AddedState = shallowReactive(createState(view))
    states.set(view.tabId, state)
    const place = placeOf(view.source)
    if (place) placeOfTab.set(state, placeKey(place))
    refresh(state)
    return state
  }

  function createState(view: ViewState): AddedState {
    const readPage = (offset: number, limit: number) => read(view, offset, limit)
    const get = () => states.get(view.tabId)
    const reader = new BlockReader(
      { read: readPage, cancel: () => undefined, nextId: nextRequestId },
      {
        onBlock: (block, totalCount) => {
          const state = get()
          if (!state) return
          state.rowCount = totalCount
          state.listener?.onBlock(block)
        },
        onFresh: () => get()?.listener?.onFresh(true),
        onFailure: notifyFailure,
      },
    )
    return {
      part: 'added',
      reader: markRaw(reader),
      topRow: 0,
      listener: null,
      readPage,
      rowCount: 0,
      isFolded: false,
    }
  }

  async function read(view: ViewState, offset: number, limit: number): Promise<TableSlice> {
    const place = placeOf(view.source)
    const { table } = view
    if (!place || !table) throw new Error(`${sourceKey(view.source)} has no new rows.`)
    const found = await api.edit.added({ place, offset, limit: Math.min(limit, mostAtOnce) })
    return addedSlice(table, found.rows, { offset, totalCount: found.totalCount })
  }

  function refresh(state: AddedState): void {
    const summary = edits.summaries.get(placeOfTab.get(state) ?? '')
    if ((summary?.addCount ?? 0) > 0) state.reader.ask(state.topRow)
    else state.rowCount = 0
  }

  return { states, stateOf }
})
