// The state of each open table view: its table, its question, counts, selection and layout. Grid, plot, details and
// export all read it from here; components never call the main process themselves.
import { findAlleleColumns } from '@shared/ase/allele-columns'
import type { ErrorData } from '@shared/errors/app-error'
import { emptyQuery, isFiltering, rsqlOf, type Query } from '@shared/query/query'
import { plainTableView, type TableView } from '@shared/settings/table-view'
import { sourceKey, type SourceRef, type Table } from '@shared/table/table'
import { defineStore } from 'pinia'
import { markRaw, reactive, toRaw } from 'vue'
import { api } from '../api'
import { failureData } from '../shell/failure'
import type { Tab } from '../shell/tabs-store'
import { fitQuery, nothingLeftOut, rememberedQuery, type LeftOut } from './saved/left-view'

/** How grid and plot share the room. */
export type ViewLayout = 'grid' | 'both' | 'plot'

/** One table view. `query.columns` stays null here: which columns are shown is the table view's business. */
export type ViewState = {
  readonly tabId: string
  readonly source: SourceRef
  table: Table | null
  query: Query
  /** Counts up with each change of the question, so that late answers can be told from current ones. */
  version: number
  /** Counts up each time that everything is read again: what was known of the rows may no longer be so. */
  reloadCount: number
  /** Rows that pass the query; null while unknown. */
  filteredCount: number | null
  /** Rows in the table; null while unknown. */
  tableCount: number | null
  /** Id of the selected row. */
  selectedId: string | null
  /** Position of the selected row among the rows that pass, from 0; null while unknown. */
  position: number | null
  layout: ViewLayout
  /** How the person left the table: columns, widths, plot axes, and the question as it was last remembered. */
  look: TableView
  /** The question is remembered with the table; not so of a view that was opened to show something in particular. */
  readonly keepsQuery: boolean
  /** What of a remembered or saved question the table cannot answer; null when that is nothing. */
  leftOut: LeftOut | null
  /** What went wrong with describing or counting; the grid shows it in place. */
  error: ErrorData | null
  isLoading: boolean
  /** A count is on its way; the counts shown are of the question before. */
  isCounting: boolean
}

let lastRequest = 0
/** An id for a question, so that it can be cancelled when nobody waits for its answer any more. */
export const nextRequestId = (): string => `q${++lastRequest}`

/** The plain form of a failure, for the screen; null for a cancelled question. */
export const failureOf = failureData

export const useViewsStore = defineStore('views', () => {
  const views = reactive(new Map<string, ViewState>())
  const countRequests = new Map<string, string>()
  const opened = new Set<string>()
  /** The remembered question of each table, for views that keep the look alone. */
  const leftQuestions = new Map<string, Pick<TableView, 'query' | 'isQueryCut' | 'viewId' | 'selectedId'>>()

  /** The view of a tab, made and loaded on first use. */
  function viewOf(tab: Tab): ViewState {
    const existing = views.get(tab.id)
    if (existing) return existing
    // A tab that is opened again brings its question.
    if (tab.startQuery !== null) opened.add(tab.id)
    views.set(tab.id, {
      tabId: tab.id,
      // Plain, not reactive: it crosses the process border with every question.
      source: markRaw({ ...tab.source }),
      table: null,
      query: asValue(tab.startQuery ?? emptyQuery()),
      version: 0,
      reloadCount: 0,
      filteredCount: null,
      tableCount: null,
      selectedId: tab.startRowId,
      position: null,
      layout: 'grid',
      look: plainTableView(),
      keepsQuery: tab.keepsQuery ?? (tab.startQuery === null && tab.startRowId === null),
      leftOut: null,
      error: null,
      isLoading: true,
      isCounting: false,
    })
    void load(tab.id)
    return views.get(tab.id) as ViewState
  }

  /** Read metadata, the remembered look and the counts. */
  async function load(tabId: string): Promise<void> {
    const view = views.get(tabId)
    if (!view) return
    view.isLoading = true
    view.error = null
    try {
      const [table, look] = await Promise.all([
        api.tables.describe({ source: view.source }),
        api.settings.getTableView({ key: sourceKey(view.source) }),
      ])
      view.look = look ?? plainTableView()
      keepQuestion(view)
      if (!opened.has(tabId)) openAsLeft(view, table)
      // Allele counts have a figure of their own; such a table opens with it.
      view.layout = look?.layout ?? (findAlleleColumns(table) ? 'both' : 'grid')
      view.table = markRaw(table)
      await count(tabId)
    } catch (error) {
      view.error = failureOf(error)
    } finally {
      view.isLoading = false
    }
  }

  /** Ask what was asked when the table was left, as far as it still has the columns. */
  function openAsLeft(view: ViewState, table: Table): void {
    opened.add(view.tabId)
    if (!view.keepsQuery) return
    view.selectedId ??= view.look.selectedId
    if (view.look.isQueryCut) view.leftOut = { ...nothingLeftOut, isCut: true }
    if (!view.look.query) return
    const { query, leftOut } = fitQuery(table, view.look.query)
    view.query = asValue(query)
    view.leftOut = leftOut
  }

  function keepQuestion({ source, look }: ViewState): void {
    const { query, isQueryCut, viewId, selectedId } = look
    leftQuestions.set(sourceKey(source), { query, isQueryCut, viewId, selectedId })
  }

  /** Ask again for the counts of the present question; a question that is still out is cancelled. */
  async function count(tabId: string): Promise<void> {
    const view = views.get(tabId)
    if (!view) return
    const stale = countRequests.get(tabId)
    if (stale !== undefined) void api.query.cancel({ requestId: stale })
    const requestId = nextRequestId()
    countRequests.set(tabId, requestId)
    const version = view.version
    view.isCounting = true
    try {
      const filtered = await api.query.count({ source: view.source, query: plainQuery(view.query), requestId })
      if (view.version !== version) return
      view.filteredCount = filtered
      view.error = null
      if (!isFiltering(view.query)) view.tableCount = filtered
      else if (view.tableCount === null) {
        view.tableCount = await api.query.count({
          source: view.source,
          query: emptyQuery(),
          requestId: nextRequestId(),
        })
      }
    } catch (error) {
      if (view.version !== version) return
      view.error = failureOf(error) ?? view.error
      // A refused filter has no count, and that of the filter before would be a wrong number.
      if (view.error?.code.startsWith('query.')) view.filteredCount = null
    } finally {
      if (countRequests.get(tabId) === requestId) {
        countRequests.delete(tabId)
        view.isCounting = false
      }
    }
  }

  /** Change the question: filter, search or sort. Grid and plot follow by watching `version`. */
  function ask(tabId: string, change: Partial<Query>): void {
    const view = views.get(tabId)
    if (!view) return
    // A filter that is set takes the place of one that is a text.
    const isTextGone = 'filter' in change && !('rsql' in change) && rsqlOf(view.query) !== null
    view.query = asValue({ ...view.query, ...(isTextGone ? { rsql: null } : {}), ...change })
    view.version += 1
    view.error = null
    // What is asked before the table is known takes the place of what was remembered.
    opened.add(tabId)
    if (view.keepsQuery && view.table !== null) saveLook(tabId, rememberedQuery(view.query))
    if ('filter' in change || 'search' in change || 'rsql' in change) void count(tabId)
  }

  /** Read everything again, for 'Read again', after a sign-in or when the engine came back. */
  function reload(tabId: string): void {
    const view = views.get(tabId)
    if (!view) return
    view.version += 1
    view.reloadCount += 1
    view.tableCount = null
    void load(tabId)
  }

  /** Select a row by its id, or none; grid, plot and details follow. */
  function select(tabId: string, id: string | null): void {
    const view = views.get(tabId)
    if (view) view.selectedId = id
  }

  /** Remember how the table looks and what is asked. */
  function saveLook(tabId: string, change: Partial<TableView>): void {
    const view = views.get(tabId)
    if (!view) return
    view.look = { ...view.look, ...change }
    const key = sourceKey(view.source)
    if (view.keepsQuery) keepQuestion(view)
    const kept = { ...view.look, ...leftQuestions.get(key) }
    const remembered = JSON.parse(JSON.stringify(kept)) as TableView
    // That settings cannot be kept is told by main; the view on screen is the same with or without.
    void api.settings.setTableView({ key, view: remembered }).catch(() => undefined)
  }

  /** Forget the view of a closed tab. */
  function drop(tabId: string): void {
    const stale = countRequests.get(tabId)
    if (stale !== undefined) void api.query.cancel({ requestId: stale })
    views.delete(tabId)
    opened.delete(tabId)
  }

  return { views, viewOf, load, count, ask, reload, select, saveLook, drop }
})

/** A query is replaced, never changed: nothing within it is watched, be it a list of thousands of ids. */
const asValue = (query: Query): Query => markRaw({ ...toRaw(query) })

/** A copy of a query without the window's reactivity, fit for crossing the process border. */
export const plainQuery = (query: Query): Query => JSON.parse(JSON.stringify(query)) as Query
