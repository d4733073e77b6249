// The sheets of an EMX file that define packages and tables.
import { defineTable, type TableMetadata } from '../model/define-table'
import type { PackageModel } from '../model/server-content'
import { ServerRefusal } from '../model/server-refusal'
import { readAttributes, type EmxAttributes } from './emx-attributes'
import { emxColumn, emxLines, required, type EmxLine } from './emx-sheet'
import type { Sheet } from './sheet'

/** Names of the sheets that hold definitions instead of rows. */
export const DEFINITION_SHEETS: ReadonlySet<string> = new Set([
  'packages', 'entities', 'attributes', 'tags', 'languages', 'i18nstrings',
]) // prettier-ignore

const PACKAGE_COLUMNS = ['name', 'label', 'description', 'parent', 'tags']
const ENTITY_COLUMNS = ['name', 'package', 'label', 'description', 'abstract', 'extends', 'backend', 'tags']

/** What a file defines. */
export type EmxMetadata = { readonly packages: readonly PackageModel[]; readonly tables: readonly TableMetadata[] }

/** What is there already, for definitions that build upon it. */
export type KnownMetadata = {
  readonly packages: readonly PackageModel[]
  readonly table: (id: string) => TableMetadata | undefined
}

/**
 * Read the definitions of a file.
 *
 * @param packageId  package of those tables that name none
 * @throws ServerRefusal 400 for definitions that make no sense
 */
export function readMetadata(
  sheets: readonly Sheet[],
  packageId: string | undefined,
  known: KnownMetadata,
): EmxMetadata {
  const sheet = (name: string): Sheet | undefined => sheets.find((one) => one.name.toLowerCase() === name)
  const packages = emxLines(sheet('packages'), PACKAGE_COLUMNS).map((line) => packageOf(line))
  const entities = emxLines(sheet('entities'), ENTITY_COLUMNS)
  const packageOfTable = (line: EmxLine | undefined): string | undefined => line?.text('package') ?? packageId
  const lineOf = new Map(
    entities.map((line) => [nameIn(packageOfTable(line), required('entities', line, 'name')), line] as const),
  )
  const attributes = sheet('attributes')
  const own = new Set(emxColumn(attributes, 'entity'))
  // A table is named in full, or by the short name that its package makes full.
  const fullName = (name: string): string => {
    if (packageId === undefined || lineOf.has(name)) return name
    const inPackage = nameIn(packageId, name)
    const isOwn = lineOf.has(inPackage) || own.has(name)
    return isOwn || known.table(name) === undefined ? inPackage : name
  }
  const byTable = attributes === undefined ? new Map<string, EmxAttributes>() : readAttributes(attributes, fullName)
  const ids = new Set([...lineOf.keys(), ...byTable.keys()])
  const build = createBuilder(lineOf, byTable, packageOfTable, fullName, known)
  const tables = [...ids].map((id) => build(id, []))
  checkPackages(packages, tables, known)
  checkReferences(tables, known)
  return { packages, tables }
}

function packageOf(line: EmxLine): PackageModel {
  const id = required('packages', line, 'name')
  const description = line.text('description')
  const parentId = line.text('parent')
  return {
    id,
    label: line.text('label') ?? id,
    ...(description === undefined ? {} : { description }),
    ...(parentId === undefined ? {} : { parentId }),
  }
}

function nameIn(packageId: string | undefined, name: string): string {
  if (packageId === undefined || name.toLowerCase().startsWith(`${packageId.toLowerCase()}_`)) return name
  return `${packageId}_${name}`
}

/** Builds a table's metadata, with what it inherits first. */
function createBuilder(
  lineOf: ReadonlyMap<string, EmxLine>,
  byTable: ReadonlyMap<string, EmxAttributes>,
  packageOfTable: (line: EmxLine | undefined) => string | undefined,
  fullName: (name: string) => string,
  known: KnownMetadata,
): (id: string, below: readonly string[]) => TableMetadata {
  const build = (id: string, below: readonly string[]): TableMetadata => {
    if (below.includes(id)) throw new ServerRefusal(400, `Entity type [${id}] extends itself`)
    const line = lineOf.get(id)
    const own = byTable.get(id)
    const parentName = line?.text('extends')
    const parent = parentName === undefined ? undefined : parentOf(fullName(parentName), [...below, id])
    const idAttribute = own?.idAttribute ?? parent?.idAttribute
    const isAbstract = line?.flag('abstract', false) ?? false
    if (idAttribute === undefined && !isAbstract) {
      throw new ServerRefusal(400, `EntityType [${id}] is missing required ID attribute`)
    }
    const packageId = packageOfTable(line)
    const description = line?.text('description')
    const looked = [...(own?.lookupAttributes ?? []), ...(parent?.lookupAttributes ?? [])]
    return defineTable({
      id,
      label: line?.text('label') ?? shortName(id, packageId),
      ...(description === undefined ? {} : { description }),
      ...(packageId === undefined ? {} : { packageId }),
      isAbstract,
      idAttribute: idAttribute ?? '',
      labelAttribute: own?.labelAttribute ?? parent?.labelAttribute ?? idAttribute ?? '',
      ...(looked.length > 0 ? { lookupAttributes: looked } : {}),
      attributes: [...(parent?.tree ?? []), ...(own?.attributes ?? [])],
    })
  }
  const parentOf = (id: string, below: readonly string[]): TableMetadata => {
    const there = lineOf.has(id) || byTable.has(id) ? build(id, below) : known.table(id)
    if (there === undefined) throw new ServerRefusal(400, `Unknown entity type '${id}'.`, 'D01')
    return there
  }
  return build
}

function shortName(id: string, packageId: string | undefined): string {
  return packageId !== undefined && id.startsWith(`${packageId}_`) ? id.slice(packageId.length + 1) : id
}

function checkPackages(
  packages: readonly PackageModel[],
  tables: readonly TableMetadata[],
  known: KnownMetadata,
): void {
  const ids = new Set([...packages, ...known.packages].map(({ id }) => id))
  const needed = [...packages.map(({ parentId }) => parentId), ...tables.map(({ packageId }) => packageId)]
  const missing = needed.find((id) => id !== undefined && !ids.has(id))
  if (missing !== undefined) throw new ServerRefusal(400, `Unknown package '${missing}'.`, 'D13')
}

function checkReferences(tables: readonly TableMetadata[], known: KnownMetadata): void {
  const ids = new Set(tables.map(({ id }) => id))
  for (const { id, attributes } of tables) {
    for (const { name, refTable } of attributes) {
      if (refTable === undefined || ids.has(refTable) || known.table(refTable) !== undefined) continue
      throw new ServerRefusal(400, `Attribute [${name}] of [${id}] refers to the unknown entity type [${refTable}]`)
    }
  }
}
