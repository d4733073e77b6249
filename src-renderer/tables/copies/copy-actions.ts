// What can be done with an offline copy, the same in every place that lists copies.
import type { Dataset } from '@shared/dataset/dataset'
import { useDialogsStore } from '../../shell/dialogs-store'
import { useTabsStore } from '../../shell/tabs-store'
import { notifyFailure } from '../../shell/notify'
import { formatSize } from '../../ui/format'
import { copyTitle } from './copy-text'
import { useDatasetsStore } from '../datasets-store'
import { openCopy } from '../open-table'

/** Ask, saying what is freed, then delete the copy. */
export function askToDelete(dataset: Dataset): void {
  useDialogsStore().confirm({
    title: `Delete the copy '${copyTitle(dataset)}'?`,
    text: `This frees ${formatSize(dataset.sizeBytes)} on this computer. The table on ${dataset.serverName} stays as it is.`,
    verb: 'Delete copy',
    run: () => deleteCopy(dataset),
  })
}

async function deleteCopy(dataset: Dataset): Promise<void> {
  await useDatasetsStore().remove(dataset.id)
  const tabs = useTabsStore()
  const shown = tabs.tabs.filter((tab) => tab.source.kind === 'offline' && tab.source.datasetId === dataset.id)
  shown.forEach((tab) => tabs.close(tab.id))
}

/** Read the copy again from its server; progress is shown as a task. */
export function refreshCopy(dataset: Dataset): void {
  useDatasetsStore().refresh(dataset.id).catch(notifyFailure)
}

/** The menu of a copy. */
export function copyMenu(dataset: Dataset) {
  return [
    [
      { label: 'Open', icon: 'i-lucide-hard-drive', onSelect: () => void openCopy(dataset) },
      { label: 'Refresh from the server', icon: 'i-lucide-refresh-cw', onSelect: () => refreshCopy(dataset) },
    ],
    [{ label: 'Delete…', icon: 'i-lucide-trash-2', color: 'error' as const, onSelect: () => askToDelete(dataset) }],
  ]
}
