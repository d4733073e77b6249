// A copy that a filter needs beside the one that is asked: keeps it, and asks again once it is there.
import type { ServerEntry } from '@shared/server/server-profile'
import { isFiltering } from '@shared/query/query'
import { computed, ref, watch } from 'vue'
import { useServersStore } from '../../connect/servers-store'
import { notifyFailure } from '../../shell/notify'
import { useDatasetsStore } from '../../tables/datasets-store'
import { useViewsStore, type ViewState } from '../views-store'

/** The way to keep a table that is missing; `server` is null where there is none to keep it from. */
export function useMissingTable(view: () => ViewState, tableId: () => string | null) {
  const datasets = useDatasetsStore()
  const servers = useServersStore()
  const views = useViewsStore()
  const isAsked = ref(false)

  const copy = computed(() => {
    const { source } = view()
    return source.kind === 'offline' ? datasets.find(source.datasetId) : null
  })
  const server = computed((): ServerEntry | null => {
    return tableId() !== null && copy.value ? servers.find(copy.value.serverId) : null
  })
  const isThere = computed(() =>
    datasets.datasets.some(
      ({ table, serverId, query }) =>
        table.id === tableId() && serverId === copy.value?.serverId && !isFiltering(query),
    ),
  )

  async function keep(): Promise<void> {
    const id = tableId()
    if (server.value === null || id === null) return
    isAsked.value = true
    try {
      await datasets.keepTable(server.value.id, id)
    } catch (error) {
      isAsked.value = false
      notifyFailure(error)
    }
  }

  watch(isThere, (is) => {
    if (!is) return
    isAsked.value = false
    views.reload(view().tabId)
  })
  return { server, isAsked, keep }
}
