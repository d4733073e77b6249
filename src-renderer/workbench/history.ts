// Back and forward through what was looked at: notes the table, question and row in front, and brings them back.
import { rsqlOf, type FilterNode, type Query } from '@shared/query/query'
import { onBeforeUnmount, onMounted, toRaw, watch } from 'vue'
import { useServersStore } from '../connect/servers-store'
import { plainQuery, useViewsStore, type ViewState } from '../query/views-store'
import { registerWhile, runCommand } from '../shell/commands'
import { useDialogsStore } from '../shell/dialogs-store'
import { useHistoryStore, type Place } from '../shell/history-store'
import { useTabsStore } from '../shell/tabs-store'
import { useDatasetsStore } from '../tables/datasets-store'
import { useRowsStore } from '../table/rows/rows-store'

/** Changes of the same value that follow each other sooner than this are one step. */
const sameStepMs = 2_500
/** A row that stays selected this long is remembered with its table. */
const restMs = 1_000

/** Follow what is looked at while the calling component is there. */
export function useHistory(): void {
  const history = useHistoryStore()
  const tabs = useTabsStore()
  const views = useViewsStore()
  let notedAtMs = 0
  /** The place was noted before its table was known: the question that comes with the table is no step. */
  let isEarly = false

  const viewInFront = (): ViewState | null => (tabs.activeId === null ? null : (views.views.get(tabs.activeId) ?? null))

  function note(view: ViewState): void {
    const tab = tabs.tabs.find(({ id }) => id === view.tabId)
    if (!tab) return
    const { tabId, source, selectedId, keepsQuery } = view
    const query = toRaw(view.query)
    const before = history.current
    const isGoingOn = Date.now() - notedAtMs < sameStepMs && before !== null && isTyping(before.query, query)
    if (before?.query !== query) notedAtMs = Date.now()
    history.note({ tabId, source, title: tab.title, query, selectedId, keepsQuery }, isGoingOn || isEarly)
    isEarly = view.table === null
  }

  watch(
    () => {
      const view = viewInFront()
      return [tabs.activeId, view, view?.query, view?.selectedId, view?.table] as const
    },
    ([id, view]) => {
      if (id === null) history.leave()
      else if (view) note(view)
    },
  )

  /** @returns false when there is nothing to step to, so that nobody thinks that something happened */
  function go(by: 1 | -1): boolean {
    const place = history.step(by)
    if (!place) return false
    notedAtMs = 0
    isEarly = false
    show(place)
    return true
  }

  const stops = [
    registerWhile(
      () => history.canGoBack,
      () => ({ back: () => go(-1) }),
    ),
    registerWhile(
      () => history.canGoForward,
      () => ({ forward: () => go(1) }),
    ),
  ]
  onBeforeUnmount(() => stops.forEach((stop) => stop()))
  useForgetting()
  useMouseButtons()
  useKeptRow(viewInFront)
}

/** Bring a place back: its tab, opened again if it was closed, its question and its row. */
function show(place: Place): void {
  const tabs = useTabsStore()
  const views = useViewsStore()
  const { tabId, title, query, selectedId, keepsQuery } = place
  const tab = tabs.tabs.find(({ id }) => id === tabId)
  if (!tab) {
    const options = { title, keepsQuery, startQuery: plainQuery(query), inNewTab: true }
    const opened = tabs.open(place.source, { ...options, ...(selectedId !== null && { startRowId: selectedId }) })
    return useHistoryStore().rename(tabId, opened.id)
  }
  tabs.activate(tabId)
  const view = views.viewOf(tab)
  const change = changeTo(view.query, query)
  if (change === null) {
    views.select(tabId, selectedId)
    return
  }
  views.ask(tabId, change)
  selectOnceRead(view, selectedId)
}

/** A row is brought into view by its selection, which therefore waits for the rows that it stands among. */
function selectOnceRead(view: ViewState, selectedId: string | null): void {
  useViewsStore().select(view.tabId, null)
  if (selectedId === null) return
  const rows = useRowsStore().stateOf(view)
  const { version } = view
  const asked = JSON.stringify(view.query)
  const stop = watch(
    () => [rows.shownQuery, view.version, view.selectedId] as const,
    ([shown, now, chosen]) => {
      if (now === version && chosen === null && shown !== asked) return
      stop()
      if (now === version && chosen === null) useViewsStore().select(view.tabId, selectedId)
    },
    { flush: 'post' },
  )
}

/** What has to be asked to come from one question to another; null when they are the same. */
function changeTo(from: Query, { filter, search, sort, rsql = null }: Query): Partial<Query> | null {
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
  const isRowsSame = isSame([from.filter, from.search, rsqlOf(from)], [filter, search, rsqlOf({ rsql })])
  const isOrderSame = isSame(from.sort, sort)
  if (isRowsSame && isOrderSame) return null
  return { ...(!isRowsSame && { filter, search, rsql }), ...(!isOrderSame && { sort }) }
}

/** True when two questions differ only in what is typed: a word to search, the values of a condition, a text. */
export function isTyping(before: Query, now: Query): boolean {
  if (JSON.stringify(before.sort) !== JSON.stringify(now.sort)) return false
  const isText = rsqlOf(before) !== null
  if (isText !== (rsqlOf(now) !== null)) return false
  if (isText) return true
  const isSearchSame = before.search === now.search
  if (!isSearchSame) {
    const isRest = before.search !== '' && now.search !== ''
    return isRest && JSON.stringify(before.filter) === JSON.stringify(now.filter)
  }
  return JSON.stringify(shapeOf(before.filter)) === JSON.stringify(shapeOf(now.filter))
}

/** A filter without its values. */
const shapeOf = (node: FilterNode): unknown =>
  node.kind === 'condition'
    ? [node.id, node.attribute, node.operator, node.isOff, node.values.length]
    : [node.id, node.joint, node.isNot === true, node.isOff, node.children.map(shapeOf)]

/** Places of servers that were removed, and of deleted copies, are not stepped to. */
function useForgetting(): void {
  const history = useHistoryStore()
  const servers = useServersStore()
  const datasets = useDatasetsStore()
  watch(
    () => [servers.entries, datasets.datasets] as const,
    () =>
      history.forget(({ source }) =>
        source.kind === 'live'
          ? !servers.entries.some(({ id }) => id === source.serverId)
          : datasets.isLoaded && datasets.find(source.datasetId) === null,
      ),
  )
}

/** The buttons at the side of a mouse. */
function useMouseButtons(): void {
  const dialogs = useDialogsStore()
  function onMouse(event: MouseEvent): void {
    if (event.button !== 3 && event.button !== 4) return
    event.preventDefault()
    if (event.type === 'mouseup' && dialogs.dialog === null) runCommand(event.button === 3 ? 'back' : 'forward')
  }
  const kinds = ['mousedown', 'mouseup'] as const
  onMounted(() => kinds.forEach((kind) => window.addEventListener(kind, onMouse)))
  onBeforeUnmount(() => kinds.forEach((kind) => window.removeEventListener(kind, onMouse)))
}

/** The selected row is remembered with its table once it rests. */
function useKeptRow(viewInFront: () => ViewState | null): void {
  const views = useViewsStore()
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => viewInFront()?.selectedId,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const view = viewInFront()
        if (!view?.keepsQuery || view.table === null || view.look.selectedId === view.selectedId) return
        // An id that is longer is not remembered.
        if ((view.selectedId?.length ?? 0) <= 10_000) views.saveLook(view.tabId, { selectedId: view.selectedId })
      }, restMs)
    },
  )
  onBeforeUnmount(() => clearTimeout(timer))
}
