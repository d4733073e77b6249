// Content in the form of an older generation: other names for the server's own tables, and no attributes of types that
// came later.
import type { MetadataFeatures } from '../generation'
import type { ServerContent } from './server-content'
import type { AttributeModel, TableModel } from './table-model'

/** What of a table's form depends on the generation. */
type TableForm = Pick<MetadataFeatures, 'tableNames' | 'hasOneToMany'>

/** A server's content as a generation has it. */
export function adaptContent(content: ServerContent, form: TableForm): ServerContent {
  return { ...content, tables: content.tables.map((table) => adaptTable(table, form)) }
}

/** A table as a generation has it; the table itself where nothing differs. */
export function adaptTable(table: TableModel, { tableNames, hasOneToMany }: TableForm): TableModel {
  if (tableNames.size === 0 && hasOneToMany) return table
  const adapt = (tree: readonly AttributeModel[]): readonly AttributeModel[] =>
    tree
      .filter(({ type }) => hasOneToMany || type !== 'ONE_TO_MANY')
      .map((attribute) => ({
        ...attribute,
        ...(attribute.refTable === undefined ? {} : { refTable: nameOf(attribute.refTable) }),
        parts: adapt(attribute.parts),
      }))
  const nameOf = (id: string): string => tableNames.get(id) ?? id
  const { packageId } = table
  return {
    id: nameOf(table.id),
    label: table.label,
    ...(table.description === undefined ? {} : { description: table.description }),
    ...(packageId === undefined ? {} : { packageId }),
    isAbstract: table.isAbstract,
    indexingDepth: table.indexingDepth,
    idAttribute: table.idAttribute,
    labelAttribute: table.labelAttribute,
    lookupAttributes: table.lookupAttributes,
    attributes: adapt(table.attributes),
    tree: adapt(table.tree),
    get rowCount() {
      return table.rowCount
    },
    value: (row, attribute) => table.value(row, attribute),
    rowOf: (id) => table.rowOf(id),
    rowsWhere: (attribute, value) => table.rowsWhere?.(attribute, value),
  }
}
