// Rows as v1 answers carry them, written straight to text: references as links, or written out one level deep where
// `expand` names them.
import type { View } from '../access/view'
import { ServerRefusal } from '../model/server-refusal'
import { MULTIPLE_REFERENCES, type AttributeModel, type CellValue, type TableModel } from '../model/table-model'
import { referredTable } from './attribute-filter'
import { scalarWriter } from './cell-text'
import { RawJson, writeJson, writeText, type JsonValue } from './gson'
import { pageStarts, path, segment } from './paths'
import type { Expansion, KeySet } from './v1-metadata'

const DEFAULT_NUM = 100

/** JSON text of one row; `href` takes the place of the row's own link. */
export type RowWriterV1 = (row: number, href?: string) => string

type CellWriter = (value: Exclude<CellValue, null>, rowHref: string) => string | undefined

/**
 * A writer for the rows of a table.
 *
 * @param keys    attributes to give, lower case; all where undefined
 * @param expand  references to write out, lower case, each with the attributes to give of them
 * @throws ServerRefusal while writing, if a reference to be written out leads to a table that may not be read
 */
export function rowWriterV1(view: View, table: TableModel, keys: KeySet, expand: Expansion): RowWriterV1 {
  const columns = table.attributes
    .filter(({ name }) => keys === undefined || keys.has(name.toLowerCase()))
    .map((attribute) => ({
      name: attribute.name,
      key: `,${writeText(attribute.name)}:`,
      write: cellWriter(view, attribute, expand),
    }))
  const start = `${path('v1', table.id)}/`
  return (row, href) => {
    const rowHref = start + segment(String(table.value(row, table.idAttribute)))
    let text = `{"href":${writeText(href ?? rowHref)}`
    for (const { name, key, write } of columns) {
      const value = table.value(row, name)
      const written = value === null ? undefined : write(value, rowHref)
      if (written !== undefined) text += key + written
    }
    return `${text}}`
  }
}

function cellWriter(view: View, attribute: AttributeModel, expand: Expansion): CellWriter {
  const target = referredTable(attribute, view)
  if (target === undefined) {
    const writeScalar = scalarWriter(view, 'v1')
    return (value) => writeScalar(attribute.type, value)
  }
  const tail = `/${segment(attribute.name)}`
  const key = attribute.name.toLowerCase()
  if (!expand.has(key)) return (_, rowHref) => `{"href":${writeText(rowHref + tail)}}`
  const refer = referredWriter(view, target, expand.get(key), new Map())
  if (!MULTIPLE_REFERENCES.has(attribute.type)) return (value) => refer(String(value))
  return (value, rowHref) => {
    const ids = typeof value === 'object' ? value : []
    // The page says a hundred, but all of them are given.
    return writeJson(listAnswer(rowHref + tail, { start: 0, num: DEFAULT_NUM }, ids.length, ids, refer))
  }
}

type ReferredWriter = (id: string, href?: string) => string | undefined

function referredWriter(view: View, target: TableModel, keys: KeySet, expand: Expansion): ReferredWriter {
  let write: RowWriterV1 | undefined
  return (id, href) => {
    if (write === undefined) {
      view.requireRead(target)
      write = rowWriterV1(view, target, keys, expand)
    }
    const row = target.rowOf(id)
    return row === undefined ? undefined : write(row, href)
  }
}

type Paging = { readonly start: number; readonly num: number }

function listAnswer(
  href: string,
  { start, num }: Paging,
  total: number,
  ids: readonly string[],
  refer: ReferredWriter,
): JsonValue {
  const items = ids.map((id) => refer(id)).filter((text) => text !== undefined)
  return { href, ...pagingV1(href, start, num, total), items: new RawJson(`[${items.join(',')}]`) }
}

/** `start`, `num`, `total` and the links to the pages around, which forget all but `start` and `num`. */
export function pagingV1(href: string, start: number, num: number, total: number): Readonly<Record<string, JsonValue>> {
  const { previous, next } = pageStarts(start, num, total)
  const link = (from: number | undefined): JsonValue =>
    from === undefined ? undefined : `${href}?start=${String(from)}&num=${String(num)}`
  return { start, num, total, prevHref: link(previous), nextHref: link(next) }
}

/** What `/api/v1/{table}/{id}/{attribute}` is asked for. */
export type CellRequest = Paging & { readonly keys: KeySet; readonly expand: Expansion }

/**
 * JSON text of the answer to `/api/v1/{table}/{id}/{attribute}`.
 *
 * @throws ServerRefusal 500 for an empty single reference and for a start beyond the end of a list, as there
 */
export function attributeOfRowV1(
  view: View,
  table: TableModel,
  row: number,
  attribute: AttributeModel,
  request: CellRequest,
): string {
  const href = path('v1', table.id, String(table.value(row, table.idAttribute)), attribute.name)
  if (attribute.type === 'COMPOUND') {
    const parts = new Set(attribute.parts.map(({ name }) => name.toLowerCase()))
    return rowWriterV1(view, table, parts, new Map())(row, href)
  }
  const value = table.value(row, attribute.name)
  const target = referredTable(attribute, view)
  if (target === undefined || attribute.type === 'FILE') {
    const written = value === null ? null : new RawJson(scalarWriter(view, 'v1')(attribute.type, value))
    return writeJson({ href, [attribute.name]: written })
  }
  const refer = referredWriter(view, target, request.keys, request.expand)
  if (MULTIPLE_REFERENCES.has(attribute.type)) {
    const ids = typeof value === 'object' && value !== null ? value : []
    const { start, num } = request
    if (start > ids.length) throw new ServerRefusal(500, `fromIndex(${String(start)}) > toIndex(${String(ids.length)})`)
    return writeJson(listAnswer(href, request, ids.length, ids.slice(start, start + num), refer))
  }
  const referred = value === null ? undefined : refer(String(value), href)
  if (referred === undefined) throw new ServerRefusal(500, 'entity is null')
  return referred
}
