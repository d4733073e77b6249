// Metadata of tables and attributes as v2 answers carry it.
import type { View } from '../access/view'
import type { AttributeModel, TableModel } from '../model/table-model'
import { defaultSelection, referredTable, type Selection } from './attribute-filter'
import type { JsonValue } from './gson'
import { path } from './paths'

/**
 * The `meta` of a v2 answer.
 *
 * @param selection      what of the table is shown; references show what the selection says of them
 * @param hasCategories  whether categoricals list their options
 */
export function tableV2(view: View, table: TableModel, selection: Selection, hasCategories: boolean): JsonValue {
  const { metadata } = view.generation
  const permissions = view.permissions(table.id)
  return {
    href: path('v2', table.id),
    hrefCollection: path('v2', table.id),
    name: table.id,
    label: table.label,
    description: table.description,
    attributes: attributesV2(view, table, table.tree, selection, hasCategories),
    labelAttribute: table.labelAttribute,
    idAttribute: table.idAttribute,
    lookupAttributes: table.lookupAttributes,
    isAbstract: table.isAbstract,
    writable: permissions.includes('UPDATE_DATA'),
    languageCode: metadata.hasLanguageCode ? 'en' : undefined,
    permissions: metadata.hasPermissions ? permissions : undefined,
  }
}

/** One attribute by itself: what it refers to is shown in full. */
export function attributeV2(view: View, table: TableModel, attribute: AttributeModel): JsonValue {
  return describe(view, table, attribute, null, null, false)
}

function attributesV2(
  view: View,
  table: TableModel,
  tree: readonly AttributeModel[],
  selection: Selection,
  hasCategories: boolean,
): readonly JsonValue[] {
  return tree
    .filter((attribute) => isShown(attribute, selection))
    .map((attribute) => {
      const shown = selection === null ? defaultSelection(attribute, view) : (selection.get(attribute.name) ?? null)
      return describe(view, table, attribute, shown, selection, hasCategories)
    })
}

function isShown(attribute: AttributeModel, selection: Selection): boolean {
  if (selection === null) return true
  if (attribute.type !== 'COMPOUND') return selection.has(attribute.name)
  return attribute.parts.some((part) => isShown(part, selection))
}

/**
 * @param shown  what is shown of the table referred to
 * @param whole  the selection of this table, which the parts of a compound follow
 */
function describe(
  view: View,
  table: TableModel,
  attribute: AttributeModel,
  shown: Selection,
  whole: Selection,
  hasCategories: boolean,
): JsonValue {
  const { metadata } = view.generation
  const target = referredTable(attribute, view)
  const isCategorical = attribute.type === 'CATEGORICAL' || attribute.type === 'CATEGORICAL_MREF'
  return {
    href: path('v2', table.id, 'meta', attribute.name),
    fieldType: attribute.type,
    name: attribute.name,
    label: attribute.label,
    description: attribute.description,
    attributes: attributesV2(view, table, attribute.parts, whole, hasCategories),
    enumOptions:
      attribute.type === 'ENUM' || !metadata.hasEnumOptionsOfEnumsOnly ? (attribute.enumOptions ?? []) : undefined,
    maxLength: attribute.maxLength,
    refEntity: target === undefined ? undefined : tableV2(view, target, shown, hasCategories),
    mappedBy: attribute.mappedBy,
    auto: attribute.isAuto,
    nillable: attribute.isNillable,
    readOnly: attribute.isReadOnly,
    defaultValue: attribute.defaultValue,
    labelAttribute: attribute.isLabel,
    unique: attribute.isUnique,
    visible: attribute.isVisible,
    lookupAttribute: attribute.isLookup,
    [metadata.aggregatableKey]: attribute.isAggregatable,
    range: attribute.range,
    expression: attribute.expression,
    nullableExpression: metadata.hasNullableExpression ? attribute.nullableExpression : undefined,
    visibleExpression: attribute.visibleExpression,
    validationExpression: attribute.validationExpression,
    categoricalOptions:
      metadata.hasCategoricalOptions && hasCategories && isCategorical && target !== undefined
        ? categoricalOptions(target)
        : undefined,
    tags: metadata.hasTags ? [] : undefined,
  }
}

function categoricalOptions(target: TableModel): readonly JsonValue[] {
  return Array.from({ length: target.rowCount }, (_, row) => ({
    id: plain(target, row, target.idAttribute),
    label: plain(target, row, target.labelAttribute),
  }))
}

function plain(table: TableModel, row: number, attribute: string): JsonValue {
  const value = table.value(row, attribute)
  return typeof value === 'object' ? undefined : value
}
