// Opens tables and copies in tabs, under the names that people know them by.
import type { Dataset } from '@shared/dataset/dataset'
import type { ServerId } from '@shared/server/server-profile'
import type { SourceRef } from '@shared/table/table'
import { useLayoutStore } from '../shell/layout-store'
import { useTabsStore, type Tab } from '../shell/tabs-store'
import { copyTitle } from './copies/copy-text'
import { useDatasetsStore } from './datasets-store'
import { useListingsStore } from './listings-store'

/** Open a table of a server; a tab that shows it already comes to the front. */
export function openTable(
  serverId: ServerId,
  tableId: string,
  options: { title?: string; inNewTab?: boolean; startRowId?: string } = {},
): Tab {
  const title = options.title ?? useListingsStore().findTable(serverId, tableId)?.label
  if (options.startRowId === undefined) return openSource({ kind: 'live', serverId, tableId }, title, options.inNewTab)
  useLayoutStore().closeDrawer()
  return useTabsStore().open({ kind: 'live', serverId, tableId }, { title, startRowId: options.startRowId })
}

/** Open an offline copy. */
export function openCopy(dataset: Dataset, inNewTab = false): Tab {
  return openSource({ kind: 'offline', datasetId: dataset.id }, copyTitle(dataset), inNewTab)
}

/** Open whatever rows come from, such as what the program was started for. */
export function openSource(source: SourceRef, title?: string, inNewTab = false): Tab {
  const dataset = source.kind === 'offline' ? useDatasetsStore().find(source.datasetId) : null
  useLayoutStore().closeDrawer()
  return useTabsStore().open(source, { title: title ?? (dataset ? copyTitle(dataset) : undefined), inNewTab })
}
