// Lets the command palette find tables and copies beside commands.
import { onBeforeUnmount } from 'vue'
import { useServersStore } from '../connect/servers-store'
import { addPaletteSource } from '../shell/palette/palette-sources'
import { useDatasetsStore } from '../tables/datasets-store'
import { findCopies, findTables, foundOf } from '../tables/find-tables'
import { useListingsStore } from '../tables/listings-store'
import { openCopy, openTable } from '../tables/open-table'

/** Offer tables and copies to the palette while the calling component is there. */
export function usePaletteTables(): void {
  const servers = useServersStore()
  const listings = useListingsStore()
  const datasets = useDatasetsStore()

  const remove = addPaletteSource({
    id: 'tables',
    find(search) {
      const server = servers.current
      const listing = server ? listings.stateOf(server.id)?.listing : null
      const tables = server && listing ? findTables(search, server, listing) : []
      return [...tables, ...findCopies(search, datasets.newest)]
    },
    pick(id) {
      const found = foundOf(id)
      if (found.kind === 'table') return void openTable(found.serverId, found.tableId)
      const dataset = datasets.find(found.datasetId)
      if (dataset) openCopy(dataset)
    },
  })
  onBeforeUnmount(remove)
}
