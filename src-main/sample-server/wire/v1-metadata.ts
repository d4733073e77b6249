// Metadata of tables and attributes as v1 answers carry it, with its selection of keys and its stubs.
import type { View } from '../access/view'
import type { AttributeModel, TableModel } from '../model/table-model'
import { referredTable } from './attribute-filter'
import type { JsonValue } from './gson'
import { path } from './paths'

/** What of an object is given: lower-case key names, `undefined` for all. */
export type KeySet = ReadonlySet<string> | undefined

/** What is written out instead of linked: lower-case names, each with the keys that are given of it. */
export type Expansion = ReadonlyMap<string, KeySet>

/**
 * The metadata of a table.
 *
 * @param keys    keys to give; `href`, `hrefCollection`, `languageCode`, `permissions` and `writable` always are
 * @param expand  `attributes` writes the attributes out
 */
export function tableV1(view: View, table: TableModel, keys: KeySet, expand: Expansion): JsonValue {
  const { metadata } = view.generation
  const permissions = view.permissions(table.id)
  return {
    href: path('v1', table.id, 'meta'),
    hrefCollection: path('v1', table.id),
    ...pick(keys, {
      name: table.id,
      label: table.label,
      description: table.description,
      attributes: isGiven(keys, 'attributes') ? attributesV1(view, table, expand) : undefined,
      labelAttribute: table.labelAttribute,
      idAttribute: table.idAttribute,
      lookupAttributes: table.lookupAttributes,
      isAbstract: table.isAbstract,
    }),
    languageCode: metadata.hasLanguageCode ? 'en' : undefined,
    permissions: metadata.hasPermissions ? permissions : undefined,
    writable: permissions.includes('UPDATE_DATA') || permissions.includes('UPDATE_METADATA'),
  }
}

function attributesV1(view: View, table: TableModel, expand: Expansion): JsonValue {
  const isExpanded = expand.has('attributes')
  const keys = expand.get('attributes')
  const stub: Expansion = new Map([['refentity', new Set(['idattribute'])]])
  return Object.fromEntries(
    table.tree.map((attribute) => [
      attribute.name,
      isExpanded
        ? attributeV1(view, table, attribute, keys, stub)
        : { href: path('v1', table.id, 'meta', attribute.name) },
    ]),
  )
}

/** One attribute; `refentity` in `expand` writes out the table that it refers to. */
export function attributeV1(
  view: View,
  table: TableModel,
  attribute: AttributeModel,
  keys: KeySet,
  expand: Expansion,
): JsonValue {
  return {
    href: path('v1', table.id, 'meta', attribute.name),
    ...pick(keys, {
      fieldType: attribute.type,
      name: attribute.name,
      label: attribute.label,
      description: attribute.description,
      attributes: attribute.parts.map((part) => ({ href: path('v1', table.id, 'meta', part.name) })),
      enumOptions: attribute.enumOptions ?? [],
      maxLength: attribute.maxLength,
      refEntity: referredV1(view, attribute, expand),
      mappedBy: attribute.mappedBy,
      auto: attribute.isAuto,
      nillable: attribute.isNillable,
      readOnly: attribute.isReadOnly,
      defaultValue: attribute.defaultValue,
      labelAttribute: attribute.isLabel,
      unique: attribute.isUnique,
      visible: attribute.isVisible,
      lookupAttribute: attribute.isLookup,
      [view.generation.metadata.aggregatableKey]: attribute.isAggregatable,
      range: attribute.range,
      expression: attribute.expression,
      nullableExpression: view.generation.metadata.hasNullableExpression ? attribute.nullableExpression : undefined,
      visibleExpression: attribute.visibleExpression,
      validationExpression: attribute.validationExpression,
    }),
  }
}

function referredV1(view: View, attribute: AttributeModel, expand: Expansion): JsonValue {
  const target = referredTable(attribute, view)
  if (target === undefined) return undefined
  if (expand.has('refentity')) return tableV1(view, target, expand.get('refentity'), new Map())
  return { href: path('v1', target.id, 'meta'), hrefCollection: path('v1', target.id) }
}

function isGiven(keys: KeySet, key: string): boolean {
  return keys === undefined || keys.has(key.toLowerCase())
}

function pick(keys: KeySet, whole: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
  if (keys === undefined) return whole
  return Object.fromEntries(Object.entries(whole).filter(([key]) => isGiven(keys, key)))
}
