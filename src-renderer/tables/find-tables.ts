// Tables and copies by a few letters, for the finder and the palette.
import type { Dataset } from '@shared/dataset/dataset'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import type { DatasetId, TableListing } from '@shared/table/table'
import { fuzzyFilter } from '../shell/palette/fuzzy'
import type { PickItem } from '../ui/pick-list'
import { copyOrigin, copyTitle } from './copies/copy-text'

/** What a picked item stands for. */
export type Found =
  | { readonly kind: 'table'; readonly serverId: ServerId; readonly tableId: string }
  | { readonly kind: 'copy'; readonly datasetId: DatasetId }

const maxShown = 100

/** Items for the tables of one server, best match first; without words, its own tables before system tables. */
export function findTables(search: string, server: ServerEntry, listing: TableListing): PickItem[] {
  const tables = [...listing.tables].sort(
    (a, b) => Number(a.isSystem) - Number(b.isSystem) || a.label.localeCompare(b.label, 'en', { numeric: true }),
  )
  return fuzzyFilter(
    search,
    tables,
    (table) => table.label,
    (table) => [table.id, table.description],
  )
    .slice(0, maxShown)
    .map(({ item, positions, score }) => ({
      id: foundId({ kind: 'table', serverId: server.id, tableId: item.id }),
      label: item.label,
      description: item.description ?? (item.id === item.label ? null : item.id),
      icon: 'i-lucide-table-2',
      group: `Tables of ${server.name}`,
      matches: positions,
      score,
    }))
}

/** Items for the offline copies. */
export function findCopies(search: string, datasets: readonly Dataset[]): PickItem[] {
  return fuzzyFilter(search, datasets, copyTitle, (dataset) => [dataset.table.id, dataset.serverName])
    .slice(0, maxShown)
    .map(({ item, positions, score }) => ({
      id: foundId({ kind: 'copy', datasetId: item.id }),
      label: copyTitle(item),
      description: copyOrigin(item),
      icon: 'i-lucide-hard-drive',
      group: 'Offline copies',
      matches: positions,
      score,
    }))
}

const foundId = (found: Found): string => JSON.stringify(found)

/** What the id of a picked item stands for. */
export const foundOf = (id: string): Found => JSON.parse(id) as Found
