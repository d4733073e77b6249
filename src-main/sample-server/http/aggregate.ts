// Counts per value of one or two attributes.
import type { View } from '../access/view'
import { ServerRefusal } from '../model/server-refusal'
import type { AttributeModel, CellValue, TableModel } from '../model/table-model'
import { runQuery } from '../query/run-query'
import { findAttribute, referredTable, unknownAttribute } from '../wire/attribute-filter'
import type { JsonValue } from '../wire/gson'
import { path } from '../wire/paths'
import { attributeV2 } from '../wire/v2-metadata'
import type { SortOrder } from './request-reading'

type Query = { readonly rsql?: string; readonly sort?: readonly SortOrder[] }

/**
 * Answer an `aggs` parameter (`x==a`, `x==a;y==b`, with `distinct==c`).
 *
 * @param query  the filter that the counted rows pass
 * @throws ServerRefusal 500 for an attribute that is not aggregatable or a nillable reference, 404 D04 for an unknown one
 */
export function aggregate(view: View, table: TableModel, aggs: string, query: Query): JsonValue {
  const named = readAggregates(aggs)
  const find = (axis: string): AttributeModel | undefined => {
    const name = named.get(axis)
    if (name === undefined) return undefined
    const attribute = findAttribute(table.tree, name)
    if (attribute === undefined) throw unknownAttribute(name, table)
    if (!attribute.isAggregatable) throw new ServerRefusal(500, `Attribute is not isAggregatable [ ${name}]`)
    const isReference = referredTable(attribute, view) !== undefined
    if (attribute.isNillable && (isReference || axis === 'distinct')) {
      throw new ServerRefusal(500, `Aggregate query attribute [${name}] must not be nillable`)
    }
    return attribute
  }
  const x = find('x')
  const y = find('y')
  const distinct = find('distinct')
  if (x === undefined) throw new ServerRefusal(500, "Aggregate query is missing 'x' or 'y' attribute")

  const filter = query.rsql === undefined ? {} : { rsql: query.rsql }
  const { total } = runQuery(view, table, { ...filter, start: 0, num: 0 })
  const { rows } = runQuery(view, table, { ...filter, start: 0, num: total })
  const xAxis = axisOf(view, table, x, rows)
  const yAxis = y === undefined ? undefined : axisOf(view, table, y, rows)
  const width = yAxis?.labels.length ?? 1
  const cells = Array.from({ length: xAxis.labels.length * width }, () => new Set<string>())
  rows.forEach((row) => {
    const counted = distinct === undefined ? String(row) : String(table.value(row, distinct.name))
    for (const i of xAxis.places(row)) for (const j of yAxis?.places(row) ?? [0]) cells[i * width + j]?.add(counted)
  })
  const matrix = xAxis.labels.map((_, i) => cells.slice(i * width, (i + 1) * width).map((cell) => cell.size))
  return {
    aggs: { matrix, xLabels: xAxis.labels, yLabels: yAxis?.labels ?? [] },
    xAttr: attributeV2(view, table, x),
    yAttr: y === undefined ? undefined : attributeV2(view, table, y),
    href: path('v2', table.id),
  }
}

function readAggregates(aggs: string): ReadonlyMap<string, string> {
  return new Map(
    aggs.split(';').map((part) => {
      const [, axis, name] = /^\s*(x|y|distinct)==\s*['"]?([^'"]*?)['"]?\s*$/.exec(part) ?? []
      if (axis === undefined || name === undefined) {
        throw new ServerRefusal(
          400,
          "Field 'aggs' of 'entityCollectionRequestV2' Failed to convert property value of type java.lang.String to " +
            'required type org.molgenis.web.rsql.AggregateQueryRsql for property aggs',
          'typeMismatch',
        )
      }
      return [axis, name] as const
    }),
  )
}

type Axis = { readonly labels: readonly JsonValue[]; readonly places: (row: number) => readonly number[] }

function axisOf(view: View, table: TableModel, attribute: AttributeModel, rows: readonly number[]): Axis {
  const keysOf = (row: number): readonly (string | null)[] => {
    const value = table.value(row, attribute.name)
    if (typeof value === 'object' && value !== null) return value
    return [value === null ? null : String(value)]
  }
  const keys = [...new Set(rows.flatMap((row) => keysOf(row).filter((key) => key !== null)))].sort()
  const places = new Map<string | null, number>(keys.map((key, index) => [key, index]))
  if (attribute.isNillable) places.set(null, keys.length)
  const labels: JsonValue[] = keys.map((key) => labelOf(view, attribute, key))
  return {
    labels: attribute.isNillable ? [...labels, null] : labels,
    places: (row) => keysOf(row).flatMap((key) => places.get(key) ?? []),
  }
}

function labelOf(view: View, attribute: AttributeModel, key: string): JsonValue {
  const target = referredTable(attribute, view)
  if (target === undefined) return axisLabel(attribute, key)
  const row = target.rowOf(key)
  if (row === undefined) return key
  // A referenced row is shown by its attributes that are no references, all as text.
  return Object.fromEntries(
    target.attributes
      .filter((part) => referredTable(part, view) === undefined)
      .map(({ name }) => [name, asText(target.value(row, name))]),
  )
}

function axisLabel(attribute: AttributeModel, key: string): JsonValue {
  if (attribute.type === 'BOOL') return key === 'true' ? 1 : 0
  return attribute.type === 'INT' ? Number(key) : attribute.type === 'LONG' ? BigInt(key) : key
}

function asText(value: CellValue): JsonValue {
  return value === null ? undefined : String(value)
}
