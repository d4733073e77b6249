// What follows from a copy that was refreshed, or from its reader being started again: open views of it read again.
import type { Dataset } from '@shared/dataset/dataset'
import type { DatasetId } from '@shared/table/table'
import { watch } from 'vue'
import { useViewsStore } from '../query/views-store'
import { useTabsStore } from '../shell/tabs-store'
import { useDatasetsStore } from '../tables/datasets-store'

/** Read the open views of copies again: of one copy, or of all. */
export function readCopiesAgain(id: DatasetId | null = null): void {
  const views = useViewsStore()
  for (const { id: tabId, source } of useTabsStore().tabs) {
    const isMeant = source.kind === 'offline' && (id === null || source.datasetId === id)
    if (isMeant && views.views.has(tabId)) views.reload(tabId)
  }
}

/** Copies that are not what they were: kept again since. */
export function refreshedCopies(datasets: readonly Dataset[], before: readonly Dataset[]): DatasetId[] {
  const keptAt = new Map(before.map((dataset) => [dataset.id, dataset.keptAtIso]))
  return datasets.filter(({ id, keptAtIso }) => keptAt.has(id) && keptAt.get(id) !== keptAtIso).map(({ id }) => id)
}

/** Follow the copies while the calling component is there. */
export function useCopies(): void {
  const store = useDatasetsStore()
  watch(
    () => store.datasets,
    (datasets, before) => refreshedCopies(datasets, before).forEach((id) => readCopiesAgain(id)),
  )
}
