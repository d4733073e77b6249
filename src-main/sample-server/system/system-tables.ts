// The server's own tables, worked out from the tables and packages that one account may see.
import { compareCodePoints, literalTable, type LiteralRow } from '../model/define-table'
import type { PackageModel } from '../model/server-content'
import type { AttributeModel, TableModel } from '../model/table-model'
import { systemMetadata, type SystemForm } from './system-metadata'

/** Packages that every server has. */
export const systemPackages: readonly PackageModel[] = [
  { id: 'sys', label: 'System', description: 'Package containing all system entities' },
  { id: 'sys_sec', label: 'Security', description: 'Package containing security related entities', parentId: 'sys' },
  { id: 'sys_md', label: 'Meta', description: 'Package containing all meta data entities', parentId: 'sys' },
]

type Described = Pick<
  TableModel,
  'id' | 'label' | 'description' | 'packageId' | 'isAbstract' | 'indexingDepth' | 'tree' | 'lookupAttributes'
>

/**
 * `sys_md_EntityType`, `sys_md_Package`, `sys_md_Attribute` and `sys_md_Tag`.
 *
 * @param packages  the packages that the account sees
 * @param tables    the tables that the account sees, without these four
 * @param canRead   whether the account may see one of these four
 * @param form      names that changed between generations
 */
export function systemTables(
  packages: readonly PackageModel[],
  tables: readonly TableModel[],
  canRead: (id: string) => boolean,
  form: SystemForm,
): readonly TableModel[] {
  const metadata = systemMetadata(form)
  const own: readonly Described[] = Object.values(metadata)
  const listed: readonly Described[] = [...tables, ...own.filter(({ id }) => canRead(id))]
  return [
    literalTable(metadata.tables, () => entityTypeRows(listed, packages, form)),
    literalTable(metadata.packages, () => packageRows(listed, packages, form)),
    literalTable(metadata.attributes, () => listed.flatMap(attributeRows)),
    literalTable(metadata.tags, () => []),
  ]
}

function entityTypeRows(
  tables: readonly Described[],
  packages: readonly PackageModel[],
  form: SystemForm,
): readonly LiteralRow[] {
  const known = new Set(packages.map(({ id }) => id))
  return tables.map((table) => ({
    [form.idColumn]: table.id,
    simpleName: shortName(table.id, table.packageId),
    label: table.label,
    description: table.description ?? null,
    // A package that the account may not see is as if not set.
    package: table.packageId !== undefined && known.has(table.packageId) ? table.packageId : null,
    attributes: everyAttribute(table.tree).map(({ name }) => attributeId(table.id, name)),
    [form.abstractColumn]: table.isAbstract,
    backend: 'PostgreSQL',
    indexingDepth: table.indexingDepth,
  }))
}

function packageRows(
  tables: readonly Described[],
  packages: readonly PackageModel[],
  form: SystemForm,
): readonly LiteralRow[] {
  return packages.map(({ id, label, description, parentId }) => ({
    [form.idColumn]: id,
    name: shortName(id, parentId),
    label,
    description: description ?? null,
    parent: parentId ?? null,
    children: byLabel(packages.filter((child) => child.parentId === id)),
    entityTypes: byLabel(tables.filter(({ packageId }) => packageId === id)),
  }))
}

function shortName(id: string, packageId: string | undefined): string {
  return packageId !== undefined && id.startsWith(`${packageId}_`) ? id.slice(packageId.length + 1) : id
}

function byLabel(items: readonly { readonly id: string; readonly label: string }[]): readonly string[] {
  return [...items].sort((a, b) => compareCodePoints(a.label, b.label)).map(({ id }) => id)
}

function attributeRows(table: Described): readonly LiteralRow[] {
  const parents = new Map(
    everyAttribute(table.tree).flatMap((parent) => parent.parts.map(({ name }) => [name, parent.name] as const)),
  )
  return everyAttribute(table.tree).map((attribute, sequenceNr) => {
    const parent = parents.get(attribute.name)
    const lookUp = table.lookupAttributes.indexOf(attribute.name)
    return {
      id: attributeId(table.id, attribute.name),
      name: attribute.name,
      entity: table.id,
      sequenceNr,
      type: attribute.type.toLowerCase().replaceAll('_', ''),
      isIdAttribute: attribute.isId ? true : null,
      isLabelAttribute: attribute.isLabel ? true : null,
      lookupAttributeIndex: lookUp < 0 ? null : lookUp,
      parent: parent === undefined ? null : attributeId(table.id, parent),
      refEntityType: attribute.refTable ?? null,
      label: attribute.label,
      description: attribute.description ?? null,
      isNullable: attribute.isNillable,
      isVisible: attribute.isVisible,
      isUnique: attribute.isUnique,
      isReadOnly: attribute.isReadOnly,
      isAggregatable: attribute.isAggregatable,
      enumOptions: attribute.enumOptions?.join(',') ?? null,
      maxLength: attribute.maxLength ?? null,
    }
  })
}

function everyAttribute(tree: readonly AttributeModel[]): readonly AttributeModel[] {
  return tree.flatMap((attribute) => [attribute, ...everyAttribute(attribute.parts)])
}

/** Id of an attribute. Ids of real servers are opaque; these are readable and just as stable. */
export function attributeId(tableId: string, name: string): string {
  return `${tableId}__${name}`
}
