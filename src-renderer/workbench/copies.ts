// What follows from copies that changed, or from their reader being started again: open views read again.
import type { Dataset } from '@shared/dataset/dataset'
import { activeConditions, rsqlOf } from '@shared/query/query'
import type { DatasetId } from '@shared/table/table'
import { watch } from 'vue'
import { useViewsStore, type ViewState } from '../query/views-store'
import { useTabsStore } from '../shell/tabs-store'
import { useDatasetsStore } from '../tables/datasets-store'

/** Which of the open views of copies are meant. */
type IsMeant = (view: Pick<ViewState, 'query'>, id: DatasetId) => boolean

/** Read the open views of copies again: those that are meant, or all. */
export function readCopiesAgain(isMeant: IsMeant = () => true): void {
  const views = useViewsStore()
  for (const { id: tabId, source } of useTabsStore().tabs) {
    const view = views.views.get(tabId)
    if (view && source.kind === 'offline' && isMeant(view, source.datasetId)) views.reload(tabId)
  }
}

/** How the copies differ from those before: kept again, and whose referenced tables were kept, kept again or deleted. */
export function changedCopies(datasets: readonly Dataset[], before: readonly Dataset[]) {
  const last = new Map(before.map((dataset) => [dataset.id, dataset]))
  const refreshed = datasets.filter(({ id, keptAtIso }) => last.has(id) && last.get(id)?.keptAtIso !== keptAtIso)
  const added = datasets.filter(({ id }) => !last.has(id))
  const removed = before.filter(({ id }) => datasets.every((dataset) => dataset.id !== id))
  const changed = [...refreshed, ...added, ...removed]
  const refersTo = ({ serverId, table }: Dataset) =>
    changed.some(
      (other) => other.serverId === serverId && table.columns.some(({ target }) => target?.tableId === other.table.id),
    )
  const ids = (some: readonly Dataset[]) => new Set(some.map(({ id }) => id))
  return { refreshed: ids(refreshed), referring: ids(datasets.filter(refersTo)) }
}

/** True when rows of other tables decide on the answer. */
const leadsOut = ({ query }: Pick<ViewState, 'query'>): boolean =>
  query.search.trim() !== '' ||
  rsqlOf(query) !== null ||
  activeConditions(query.filter).some(({ attribute }) => attribute.includes('.'))

/** Follow the copies while the calling component is there. */
export function useCopies(): void {
  const store = useDatasetsStore()
  let isKnown = store.isLoaded
  watch(
    () => store.datasets,
    (datasets, before) => {
      // The first list is no change.
      if (!isKnown) return void (isKnown = true)
      const { refreshed, referring } = changedCopies(datasets, before)
      readCopiesAgain((view, id) => refreshed.has(id) || (referring.has(id) && leadsOut(view)))
    },
  )
}
