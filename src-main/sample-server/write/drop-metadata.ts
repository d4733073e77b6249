// Deleting rows of the server's metadata: tables and packages go, with everything in them.
import { isSystemId } from '../access/account'
import { ServerRefusal } from '../model/server-refusal'
import type { ServerStore } from '../store/server-store'

/** Whether deleting rows of a table drops tables or packages. */
export function isMetadataTable({ names }: ServerStore, id: string): boolean {
  return id === names.tables || id === names.packages
}

/**
 * Drop tables, or packages with all packages and tables in them. Ids that are not there are passed over.
 *
 * @param metadataTable  table of the metadata that the ids are of
 * @throws ServerRefusal 400 D22 for a table that another one refers to, 400 D11 for one of the server's own
 */
export function dropMetadata(store: ServerStore, metadataTable: string, ids: readonly string[]): void {
  const packages = metadataTable === store.names.packages ? withChildren(store, ids) : new Set<string>()
  const dropped = new Set(
    store.tables
      .filter(({ id, packageId }) =>
        metadataTable === store.names.tables ? ids.includes(id) : packages.has(packageId ?? ''),
      )
      .map(({ id }) => id),
  )
  const own = [...dropped, ...packages].find(isSystemId)
  if (own !== undefined) throw new ServerRefusal(400, `Deleting system entity meta data [${own}] is not allowed`)
  for (const table of store.tables) {
    if (dropped.has(table.id)) continue
    const needed = table.attributes.find(({ refTable }) => refTable !== undefined && dropped.has(refTable))
    if (needed?.refTable === undefined) continue
    const text = `Cannot delete entity '${needed.refTable}' because entity '${table.id}' depends on it.`
    throw new ServerRefusal(400, text, 'D22')
  }
  for (const id of dropped) store.dropTable(id)
  if (packages.size > 0) store.setPackages(store.packages.filter(({ id }) => !packages.has(id)))
}

function withChildren(store: ServerStore, ids: readonly string[]): Set<string> {
  const found = new Set(ids)
  let size = -1
  while (size !== found.size) {
    size = found.size
    for (const { id, parentId } of store.packages) if (parentId !== undefined && found.has(parentId)) found.add(id)
  }
  return found
}
