// Metadata of tables as the third version of the API writes it: other names for the same things, absolute links.
import type { View } from '../access/view'
import type { AttributeModel, TableModel } from '../model/table-model'
import { attributeId } from '../system/system-tables'
import { referredTable } from './attribute-filter'
import type { JsonValue } from './gson'
import { segment } from './paths'

/** The address of a table's metadata. */
export function metadataLink(origin: string, tableId: string): string {
  return `${origin}/api/metadata/${segment(tableId)}`
}

/** A table with all its attributes, parts of compounds behind their compound. */
export function tableV3(view: View, table: TableModel, origin: string): JsonValue {
  const self = metadataLink(origin, table.id)
  return {
    links: { self },
    data: {
      id: table.id,
      label: table.label,
      description: table.description,
      package:
        table.packageId === undefined
          ? undefined
          : { links: { self: `${origin}/api/data/sys_md_Package/${segment(table.packageId)}` } },
      attributes: attributesV3(view, table, origin),
      abstract: table.isAbstract,
      indexingDepth: table.indexingDepth,
    },
  }
}

/** The attributes of a table by themselves. */
export function attributesV3(view: View, table: TableModel, origin: string): JsonValue {
  const self = `${metadataLink(origin, table.id)}/attributes`
  const items = inOrder(table.tree, undefined).map(({ attribute, parent }, sequenceNr) => {
    const id = attributeId(table.id, attribute.name)
    const data = attributeV3(view, table, attribute, { origin, id, sequenceNr, parent })
    return { link: { self: `${self}/${segment(id)}` }, data }
  })
  return { links: { self }, items }
}

type Placed = { readonly attribute: AttributeModel; readonly parent: string | undefined }

function inOrder(tree: readonly AttributeModel[], parent: string | undefined): readonly Placed[] {
  return tree.flatMap((attribute) => [{ attribute, parent }, ...inOrder(attribute.parts, attribute.name)])
}

type Place = {
  readonly origin: string
  readonly id: string
  readonly sequenceNr: number
  readonly parent: string | undefined
}

function attributeV3(view: View, table: TableModel, attribute: AttributeModel, place: Place): JsonValue {
  const target = referredTable(attribute, view)
  const lookUp = table.lookupAttributes.indexOf(attribute.name)
  const { origin, id, sequenceNr, parent } = place
  return {
    id,
    label: attribute.label,
    description: attribute.description,
    name: attribute.name,
    sequenceNr,
    type: attribute.type.toLowerCase().replaceAll('_', ''),
    maxLength: attribute.maxLength,
    idAttribute: attribute.isId,
    labelAttribute: attribute.isLabel,
    lookupAttributeIndex: lookUp < 0 ? undefined : lookUp,
    refEntityType: target === undefined ? undefined : { self: metadataLink(origin, target.id) },
    mappedByAttribute: attribute.mappedBy,
    nullable: attribute.isNillable,
    auto: attribute.isAuto,
    visible: attribute.isVisible,
    unique: attribute.isUnique,
    readOnly: attribute.isReadOnly,
    aggregatable: attribute.isAggregatable,
    expression: attribute.expression,
    enumOptions: attribute.enumOptions,
    categoricalOptions: categoricalOptions(attribute, target),
    range: attribute.range,
    parentAttributeId: parent === undefined ? undefined : attributeId(table.id, parent),
    defaultValue: attribute.defaultValue,
    nullableExpression: attribute.nullableExpression,
    visibleExpression: attribute.visibleExpression,
    validationExpression: attribute.validationExpression,
  }
}

function categoricalOptions(attribute: AttributeModel, target: TableModel | undefined): JsonValue {
  const isCategorical = attribute.type === 'CATEGORICAL' || attribute.type === 'CATEGORICAL_MREF'
  if (!isCategorical || target === undefined) return undefined
  const text = (row: number, name: string): JsonValue => {
    const value = target.value(row, name)
    return typeof value === 'object' ? undefined : value
  }
  return Array.from({ length: target.rowCount }, (_, row) => ({
    id: text(row, target.idAttribute),
    label: text(row, target.labelAttribute),
  }))
}
