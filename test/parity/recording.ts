// Recordings of a server's answers to filters and sorts: their files, and the tables that they are about.
import { readFileSync } from 'node:fs'
import { isLosslessNumber, parse, stringify } from 'lossless-json'
import { toTable } from '@main/server/molgenis-classic/map-table'
import { entityTypeSchema, type WireAttribute } from '@main/server/molgenis-classic/wire'
import type { Table } from '@shared/table/table'

/** A table with its rows as the server sent them: a page, to the byte or to the digit. */
export type RecordedTable = { readonly table: Table; readonly page: string }

/** A filter with the rows that it found, or the server's refusal. */
export type RecordedFilter = {
  readonly q: string
  readonly sort?: string
  readonly total?: number
  readonly ids?: readonly (number | string)[]
  readonly status?: number
  readonly error?: string
}

/** An order with all rows in it. */
export type RecordedSort = { readonly sort: string; readonly ids: readonly (number | string)[] }

/**
 * Lines of a file, each read as JSON; empty ones are left out.
 *
 * @throws Error that names the file and the line which is no JSON
 */
export const readLines = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      try {
        return [JSON.parse(line) as T]
      } catch (cause) {
        throw new Error(`Line ${at + 1} of ${path} is no JSON.`, { cause })
      }
    })

/** A table from an answer of `/api/v2`, metadata included. */
export function readTable(path: string): RecordedTable {
  const page = readFileSync(path, 'utf8')
  const { meta } = JSON.parse(page) as { meta: unknown }
  return { table: toTable(entityTypeSchema.parse(meta), null), page }
}

type Attribute = WireAttribute & { readonly refEntity?: unknown }
type ReferencedTable = {
  readonly idAttribute?: string
  readonly labelAttribute?: string
  readonly attributes: readonly Attribute[]
  readonly items: readonly unknown[]
}

/** The referenced tables of a file: rows and metadata by table id; references among them are named by that id. */
export function readReferences(path: string): RecordedTable[] {
  const tables = parse(readFileSync(path, 'utf8')) as Readonly<Record<string, ReferencedTable>>
  return Object.entries(tables).map(([name, { items, ...meta }]) => {
    const attributes = meta.attributes.map((attribute) => linked(attribute, tables, items))
    const described = plain({ name, ...meta, idAttribute: idOf(meta.attributes, meta.idAttribute), attributes })
    return {
      table: toTable(entityTypeSchema.parse(described), null),
      page: stringify({ total: items.length, items }) ?? '',
    }
  })
}

function linked(
  attribute: Attribute,
  tables: Readonly<Record<string, ReferencedTable>>,
  items: readonly unknown[],
): Attribute {
  const { refEntity } = attribute
  if (typeof refEntity !== 'string') return attribute
  const target = tables[refEntity]
  const idAttribute = idOf(target?.attributes ?? [], target?.idAttribute) ?? idInRows(attribute.name, items)
  const attributes = (target?.attributes ?? []).map((each) => ({ ...each, refEntity: undefined }))
  const labelAttribute = target?.labelAttribute
  return { ...attribute, refEntity: { name: refEntity, idAttribute, labelAttribute, attributes } }
}

const idOf = (attributes: readonly Attribute[], name: string | undefined): string | undefined =>
  name ?? attributes[0]?.name

/** The id attribute of a table that the file does not describe: what the references to its rows tell of them first. */
function idInRows(name: string, items: readonly unknown[]): string {
  for (const item of items) {
    const cell = (item as Readonly<Record<string, unknown>>)[name]
    const reference: unknown = Array.isArray(cell) ? cell[0] : cell
    const key = Object.keys(reference ?? {}).find((each) => !each.startsWith('_'))
    if (key !== undefined) return key
  }
  return 'id'
}

/** Metadata hold small numbers only: they are read as such. */
function plain(value: unknown): unknown {
  if (isLosslessNumber(value)) return Number(value.value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
}
