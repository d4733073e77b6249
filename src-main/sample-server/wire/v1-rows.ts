// Rows as v1 answers carry them: references as links, or written out one level deep where `expand` names them.
import type { View } from '../access/view'
import { ServerRefusal } from '../model/server-refusal'
import { MULTIPLE_REFERENCES, type AttributeModel, type TableModel } from '../model/table-model'
import { referredTable } from './attribute-filter'
import { writeScalar } from './cell-text'
import { RawJson, type JsonValue } from './gson'
import { pageStarts, path } from './paths'
import type { Expansion, KeySet } from './v1-metadata'

const DEFAULT_NUM = 100

/** The name of a row's own link, which some answers point elsewhere. */
export type RowV1 = Readonly<Record<string, JsonValue>> & { readonly href: string }

/** One row. `keys` are the attributes to give (lower case), `expand` the references to write out. */
export function rowV1(view: View, table: TableModel, row: number, keys: KeySet, expand: Expansion): RowV1 {
  const id = String(table.value(row, table.idAttribute))
  const cells = table.attributes
    .filter(({ name }) => keys === undefined || keys.has(name.toLowerCase()))
    .map((attribute) => [attribute.name, cellV1(view, table, row, id, attribute, expand)] as const)
  return { href: path('v1', table.id, id), ...Object.fromEntries(cells) }
}

function cellV1(
  view: View,
  table: TableModel,
  row: number,
  id: string,
  attribute: AttributeModel,
  expand: Expansion,
): JsonValue {
  const value = table.value(row, attribute.name)
  const target = referredTable(attribute, view)
  if (value === null) return null
  if (target === undefined) return new RawJson(writeScalar(attribute.type, value))
  const href = path('v1', table.id, id, attribute.name)
  const key = attribute.name.toLowerCase()
  if (!expand.has(key)) return { href }
  const keys = expand.get(key)
  if (MULTIPLE_REFERENCES.has(attribute.type)) {
    return listV1(view, href, target, typeof value === 'object' ? value : [], 0, DEFAULT_NUM, keys, new Map(), false)
  }
  return referredRow(view, target, String(value), keys, new Map())
}

function referredRow(view: View, target: TableModel, id: string, keys: KeySet, expand: Expansion): RowV1 | null {
  view.requireRead(target)
  const row = target.rowOf(id)
  return row === undefined ? null : rowV1(view, target, row, keys, expand)
}

/** A list of referenced rows with its paging; `isCut` gives only the page, else all of them are given. */
function listV1(
  view: View,
  href: string,
  target: TableModel,
  ids: readonly string[],
  start: number,
  num: number,
  keys: KeySet,
  expand: Expansion,
  isCut: boolean,
): JsonValue {
  const page = isCut ? ids.slice(start, start + num) : ids
  return {
    href,
    ...pagingV1(href, start, num, ids.length),
    items: page.map((id) => referredRow(view, target, id, keys, expand)).filter((item) => item !== null),
  }
}

/** `start`, `num`, `total` and the links to the pages around, which forget all but `start` and `num`. */
export function pagingV1(href: string, start: number, num: number, total: number): Readonly<Record<string, JsonValue>> {
  const { previous, next } = pageStarts(start, num, total)
  const link = (from: number | undefined): JsonValue =>
    from === undefined ? undefined : `${href}?start=${String(from)}&num=${String(num)}`
  return { start, num, total, prevHref: link(previous), nextHref: link(next) }
}

/** What `/api/v1/{table}/{id}/{attribute}` is asked for. */
export type CellRequest = {
  readonly start: number
  readonly num: number
  readonly keys: KeySet
  readonly expand: Expansion
}

/**
 * The answer to `/api/v1/{table}/{id}/{attribute}`.
 *
 * @throws ServerRefusal 500 for an empty single reference and for a start beyond the end of a list, as there
 */
export function attributeOfRowV1(
  view: View,
  table: TableModel,
  row: number,
  attribute: AttributeModel,
  request: CellRequest,
): JsonValue {
  const id = String(table.value(row, table.idAttribute))
  const href = path('v1', table.id, id, attribute.name)
  if (attribute.type === 'COMPOUND') {
    return {
      ...rowV1(view, table, row, new Set(attribute.parts.map(({ name }) => name.toLowerCase())), new Map()),
      href,
    }
  }
  const value = table.value(row, attribute.name)
  const target = referredTable(attribute, view)
  if (target === undefined || attribute.type === 'FILE') {
    return { href, [attribute.name]: value === null ? null : new RawJson(writeScalar(attribute.type, value)) }
  }
  const { start, num, keys, expand } = request
  if (MULTIPLE_REFERENCES.has(attribute.type)) {
    const ids = typeof value === 'object' && value !== null ? value : []
    if (start > ids.length) throw new ServerRefusal(500, `fromIndex(${String(start)}) > toIndex(${String(ids.length)})`)
    return listV1(view, href, target, ids, start, num, keys, expand, true)
  }
  const referred = value === null ? null : referredRow(view, target, String(value), keys, expand)
  if (referred === null) throw new ServerRefusal(500, 'entity is null')
  return { ...referred, href }
}
