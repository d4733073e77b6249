// The calls about kept copies.
import type { HandlersFor } from '@shared/ipc/contract'
import type { DatasetService } from './dataset-service'

export const datasetHandlers = (datasets: DatasetService) =>
  ({
    'dataset.list': () => datasets.list(),
    'dataset.keep': ({ serverId, tableId, query }) => datasets.keep(serverId, tableId, query),
    'dataset.refresh': ({ datasetId }) => datasets.refresh(datasetId),
    'dataset.delete': async ({ datasetId }) => {
      await datasets.delete(datasetId)
      return null
    },
  }) satisfies HandlersFor<'dataset'>
