// All that one server holds and may change: tables with their rows, packages, files.
import { GENERATIONS, NEWEST, type Generation, type QueryFeatures } from '../generation'
import { adaptContent, adaptTable } from '../model/adapt-content'
import type { FileContent, PackageModel, ServerContent } from '../model/server-content'
import type { AttributeModel, TableCatalogue, TableModel } from '../model/table-model'
import { ownTableNames, type OwnTableNames } from '../system/own-table-names'
import { writableTable, type Mirror, type WritableTable } from './writable-table'

/** The store of one server. */
export interface ServerStore extends TableCatalogue {
  readonly generation: Generation
  readonly queries: QueryFeatures
  /** What the server's own tables are called. */
  readonly names: OwnTableNames
  /** Changes whenever a table or a package comes or goes. */
  readonly metadataVersion: number
  readonly packages: readonly PackageModel[]
  readonly tables: readonly WritableTable[]
  table(id: string): WritableTable | undefined
  /** Make a table that belongs to this store, but is not in it yet. */
  makeTable(table: TableModel): WritableTable
  /** Put a table in, or in the place of one with the same id. */
  install(table: WritableTable): void
  dropTable(id: string): void
  setPackages(packages: readonly PackageModel[]): void
  file(id: string): FileContent | undefined
  /** Keep a file's content, or forget it (undefined). */
  setFile(id: string, file: FileContent | undefined): void
}

/**
 * A store that begins with some content.
 *
 * @param own         tables of the server itself, where the content has none of that id
 * @param generation  the newest where it is not given
 */
export function createServerStore(
  content: ServerContent,
  own: readonly TableModel[],
  generation: Generation = GENERATIONS[NEWEST],
): ServerStore {
  const tables = new Map<string, WritableTable>()
  const files = new Map<string, FileContent | undefined>()
  let packages = content.packages
  let metadataVersion = 0
  const mirrorOf = (attribute: AttributeModel): (() => Mirror) | undefined => {
    const { type, refTable, mappedBy } = attribute
    if (type !== 'ONE_TO_MANY' || refTable === undefined || mappedBy === undefined) return undefined
    return createMirror(() => tables.get(refTable), mappedBy)
  }
  const surroundings = { mirrorOf, idAttributeOf: (id: string) => tables.get(id)?.idAttribute }
  const makeTable = (table: TableModel): WritableTable => writableTable(table, surroundings)
  const { metadata } = generation
  const ownTables = own.map((table) => adaptTable(table, metadata))
  for (const table of [...adaptContent(content, metadata).tables, ...ownTables]) {
    if (!tables.has(table.id)) tables.set(table.id, makeTable(table))
  }
  return {
    generation,
    queries: generation.query,
    names: ownTableNames(metadata.tableNames),
    get metadataVersion() {
      return metadataVersion
    },
    get packages() {
      return packages
    },
    get tables() {
      return [...tables.values()]
    },
    table: (id) => tables.get(id),
    makeTable,
    install(table) {
      tables.set(table.id, table)
      metadataVersion += 1
    },
    dropTable(id) {
      if (tables.delete(id)) metadataVersion += 1
    },
    setPackages(next) {
      packages = next
      metadataVersion += 1
    },
    file: (id) => (files.has(id) ? files.get(id) : content.fileOf?.(id)),
    setFile: (id, file) => void files.set(id, file),
  }
}

/** Ids by the row that they point at, worked out again after each change of the table that holds them. */
function createMirror(target: () => WritableTable | undefined, mappedBy: string): () => Mirror {
  let known: { readonly table: WritableTable; readonly version: number; readonly mirror: Mirror } | undefined
  return () => {
    const table = target()
    if (table === undefined) return { version: 0, idsOf: () => [] }
    if (known?.table === table && known.version === table.version) return known.mirror
    let ids: Map<string, string[]> | undefined
    const read = (): Map<string, string[]> => {
      const found = new Map<string, string[]>()
      for (let row = 0; row < table.rowCount; row += 1) {
        const owner = table.value(row, mappedBy)
        if (owner === null) continue
        const list = found.get(String(owner)) ?? []
        if (list.length === 0) found.set(String(owner), list)
        list.push(String(table.value(row, table.idAttribute)))
      }
      return found
    }
    const mirror: Mirror = { version: table.version, idsOf: (id) => (ids ??= read()).get(id) ?? [] }
    known = { table, version: table.version, mirror }
    return mirror
  }
}
