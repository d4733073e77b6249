// Reads the rows of given ids, whatever characters these hold, for changing, comparing and looking for them.
import { AppError } from '@shared/errors/app-error'
import { argument } from '@shared/query/rsql'
import type { Table } from '@shared/table/table'
import { isReferenceType } from '@shared/table/value-type'
import { rowsAtOnce } from '@shared/table/rows-at-once'
import type { RowSelection, ServerRow } from '../../table-access'
import type { Asker } from '../ask'
import type { Generation } from '../generations'
import { canBeInPath, rowRequest, rowsRequest, rulesRequest } from '../requests'
import { collectionSchema, rowSchema } from '../wire'
import { asV2, idText } from './row-shape'

/** Where rows are read, and how. */
export type RowPlace = { readonly asker: Asker; readonly table: Table; readonly generation: Generation }

/**
 * The rows that there are for these ids, as they are now, by the text of the id.
 *
 * @param names  attributes wanted; null for all. The id comes in any case.
 */
export async function readRowsById(
  place: RowPlace,
  ids: readonly string[],
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ServerRow>> {
  if (place.generation.listsAreCurrent) return readListedRows(place, ids, names, signal)
  // These servers answer lists from an index that lags behind; a row by its path is always as it is.
  const found = new Map<string, ServerRow>()
  for (const id of new Set(ids)) {
    const row = await readOneRow(place, id, selectionOf(place, names), signal)
    if (row !== null) found.set(idText(row[place.table.idColumn]), row)
  }
  return found
}

/**
 * The rows that lists give for these ids, many in one request, by the text of the id: from servers of the first
 * generation as their index knows them, like every page of theirs.
 *
 * @param names  attributes wanted; null for all. The id comes in any case.
 */
export async function readListedRows(
  place: RowPlace,
  ids: readonly string[],
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ServerRow>> {
  const { table } = place
  const selection = selectionOf(place, names)
  const found = new Map<string, ServerRow>()
  const step = rowsAtOnce((selection.attributes ?? table.columns).length)
  const wanted = [...new Set(ids)]
  for (let start = 0; start < wanted.length; start += step) {
    const rows = await readList(place, wanted.slice(start, start + step), selection, signal)
    for (const row of rows) found.set(idText(row[table.idColumn]), row)
  }
  return found
}

const selectionOf = ({ table }: RowPlace, names: readonly string[] | null): RowSelection => ({
  attributes: names === null ? null : [...new Set([table.idColumn, ...names])],
  expand: [],
  isUploadable: false,
})

/** One row; null when there is none with this id. */
export async function readOneRow(
  place: RowPlace,
  id: string,
  selection: RowSelection,
  signal: AbortSignal,
): Promise<ServerRow | null> {
  const { asker, table } = place
  if (!canBeInPath(id)) return (await readList(place, [id], selection, signal))[0] ?? null
  try {
    const row = await asker.ask(rowRequest(table.id, id, selection), rowSchema, { tableId: table.id }, signal)
    return Object.fromEntries(Object.entries(row).filter(([name]) => name !== '_meta'))
  } catch (error) {
    if (error instanceof AppError && isUnknownRow(error)) return null
    throw error
  }
}

/** Servers before 6 have no code for it, and 1.14 says it with 500. */
const isUnknownRow = ({ facts }: AppError) =>
  facts['serverCode'] === 'D02' ||
  facts['serverCode'] === 'D02a' ||
  (facts['serverCode'] === null && /^(?:Unknown )?entity .*(?:with|id)|not found/i.test(String(facts['serverWords'])))

const isBothQuoted = (id: string) => id.includes('"') && id.includes("'")

async function readList(
  { asker, table }: RowPlace,
  ids: readonly string[],
  selection: RowSelection,
  signal: AbortSignal,
): Promise<readonly ServerRow[]> {
  const plain = ids.filter((id) => !isBothQuoted(id))
  const quoted = ids.filter(isBothQuoted)
  const page = { tableId: table.id, attributes: selection.attributes, sort: [], start: 0 }
  const subject = { tableId: table.id }
  const rows: ServerRow[] = []
  if (plain.length > 0) {
    const list = plain.map((id) => argument(id, table.idColumn)).join(',')
    const rsql = `${table.idColumn}=in=(${list})`
    const request = rowsRequest({ ...page, expand: selection.expand, rsql, num: plain.length })
    rows.push(...(await asker.ask(request, collectionSchema, subject, signal)).items)
  }
  if (quoted.length > 0) {
    const rules = [{ field: table.idColumn, operator: 'IN', value: quoted }]
    const expand = referencesIn(table, selection)
    const request = rulesRequest({ ...page, rules, expand, num: quoted.length })
    const { items } = await asker.ask(request, collectionSchema, subject, signal)
    rows.push(...items.map((item) => asV2(item, table, selection)))
  }
  return rows
}

/** The references among the attributes wanted; v1 tells nothing of them unless they are expanded. */
export const referencesIn = (table: Table, { attributes }: Pick<RowSelection, 'attributes'>): string[] =>
  table.columns
    .filter(({ name, type }) => isReferenceType(type) && (attributes === null || attributes.includes(name)))
    .map(({ name }) => name)
