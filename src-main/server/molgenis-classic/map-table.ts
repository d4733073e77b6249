// A classic server's metadata as the product's own tables and columns. Pure.
import { AppError } from '@shared/errors/app-error'
import type { Choice, Column, ColumnTarget, Table } from '@shared/table/table'
import { isReferenceType, isTextType, type ValueType } from '@shared/table/value-type'
import type { WireAttribute, WireEntityType } from './wire'

const types: Readonly<Record<string, ValueType>> = {
  STRING: 'string',
  TEXT: 'text',
  HTML: 'html',
  SCRIPT: 'script',
  EMAIL: 'email',
  HYPERLINK: 'hyperlink',
  ENUM: 'enum',
  INT: 'int',
  LONG: 'long',
  DECIMAL: 'decimal',
  BOOL: 'bool',
  DATE: 'date',
  DATE_TIME: 'date-time',
  XREF: 'reference',
  MREF: 'references',
  CATEGORICAL: 'category',
  CATEGORICAL_MREF: 'categories',
  ONE_TO_MANY: 'back-references',
  FILE: 'file',
}

/**
 * The table that metadata describes. Compound attributes become the groups of their parts.
 *
 * @param packageId  the table's package, which metadata do not tell; null when unknown
 * @throws AppError `server.answer-malformed` when id or attributes are missing
 */
export function toTable(meta: WireEntityType, packageId: string | null): Table {
  const id = entityTypeId(meta)
  const attributes = attributesOf(meta)
  if (id === null || attributes === null) {
    throw new AppError('server.answer-malformed', 'The server described a table without its name or its attributes.')
  }
  const idColumn = meta.idAttribute ?? ''
  const labelColumn = meta.labelAttribute ?? idColumn
  const columns = flatten(attributes, []).map(({ attribute, groups }) =>
    toColumn(attribute, groups, idColumn, labelColumn),
  )
  return {
    id,
    label: meta.label ?? id,
    description: meta.description ?? null,
    packageId,
    idColumn,
    labelColumn,
    columns,
    isWritable: meta.writable ?? false,
    rights: toRights(meta),
  }
}

/** The product's word for a classic field type; a type that is not known is a reference or text by what comes with it. */
export const toValueType = (attribute: Pick<WireAttribute, 'fieldType' | 'refEntity'>): ValueType =>
  types[attribute.fieldType.toUpperCase()] ?? (attribute.refEntity ? 'reference' : 'string')

function flatten(
  attributes: readonly WireAttribute[],
  groups: readonly string[],
): { attribute: WireAttribute; groups: readonly string[] }[] {
  return attributes.flatMap((attribute) =>
    attribute.fieldType.toUpperCase() === 'COMPOUND'
      ? flatten(attribute.attributes ?? [], [...groups, attribute.label ?? attribute.name])
      : [{ attribute, groups }],
  )
}

function toColumn(attribute: WireAttribute, groups: readonly string[], idColumn: string, labelColumn: string): Column {
  const type = toValueType(attribute)
  return {
    name: attribute.name,
    label: attribute.label ?? attribute.name,
    description: attribute.description ?? null,
    type,
    groups: [...groups],
    isId: attribute.name === idColumn,
    isLabel: attribute.name === labelColumn,
    isNullable: attribute.nillable ?? true,
    isUnique: attribute.unique ?? false,
    isReadOnly: attribute.readOnly ?? false,
    isVisible: attribute.visible ?? true,
    isComputed: attribute.expression !== undefined,
    isAuto: attribute.auto ?? false,
    defaultValue: attribute.defaultValue === undefined ? null : String(attribute.defaultValue),
    rules: {
      visible: attribute.visibleExpression ?? null,
      nullable: attribute.nullableExpression ?? null,
      validation: attribute.validationExpression ?? null,
    },
    isAggregatable: attribute.isAggregatable ?? attribute.aggregateable ?? false,
    maxLength: attribute.maxLength ?? null,
    range: attribute.range ? { min: bound(attribute.range.min), max: bound(attribute.range.max) } : null,
    target: isReferenceType(type) ? toTarget(attribute.refEntity, type) : null,
    choices: toChoices(attribute, type),
  }
}

/**
 * What may be done with rows. Servers before 7.0 tell `writable` alone, which then stands for all three.
 *
 * `writable` is the right to update in a store that takes changes: whoever may update a table that is not writable meets
 * a store that takes none, and nothing can be added or deleted there either.
 */
function toRights({ permissions, writable = false }: WireEntityType): Table['rights'] {
  if (!permissions) return { canAdd: writable, canChange: writable, canDelete: writable }
  const may = (word: string): boolean => permissions.includes(word)
  const isClosed = may('UPDATE_DATA') && !writable
  return {
    canAdd: may('ADD_DATA') && !isClosed,
    canChange: may('UPDATE_DATA') && !isClosed,
    canDelete: may('DELETE_DATA') && !isClosed,
  }
}

/** A bound; one beyond 2^53 loses digits, which a hint to the person may. */
const bound = (value: number | string | undefined): number | null => (value === undefined ? null : Number(value))

function toTarget(entityType: WireEntityType | undefined, type: ValueType): ColumnTarget | null {
  if (!entityType) return type === 'file' ? fileTarget : null
  const tableId = entityTypeId(entityType)
  const idColumn = entityType.idAttribute
  if (tableId === null || idColumn === undefined) return null
  const labelColumn = entityType.labelAttribute ?? idColumn
  const attributes = flatten(attributesOf(entityType) ?? [], []).map(({ attribute }) => attribute)
  const id = attributes.find(({ name }) => name === idColumn)
  const label = labelColumn === idColumn ? undefined : attributes.find(({ name }) => name === labelColumn)
  const labelType = label ? toValueType(label) : 'string'
  return {
    tableId,
    tableLabel: entityType.label ?? tableId,
    idColumn,
    labelColumn,
    idType: id ? toValueType(id) : 'string',
    ...(isTextType(labelType) ? {} : { labelType }),
  }
}

const fileTarget: ColumnTarget = {
  tableId: 'sys_FileMeta',
  tableLabel: 'File metadata',
  idColumn: 'id',
  labelColumn: 'filename',
  idType: 'string',
}

function toChoices(attribute: WireAttribute, type: ValueType): Choice[] | null {
  if (type === 'enum') {
    // An enum without options says that they were not told, not that nothing is allowed.
    const options = attribute.enumOptions ?? []
    return options.length === 0 ? null : options.map((option) => ({ id: option, label: option }))
  }
  return (
    attribute.categoricalOptions?.map(({ id, label }) => ({
      id: String(id),
      label: label === undefined ? String(id) : String(label),
    })) ?? null
  )
}

/** The id of a table; stubs of v1 tell it only as the last part of an address. */
function entityTypeId(meta: WireEntityType): string | null {
  if (meta.name !== undefined) return meta.name
  const last = (meta.hrefCollection ?? meta.href)?.split('/').at(-1)
  return last ? decodeURIComponent(last) : null
}

/** The attributes as v2 lists them; v1's record of addresses describes nothing. */
function attributesOf({ attributes }: WireEntityType): readonly WireAttribute[] | null {
  return isList(attributes) ? attributes : null
}

const isList = (attributes: WireEntityType['attributes']): attributes is readonly WireAttribute[] =>
  Array.isArray(attributes)
