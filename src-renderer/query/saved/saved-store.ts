// Saved filters and views of each table: listed, shown, saved, renamed, deleted, and the way back to the plain table.
import { findAlleleColumns } from '@shared/ase/allele-columns'
import { emptyGroup, type Query } from '@shared/query/query'
import type { SavedView } from '@shared/settings/saved-view'
import { plainTableView } from '@shared/settings/table-view'
import { findColumn, sourceKey, type SourceRef } from '@shared/table/table'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api } from '../../api'
import { notify, notifyFailure } from '../../shell/notify'
import { useDatasetsStore } from '../../tables/datasets-store'
import { useViewsStore, type ViewState } from '../views-store'
import { contentOf, isAsSaved, rowsText, type ViewContent } from './compare-views'
import { fitQuery } from './left-view'

export const useSavedStore = defineStore('saved-views', () => {
  const lists = reactive(new Map<string, readonly SavedView[]>())
  const views = useViewsStore()
  const datasets = useDatasetsStore()

  /** A table and its copies share what was saved for it. */
  function keyOf(source: SourceRef): string {
    if (source.kind === 'live') return sourceKey(source)
    const dataset = datasets.find(source.datasetId)
    if (!dataset) return sourceKey(source)
    return sourceKey({ kind: 'live', serverId: dataset.serverId, tableId: dataset.table.id })
  }

  /** Read what was saved for a view's table. */
  async function load(view: ViewState): Promise<void> {
    const key = keyOf(view.source)
    if (lists.has(key)) return
    try {
      lists.set(key, await api.views.list({ key }))
    } catch (error) {
      notifyFailure(error)
    }
  }

  const listOf = (view: ViewState): readonly SavedView[] => lists.get(keyOf(view.source)) ?? []

  const find = (view: ViewState, id: string): SavedView | null => listOf(view).find((one) => one.id === id) ?? null

  /** The saved one that has a name already, but for the one that is to get it. */
  const withName = (view: ViewState, kind: SavedView['kind'], name: string, forId?: string): SavedView | null =>
    listOf(view).find((one) => one.kind === kind && one.name === name.trim() && one.id !== forId) ?? null

  /** The saved view that was shown last, changed since or not. */
  const inFront = (view: ViewState): SavedView | null =>
    view.look.viewId === null ? null : find(view, view.look.viewId)

  async function keep(view: ViewState, saved: SavedView): Promise<void> {
    const key = keyOf(view.source)
    lists.set(key, await api.views.save({ key, view: JSON.parse(JSON.stringify(saved)) as SavedView }))
  }

  /**
   * Save a view as it is now. One of the same kind and name is replaced.
   *
   * @throws AppError when it cannot be kept
   */
  async function saveAs(view: ViewState, name: string, kind: SavedView['kind']): Promise<void> {
    await add(view, { ...contentOf(view), name: name.trim(), kind })
  }

  /** Add a view that is shown or comes from a file, and show it. @throws AppError when it cannot be kept */
  async function add(view: ViewState, content: ViewContent & Pick<SavedView, 'name' | 'kind'>): Promise<SavedView> {
    const same = withName(view, content.kind, content.name)
    const saved: SavedView = { ...content, id: same?.id ?? crypto.randomUUID() }
    await keep(view, saved)
    if (saved.kind === 'view') views.saveLook(view.tabId, { viewId: saved.id })
    return saved
  }

  /** Save the changes of the view in front. */
  async function save(view: ViewState): Promise<void> {
    const saved = inFront(view)
    if (!saved) return
    try {
      await keep(view, { ...saved, ...contentOf(view) })
      notify('View saved', saved.name)
    } catch (error) {
      notifyFailure(error)
    }
  }

  /** @throws AppError when it cannot be kept */
  async function rename(view: ViewState, id: string, name: string): Promise<void> {
    const saved = find(view, id)
    if (saved) await keep(view, { ...saved, name: name.trim() })
  }

  /** Delete a saved view; the message that says so brings it back. */
  async function remove(view: ViewState, saved: SavedView): Promise<void> {
    const key = keyOf(view.source)
    try {
      lists.set(key, await api.views.remove({ key, id: saved.id }))
      const restore = (): void => void keep(view, saved).catch(notifyFailure)
      notify(`${saved.kind === 'view' ? 'View' : 'Filter'} deleted`, saved.name, { label: 'Undo', run: restore })
    } catch (error) {
      notifyFailure(error)
    }
  }

  /** Show a saved filter or view, as far as the table has what it names; what it has not is said. */
  function show(view: ViewState, saved: SavedView): void {
    const { table } = view
    if (!table) return
    const { query, leftOut } = fitQuery(table, saved.query)
    view.leftOut = leftOut
    if (saved.kind === 'view') {
      const { plot } = saved
      const isPlotThere = plot !== null && [plot.x, plot.y].every((name) => findColumn(table, name))
      view.layout = saved.layout ?? view.layout
      views.saveLook(view.tabId, {
        columns: saved.columns.map((column) => ({ ...column })),
        layout: view.layout,
        plot: isPlotThere ? { ...plot } : null,
        viewId: saved.id,
      })
    }
    askFor(view, saved.kind === 'view' ? query : { ...query, sort: view.query.sort })
  }

  /** Ask for what differs only: the grid stays where it is when that is nothing. */
  function askFor(view: ViewState, { filter, search, sort, rsql = null }: Omit<Query, 'columns'>): void {
    const isSame = rowsText(view.query) === rowsText({ filter, search, sort, rsql })
    const isSorted = JSON.stringify(view.query.sort) === JSON.stringify(sort)
    if (isSame && isSorted) return
    views.ask(view.tabId, { ...(!isSame && { filter, search, rsql }), ...(!isSorted && { sort }) })
  }

  /** The person has read what was left out. */
  function forgetLeftOut(view: ViewState): void {
    view.leftOut = null
  }

  /** Take back what was changed since the view in front was shown. */
  function reset(view: ViewState): void {
    const saved = inFront(view)
    if (saved) show(view, saved)
  }

  /** Show the table as if nobody had touched it; the message that says so brings back what was shown. */
  function showPlain(view: ViewState): void {
    if (!view.table) return
    const before = contentOf(view)
    const { viewId } = view.look
    const layout = findAlleleColumns(view.table) ? 'both' : 'grid'
    put(view, { columns: [], layout, plot: null, query: { filter: emptyGroup(), search: '', sort: [] } }, null)
    views.saveLook(view.tabId, { ...plainTableView() })
    notify('The plain table is shown', 'Without filter, order and chosen columns.', {
      label: 'Undo',
      run: () => put(view, before, viewId),
    })
  }

  function put(view: ViewState, { columns, layout, plot, query }: ViewContent, viewId: string | null): void {
    view.leftOut = null
    view.layout = layout ?? view.layout
    views.saveLook(view.tabId, { columns, layout, plot, viewId })
    askFor(view, query)
  }

  /** True while the view in front is shown otherwise than it was saved. */
  function isChanged(view: ViewState): boolean {
    const saved = inFront(view)
    return saved !== null && !isAsSaved(view, saved)
  }

  const reading = { load, keyOf, listOf, find, withName, inFront, isChanged }
  return { ...reading, saveAs, add, save, rename, remove, show, reset, showPlain, forgetLeftOut }
})
