// The offline copies on this computer.
import type { Dataset } from '@shared/dataset/dataset'
import type { ErrorData } from '@shared/errors/app-error'
import { emptyQuery } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import type { DatasetId } from '@shared/table/table'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, onEvent } from '../api'
import { failureData } from '../shell/failure'

export const useDatasetsStore = defineStore('datasets', () => {
  const datasets = shallowRef<readonly Dataset[]>([])
  const error = shallowRef<ErrorData | null>(null)
  const isLoaded = ref(false)
  let number = 0

  /** Newest first. */
  const newest = computed(() => [...datasets.value].sort((a, b) => Date.parse(b.keptAtIso) - Date.parse(a.keptAtIso)))
  const find = (id: DatasetId) => datasets.value.find((dataset) => dataset.id === id) ?? null

  async function load(): Promise<void> {
    const own = ++number
    try {
      const answer = await api.dataset.list()
      if (own !== number) return
      datasets.value = answer
      error.value = null
    } catch (failure) {
      if (own === number) error.value = failureData(failure)
    } finally {
      if (own === number) isLoaded.value = true
    }
  }

  /** Read the list again whenever main says that it changed. */
  const listen = (): (() => void) => onEvent('dataset.changed', () => void load())

  /** Read the copy again from its server, as a task. @throws AppError when that cannot be started */
  const refresh = (datasetId: DatasetId) => api.dataset.refresh({ datasetId })

  /** Keep a whole table of a server, as a task. @throws AppError when that cannot be started */
  const keepTable = (serverId: ServerId, tableId: string) =>
    api.dataset.keep({ serverId, tableId, query: emptyQuery() })

  /** Delete a copy from disk. @throws AppError when it cannot be deleted */
  async function remove(datasetId: DatasetId): Promise<void> {
    await api.dataset.delete({ datasetId })
    datasets.value = datasets.value.filter((dataset) => dataset.id !== datasetId)
  }

  return { datasets, newest, error, isLoaded, find, load, listen, refresh, keepTable, remove }
})
