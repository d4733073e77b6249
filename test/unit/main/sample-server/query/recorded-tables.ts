// The recorded tables as table models, and the recorded answers beside them.
import { readFileSync } from 'node:fs'
import { parse, parseNumberAndBigInt } from 'lossless-json'
import { MULTIPLE_REFERENCES, SINGLE_REFERENCES } from '@main/sample-server/model/table-model'
import type {
  AttributeModel,
  CellValue,
  FieldType,
  TableCatalogue,
  TableModel,
} from '@main/sample-server/model/table-model'

const FOLDER = new URL('../../../../fixtures/recorded/', import.meta.url)

/** One recorded filter: the rows found (the number behind the `r` of the id), or the refusal. */
export type RecordedFilter = { q: string; total?: number; ids?: number[]; status?: number; error?: string }

/** One recorded order of all rows. */
export type RecordedSort = { sort: string; ids: number[] }

/** Lines of a recorded file, each read as JSON. */
export function recordedLines<Line>(file: string): Line[] {
  const text = readFileSync(new URL(file, FOLDER), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

type WireAttribute = {
  name: string
  fieldType: FieldType
  refEntity?: string | { name: string }
  enumOptions?: string[]
}
type WireRow = Record<string, unknown>

/** The recorded tables: `FilterRows` and the two that it refers to. */
export function recordedCatalogue(): TableCatalogue {
  const filterRows = read('filters-table.json') as { meta: { attributes: WireAttribute[] }; items: WireRow[] }
  const references = read('filters-references.json') as Record<
    string,
    { idAttribute: string; attributes: WireAttribute[]; items: WireRow[] }
  >
  const idAttributes = new Map(Object.entries(references).map(([id, table]) => [id, table.idAttribute]))
  const tables = new Map<string, TableModel>()
  tables.set('FilterRows', tableFrom('FilterRows', 'id', filterRows.meta.attributes, filterRows.items, idAttributes))
  for (const [id, table] of Object.entries(references)) {
    tables.set(id, tableFrom(id, table.idAttribute, table.attributes, table.items, idAttributes))
  }
  return { table: (id) => tables.get(id) }
}

function read(file: string): unknown {
  return parse(readFileSync(new URL(file, FOLDER), 'utf8'), undefined, parseNumberAndBigInt)
}

function tableFrom(
  id: string,
  idAttribute: string,
  wire: readonly WireAttribute[],
  items: readonly WireRow[],
  idAttributes: ReadonlyMap<string, string>,
): TableModel {
  const attributes = wire.map((attribute) => attributeFrom(attribute, idAttribute))
  const rows = items.map(
    (item) =>
      new Map(attributes.map((attribute) => [attribute.name, cellFrom(attribute, item[attribute.name], idAttributes)])),
  )
  rows.sort((left, right) => (String(left.get(idAttribute)) < String(right.get(idAttribute)) ? -1 : 1))
  return tableOf(id, attributes, rows)
}

function attributeFrom(wire: WireAttribute, idAttribute: string): AttributeModel {
  const refTable = typeof wire.refEntity === 'object' ? wire.refEntity.name : wire.refEntity
  return plainAttribute(wire.name, wire.fieldType, {
    isId: wire.name === idAttribute,
    ...(refTable === undefined ? {} : { refTable }),
    ...(wire.enumOptions === undefined ? {} : { enumOptions: wire.enumOptions }),
  })
}

/** An attribute with nothing special but what is given. */
export function plainAttribute(name: string, type: FieldType, more: Partial<AttributeModel> = {}): AttributeModel {
  const isId = more.isId === true
  return {
    name,
    type,
    label: name,
    isNillable: !isId,
    isId,
    isLabel: isId,
    isLookup: isId,
    isUnique: isId,
    isReadOnly: isId,
    isVisible: true,
    isAuto: false,
    isAggregatable: false,
    parts: [],
    ...more,
  }
}

/** A table of rows held in memory, in the order given, which must be that of the ids. */
export function tableOf(
  id: string,
  attributes: readonly AttributeModel[],
  rows: readonly ReadonlyMap<string, CellValue>[],
): TableModel {
  const idAttribute = attributes.find((attribute) => attribute.isId)?.name ?? ''
  const byId = new Map(rows.map((row, index) => [String(row.get(idAttribute)), index]))
  return {
    id,
    label: id,
    isAbstract: false,
    indexingDepth: 1,
    attributes,
    tree: attributes,
    idAttribute,
    labelAttribute: attributes.findLast((attribute) => attribute.isLabel)?.name ?? idAttribute,
    lookupAttributes: [idAttribute],
    rowCount: rows.length,
    value: (row, attribute) => rows[row]?.get(attribute) ?? null,
    rowOf: (wanted) => byId.get(wanted),
  }
}

function cellFrom(attribute: AttributeModel, value: unknown, idAttributes: ReadonlyMap<string, string>): CellValue {
  const idName = idAttributes.get(attribute.refTable ?? '') ?? ''
  const idOf = (row: unknown): string => String((row as WireRow)[idName])
  if (MULTIPLE_REFERENCES.has(attribute.type)) return Array.isArray(value) ? value.map(idOf) : []
  if (value === undefined || value === null) return null
  if (SINGLE_REFERENCES.has(attribute.type)) return idOf(value)
  if (attribute.type === 'LONG') return BigInt(value as number | bigint)
  if (attribute.type === 'INT' || attribute.type === 'DECIMAL') return Number(value)
  return value as string | boolean
}
