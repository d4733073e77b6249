// The numbers behind each view's plot: asked again when the question or the axes change, late answers dropped.
import type { ErrorData } from '@shared/errors/app-error'
import type { ChartSpec } from '@shared/chart/chart-spec'
import type { NumberColumns } from '@shared/ipc/answers'
import type { FilterNode } from '@shared/query/query'
import { sourceKey } from '@shared/table/table'
import { defineStore } from 'pinia'
import { markRaw, shallowReactive, toRaw } from 'vue'
import { api } from '../api'
import { failureOf, nextRequestId, plainQuery, type ViewState } from '../query/views-store'
import { notify, notifyFailure } from '../shell/notify'
import { chartKindOf } from './chart-registry'

/** Rows that a plot shows at the most: what a server sends in two pages, and what the engine sends at once. */
export const maxRowsOf = { live: 20_000, offline: 100_000 } as const

/** The state of one view's plot. */
export type PlotState = {
  spec: ChartSpec | null
  /** The numbers as last answered; they stay while new ones are on their way. */
  numbers: NumberColumns | null
  /** The filter that these numbers have passed; null while there are none. */
  filter: FilterNode | null
  isLoading: boolean
  error: ErrorData | null
}

type Asked = { requestId: string; rows: string; sort: string; version: number; columns: string }

export const usePlotStore = defineStore('plots', () => {
  // Both live as long as the view: numbers of closed tabs are let go.
  const states = new WeakMap<object, PlotState>()
  const asked = new WeakMap<object, Asked>()
  /** The remembered axes that each view's plot follows; a saved view brings others. */
  const followed = new WeakMap<object, string>()
  const keptFilters = shallowReactive(new Map<string, FilterNode>())

  /** The plot of a view, with the axes that its table starts with. */
  function stateOf(view: ViewState): PlotState {
    const known = states.get(toRaw(view))
    if (known) return known
    const state = shallowReactive<PlotState>({ spec: null, numbers: null, filter: null, isLoading: false, error: null })
    states.set(toRaw(view), state)
    return state
  }

  /** Ask for the numbers of a view's plot, unless they are there or on their way. */
  async function load(view: ViewState): Promise<void> {
    const { table } = view
    if (!table) return
    const state = stateOf(view)
    const remembered = JSON.stringify(view.look.plot)
    if (followed.get(toRaw(view)) !== remembered)
      state.spec = chartKindOf('scatter').firstSpec(table, view.look.plot) ?? state.spec
    followed.set(toRaw(view), remembered)
    if (!state.spec) return
    const { columns, labelColumn } = chartKindOf(state.spec.kind).request(table, state.spec)
    const query = plainQuery(view.query)
    const question: Asked = {
      requestId: nextRequestId(),
      rows: JSON.stringify([query.filter, query.search, query.rsql]),
      sort: JSON.stringify(query.sort),
      version: view.version,
      columns: JSON.stringify([columns, labelColumn]),
    }
    const before = asked.get(toRaw(view))
    if (before && isAnswered(before, question, state)) return
    if (before) void api.query.cancel({ requestId: before.requestId })
    asked.set(toRaw(view), question)
    state.isLoading = true
    void learnKeptFilter(view)
    const isCurrent = () => asked.get(toRaw(view)) === question
    try {
      const numbers = await api.query.numbers({
        source: view.source,
        // In the source's own order: where not all rows fit, a sort would show one end of the data only.
        query: { ...query, columns: null, sort: [] },
        columns,
        labelColumn,
        maxRows: maxRowsOf[view.source.kind],
        requestId: question.requestId,
      })
      if (!isCurrent()) return
      state.numbers = markRaw(numbers)
      state.filter = markRaw(query.filter)
      state.error = null
    } catch (error) {
      if (!isCurrent()) return
      state.error = failureOf(error)
      asked.delete(toRaw(view))
    } finally {
      if (isCurrent() || !asked.has(toRaw(view))) state.isLoading = false
    }
  }

  /** Sorting changes no plot; everything else is a new question. */
  function isAnswered(before: Asked, now: Asked, state: PlotState): boolean {
    if (before.columns !== now.columns || before.rows !== now.rows) return false
    if (before.version === now.version) return true
    return before.sort !== now.sort && !state.isLoading
  }

  /** A kept part of a table has passed the filter that it was kept with, which belongs to the title too. */
  async function learnKeptFilter(view: ViewState): Promise<void> {
    const { source } = view
    const key = sourceKey(source)
    if (source.kind !== 'offline' || keptFilters.has(key)) return
    try {
      const dataset = (await api.dataset.list()).find((one) => one.id === source.datasetId)
      if (dataset) keptFilters.set(key, dataset.query.filter)
    } catch {
      // The title goes without it.
    }
  }

  /** All filters that the numbers of a view's plot have passed, which may not be those that are asked for just now. */
  function filtersOf(view: ViewState): FilterNode[] {
    const passed = [stateOf(view).filter, keptFilters.get(sourceKey(view.source))]
    return passed.filter((filter) => filter !== null && filter !== undefined)
  }

  /** Show other axes or another scale. */
  function setSpec(view: ViewState, spec: ChartSpec): void {
    stateOf(view).spec = spec
    void load(view)
  }

  /** Ask again after a failure. */
  function retry(view: ViewState): void {
    asked.delete(toRaw(view))
    void load(view)
  }

  /** Write a picture to a file that the person chooses, and say where it went. */
  async function savePicture(
    kind: 'png' | 'svg',
    content: Uint8Array<ArrayBuffer> | string,
    name: string,
  ): Promise<void> {
    try {
      const path = await api.export.savePicture({ kind, content, suggestedName: name })
      if (path !== null) notify('Plot saved', path)
    } catch (error) {
      notifyFailure(error)
    }
  }

  return { stateOf, load, filtersOf, setSpec, retry, savePicture }
})
