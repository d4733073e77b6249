// From the name in a condition (`Pos`, `x.Pos`) to the attributes that it walks through.
import { MULTIPLE_REFERENCES, SINGLE_REFERENCES } from '../model/table-model'
import type { AttributeModel, FieldType, TableCatalogue, TableModel } from '../model/table-model'
import { serverFailure, unknownAttribute } from './refusals'

/** One step of a path: an attribute and the table that it belongs to. */
export type PathStep = { readonly table: TableModel; readonly attribute: AttributeModel }

/** Whether values of this type are ids of rows elsewhere. */
export function isReference(type: FieldType): boolean {
  return SINGLE_REFERENCES.has(type) || MULTIPLE_REFERENCES.has(type)
}

/** An attribute by its exact name; a compound too. `undefined` where the table has none of that name. */
export function findAttribute(table: TableModel, name: string): AttributeModel | undefined {
  return table.attributes.find((attribute) => attribute.name === name) ?? findCompound(table.tree, name)
}

/** The id attribute of a table. */
export function idAttributeOf(table: TableModel): AttributeModel {
  return namedAttribute(table, table.idAttribute)
}

/** The label attribute of a table. */
export function labelAttributeOf(table: TableModel): AttributeModel {
  return namedAttribute(table, table.labelAttribute)
}

/** The table that a reference attribute points into. */
export function referencedTable(catalogue: TableCatalogue, attribute: AttributeModel): TableModel {
  const table = attribute.refTable === undefined ? undefined : catalogue.table(attribute.refTable)
  if (table === undefined) throw serverFailure(`Unknown entity type '${attribute.refTable ?? ''}'.`)
  return table
}

/**
 * Type by which values of an attribute are compared: its own, or for a reference the type of the id it holds.
 */
export function comparedType(catalogue: TableCatalogue, attribute: AttributeModel): FieldType {
  let current = attribute
  // An id attribute may be a reference itself; a chain of more than a few is a loop in the metadata.
  for (let step = 0; step < 8 && isReference(current.type); step += 1) {
    current = idAttributeOf(referencedTable(catalogue, current))
  }
  return current.type
}

/**
 * The attributes that a dotted name walks through, in order.
 *
 * @throws ServerRefusal 404 `D04` for a name that does not exist, 500 for a step through something that is no reference
 */
export function attributePath(catalogue: TableCatalogue, table: TableModel, name: string): PathStep[] {
  if (catalogue.queries?.hasDottedPaths === false && name.includes('.')) throw unknownAttribute(table, name)
  const steps: PathStep[] = []
  let current = table
  for (const part of name.split('.')) {
    const last = steps.at(-1)
    if (last !== undefined) {
      if (!isReference(last.attribute.type)) {
        throw serverFailure(
          'Cannot invoke "org.molgenis.data.meta.model.EntityType.getAttribute(String)" because "entityTypeAtDepth" is null',
        )
      }
      current = referencedTable(catalogue, last.attribute)
    }
    const attribute = findAttribute(current, part)
    if (attribute === undefined) throw unknownAttribute(current, name)
    steps.push({ table: current, attribute })
  }
  return steps
}

/** The last attribute of a dotted name. */
export function attributeAt(catalogue: TableCatalogue, table: TableModel, name: string): AttributeModel {
  const last = attributePath(catalogue, table, name).at(-1)
  if (last === undefined) throw unknownAttribute(table, name)
  return last.attribute
}

function namedAttribute(table: TableModel, name: string): AttributeModel {
  const attribute = findAttribute(table, name)
  if (attribute === undefined) throw unknownAttribute(table, name)
  return attribute
}

function findCompound(attributes: readonly AttributeModel[], name: string): AttributeModel | undefined {
  for (const attribute of attributes) {
    if (attribute.name === name) return attribute
    const found = findCompound(attribute.parts, name)
    if (found !== undefined) return found
  }
  return undefined
}
