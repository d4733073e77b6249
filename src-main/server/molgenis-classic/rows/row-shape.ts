// Rows in the shape in which v2 writes them, whichever interface they came from, and in the shape in which they can go back.
import type { Column, Table } from '@shared/table/table'
import { isManyReferenceType, isSingleReferenceType } from '@shared/table/value-type'
import type { RowSelection, ServerRow } from '../../table-access'

type Shaper = (value: unknown, column: Column) => unknown

/** A row of v1, its references expanded, as v2 would have written it. */
export function asV2(row: ServerRow, table: Table, selection: RowSelection): ServerRow {
  return reshape(row, table, (value, column) => {
    const isWhole = selection.expand.includes(column.name)
    if (isManyReferenceType(column.type)) return itemsOf(value).map((each) => reference(each, column, isWhole))
    return isSingleReferenceType(column.type) ? reference(value, column, isWhole) : value
  })
}

/** Ids in the place of references, and only what can be written: no addresses, no computed values. */
export function asUploadable(row: ServerRow, table: Pick<Table, 'columns'>): ServerRow {
  const columns = table.columns.filter(({ name, isComputed }) => name in row && !isComputed)
  return Object.fromEntries(columns.map((column) => [column.name, uploadable(row[column.name], column)]))
}

/** An id as text, whatever type the server gives it in. */
export const idText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

const uploadable: Shaper = (value, column) => {
  if (isManyReferenceType(column.type)) return itemsOf(value).map((each) => referredId(each, column))
  return isSingleReferenceType(column.type) ? referredId(value, column) : value
}

/** The id of the row that a reference means; of a file its name, by which the server keeps it. */
function referredId(value: unknown, column: Column): string | null {
  if (!isRecord(value)) return value === null || value === undefined ? null : idText(value)
  const key = column.type === 'file' ? (column.target?.labelColumn ?? 'filename') : (column.target?.idColumn ?? 'id')
  return idText(value[key])
}

function reshape(row: ServerRow, table: Table, shaper: Shaper): ServerRow {
  const shaped: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    const column = table.columns.find((each) => each.name === name)
    if (name === 'href') shaped['_href'] = addressOf(value)
    else shaped[name] = column && value !== null && value !== undefined ? shaper(value, column) : value
  }
  return shaped
}

function reference(value: unknown, column: Column, isWhole: boolean): unknown {
  if (!isRecord(value)) return value
  const { href, ...values } = value
  const kept = [column.target?.idColumn, column.target?.labelColumn, ...(column.type === 'file' ? ['url'] : [])]
  const shown = isWhole ? values : Object.fromEntries(Object.entries(values).filter(([name]) => kept.includes(name)))
  return { _href: addressOf(href), ...shown }
}

const addressOf = (href: unknown): unknown => (typeof href === 'string' ? href.replace('/api/v1/', '/api/v2/') : href)

/** The elements of a multiple reference: v2 lists them, v1 wraps them in a page. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return isRecord(value) && Array.isArray(value['items']) ? (value['items'] as unknown[]) : []
}

const isRecord = (value: unknown): value is ServerRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
