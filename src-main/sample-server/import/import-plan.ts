// What an import is going to do: tables that come or change, and the rows of which sheet go into which table.
import { literalTable, type TableMetadata } from '../model/define-table'
import type { PackageModel } from '../model/server-content'
import { ServerRefusal } from '../model/server-refusal'
import type { AttributeModel } from '../model/table-model'
import type { ServerStore } from '../store/server-store'
import { metadataOf, type WritableTable } from '../store/writable-table'
import type { TransactionStore } from '../write/transaction'
import { breathe } from '../write/in-slices'
import { DEFINITION_SHEETS, readMetadata } from './emx-metadata'
import type { Sheet } from './sheet'

/** What to do with definitions of tables. */
export const METADATA_ACTIONS = ['ADD', 'UPDATE', 'UPSERT', 'IGNORE'] as const
export type MetadataAction = (typeof METADATA_ACTIONS)[number]

/** A plan; nothing of it has been done. */
export type ImportPlan = {
  readonly packages: readonly PackageModel[]
  /** Tables that are new, or that take the place of one of the same id. */
  readonly staged: ReadonlyMap<string, WritableTable>
  /** Ids of the new ones. */
  readonly newTables: readonly string[]
  readonly sheets: readonly { readonly sheet: Sheet; readonly table: WritableTable }[]
  /** The store as it is going to be. */
  readonly store: TransactionStore
}

/**
 * Plan an import.
 *
 * @throws ServerRefusal for definitions that make no sense or clash, and for sheets of tables that there are not
 */
export async function planImport(
  store: ServerStore,
  sheets: readonly Sheet[],
  action: MetadataAction,
  packageId: string | undefined,
): Promise<ImportPlan> {
  const isDefinition = ({ name }: Sheet): boolean => DEFINITION_SHEETS.has(name.toLowerCase())
  const known = {
    packages: store.packages,
    table: (id: string): TableMetadata | undefined => {
      const table = store.table(id)
      return table === undefined ? undefined : metadataOf(table)
    },
  }
  const isRead = action !== 'IGNORE' && sheets.some(isDefinition)
  const defined = isRead ? readMetadata(sheets, packageId, known) : { packages: [], tables: [] }
  const staged = new Map<string, WritableTable>()
  for (const metadata of defined.tables) {
    const table = await stagedTable(store, metadata, action)
    if (table !== undefined) staged.set(table.id, table)
  }
  const tableOf = (id: string): WritableTable | undefined => staged.get(id) ?? store.table(id)
  return {
    packages: defined.packages,
    staged,
    newTables: [...staged.keys()].filter((id) => store.table(id) === undefined),
    sheets: sheets
      .filter((sheet) => !isDefinition(sheet))
      .map((sheet) => ({ sheet, table: tableOfSheet(sheet.name, packageId, tableOf) })),
    store: {
      queries: store.queries,
      table: tableOf,
      get tables() {
        return [...store.tables.filter(({ id }) => !staged.has(id)), ...staged.values()]
      },
    },
  }
}

function tableOfSheet(
  name: string,
  packageId: string | undefined,
  tableOf: (id: string) => WritableTable | undefined,
): WritableTable {
  const table = (packageId === undefined ? undefined : tableOf(`${packageId}_${name}`)) ?? tableOf(name)
  if (table === undefined) throw new ServerRefusal(404, `Unknown entity type '${name}'.`, 'D01')
  if (table.isAbstract) throw new ServerRefusal(404, `Unknown repository '${name}'.`, 'D05')
  return table
}

/** A table by its definition; undefined where it is there already and stays as it is. */
async function stagedTable(
  store: ServerStore,
  metadata: TableMetadata,
  action: MetadataAction,
): Promise<WritableTable | undefined> {
  const there = store.table(metadata.id)
  if (there === undefined) {
    if (action === 'UPDATE') throw new ServerRefusal(404, `Unknown entity type '${metadata.id}'.`, 'D01')
    return store.makeTable(literalTable(metadata, () => []))
  }
  if (action === 'ADD') throw new ServerRefusal(409, `Entity type with id '${metadata.id}' already exists.`, 'D09')
  const changed = withKnownAttributes(metadata, there)
  if (JSON.stringify(changed) === JSON.stringify(metadataOf(there))) return undefined
  return copied(store, there, changed)
}

/** Attributes that a definition does not name stay. */
function withKnownAttributes(metadata: TableMetadata, there: WritableTable): TableMetadata {
  const names = new Set(namesIn(metadata.tree))
  const kept = there.tree.filter((attribute) => namesIn([attribute]).every((name) => !names.has(name)))
  if (kept.length === 0) return metadata
  const tree = [...metadata.tree, ...kept]
  return { ...metadata, tree, attributes: tree.flatMap(openCompound) }
}

function namesIn(tree: readonly AttributeModel[]): readonly string[] {
  return tree.flatMap(({ name, parts }) => [name, ...namesIn(parts)])
}

function openCompound(attribute: AttributeModel): readonly AttributeModel[] {
  return attribute.type === 'COMPOUND' ? attribute.parts.flatMap(openCompound) : [attribute]
}

async function copied(store: ServerStore, there: WritableTable, metadata: TableMetadata): Promise<WritableTable> {
  for (const { name, type } of metadata.attributes) {
    const before = there.attributes.find((attribute) => attribute.name === name)
    if (before === undefined || before.type === type || there.rowCount === 0) continue
    throw new ServerRefusal(
      400,
      `Attribute [${name}] of [${there.id}] cannot change from [${before.type}] to [${type}]`,
    )
  }
  const table = store.makeTable(literalTable(metadata, () => []))
  const own = new Set(there.attributes.map(({ name }) => name))
  const empty = (attribute: AttributeModel) => (/MREF$|^ONE_TO_MANY$/.test(attribute.type) ? [] : null)
  for (let from = 0; from < there.rowCount; from += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, there.rowCount - from) }, (_, index) => from + index)
    const added = new Map(
      rows.map((row) => [
        String(there.value(row, there.idAttribute)),
        metadata.attributes.map((one) => (own.has(one.name) ? there.value(row, one.name) : empty(one))),
      ]),
    )
    table.apply({ added })
    await breathe()
  }
  return table
}

const ROWS_AT_ONCE = 1000
