// The table and the filters that a real server answered, in the application's own words.
import { readFileSync } from 'node:fs'
import { parse } from '@rsql/parser'
import type { Column, Table } from '@shared/table/table'
import type { FilterNode, Operator, SortKey } from '@shared/query/query'
import { column, condition, group, table } from '../sample-table'
import type { ValueType } from '@shared/table/value-type'

const folder = new URL('../../fixtures/recorded/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

/** A page of rows as the server sent it, to the byte. */
export const recordedPage = (): string => read('filters-table.json')

type RecordedAttribute = {
  readonly name: string
  readonly fieldType: string
  readonly refEntity?: { readonly name: string; readonly idAttribute: string; readonly labelAttribute: string }
}
type Page = { readonly meta: { readonly attributes: readonly RecordedAttribute[] } }

const types: Readonly<Record<string, ValueType>> = {
  STRING: 'string', TEXT: 'text', BOOL: 'bool', INT: 'int', LONG: 'long', DECIMAL: 'decimal', ENUM: 'enum', DATE: 'date',
  DATE_TIME: 'date-time', XREF: 'reference', MREF: 'references', CATEGORICAL: 'category', CATEGORICAL_MREF: 'categories',
  HYPERLINK: 'hyperlink', EMAIL: 'email',
} // prettier-ignore

/** The metadata of the recorded table. */
export function recordedTable(): Table {
  const page = JSON.parse(recordedPage()) as Page
  const columns = page.meta.attributes.map(({ name, fieldType, refEntity }): Column => {
    const type = types[fieldType]
    if (type === undefined) throw new Error(`Unknown type ${fieldType}`)
    const target = refEntity && {
      tableId: refEntity.name,
      tableLabel: refEntity.name,
      idColumn: refEntity.idAttribute,
      labelColumn: refEntity.labelAttribute,
      idType: 'string' as const,
    }
    return column(name, type, target ? { target } : {})
  })
  return table('FilterRows', columns)
}

/** A filter with the numbers of the rows that passed it, or the server's refusal. */
export type RecordedFilter = {
  readonly q: string
  readonly ids?: readonly number[]
  readonly status?: number
  readonly error?: string
}
export type RecordedSort = { readonly sort: string; readonly ids: readonly number[] }

const lines = <T>(name: string): T[] =>
  read(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)

export const recordedFilters = (): RecordedFilter[] => lines('filters.jsonl')
export const recordedSorts = (): RecordedSort[] => lines('sorts.jsonl')

/** `a:desc,b` as sort keys. */
export const sortKeys = (text: string): SortKey[] =>
  text.split(',').map((key) => {
    const [attribute = '', direction] = key.split(':')
    return { attribute, direction: direction === 'desc' ? 'descending' : 'ascending' }
  })

const operators: Readonly<Record<string, Operator>> = {
  '==': 'equals', '!=': 'not-equals', '=in=': 'in', '=out=': 'not-in', '=lt=': 'less', '=le=': 'less-or-equal',
  '=gt=': 'greater', '=ge=': 'greater-or-equal', '=rng=': 'range', '=like=': 'contains', '=notlike=': 'not-contains',
  '=q=': 'search',
} // prettier-ignore

/** A filter in RSQL as the application's filter; the search over all columns is the attribute `*`. */
export function filterOf(rsql: string): FilterNode {
  return fromNode(parse(rsql))
}

function fromNode(node: ReturnType<typeof parse>): FilterNode {
  if (node.type === 'LOGIC') {
    return group(
      node.operator === ';' || node.operator === 'and' ? 'and' : 'or',
      fromNode(node.left),
      fromNode(node.right),
    )
  }
  const values = Array.isArray(node.right.value) ? node.right.value : [node.right.value]
  const operator = operators[node.operator]
  if (operator === undefined) throw new Error(`Unknown operator ${node.operator}`)
  return condition(node.left.selector, operator, ...values)
}
