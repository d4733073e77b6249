// How a question is kept with its table, and what of a kept one still fits the table when it is asked again.
import { isFiltering, rsqlOf, type Query } from '@shared/query/query'
import { parseRsql } from '@shared/rsql/parse-rsql'
import { rsqlComparisons } from '@shared/rsql/rsql-tree'
import type { KeptQuery, TableView } from '@shared/settings/table-view'
import { findColumn, type Table } from '@shared/table/table'
import { isReferenceType } from '@shared/table/value-type'
import { allConditions, mapConditions, withoutEmptyGroups } from '../filter-tree'

/** A question of more characters is not remembered with its table; one with thousands of ids is shorter. */
const longestKept = 400_000

/** The part of a question that is kept, without the window's reactivity. */
export function keptPart({ columns: _, ...query }: Query): KeptQuery {
  return JSON.parse(JSON.stringify(query)) as KeptQuery
}

/** How a table's question is remembered: nothing of a plain one, and that there was one where it is too long. */
export function rememberedQuery(query: Query): Pick<TableView, 'query' | 'isQueryCut'> {
  const isPlain = !isFiltering(query) && query.sort.length === 0 && query.filter.children.length === 0
  if (isPlain) return { query: null, isQueryCut: false }
  const isTooLong = JSON.stringify(query).length > longestKept
  return { query: isTooLong ? null : keptPart(query), isQueryCut: isTooLong }
}

/** What of a kept question a table cannot answer, for people to read. */
export type LeftOut = {
  /** Columns that filter, sort or text filter name and the table lacks. */
  readonly columns: readonly string[]
  /** The whole text filter went, since it names one of them. */
  readonly isTextGone: boolean
  /** There was a filter that was too long to be kept. */
  readonly isCut: boolean
}

/** A kept question as far as a table can answer it, and what was left out; null when that is nothing. */
export function fitQuery(table: Table, kept: KeptQuery): { readonly query: Query; readonly leftOut: LeftOut | null } {
  const missing = new Set<string>()
  const isThere = (path: string): boolean => {
    if (hasAttribute(table, path)) return true
    missing.add(path)
    return false
  }
  // Not under '&&': each part says what it lacks.
  const fitting = mapConditions(kept.filter, (condition) => (isThere(condition.attribute) ? condition : null))
  const isWhole = allConditions(fitting).length === allConditions(kept.filter).length
  const rsql = rsqlOf(kept)
  const isTextThere = rsql === null || attributesOf(rsql).map(isThere).every(Boolean)
  const query: Query = {
    ...kept,
    filter: isWhole ? kept.filter : withoutEmptyGroups(fitting),
    sort: kept.sort.filter(({ attribute }) => isThere(attribute)),
    columns: null,
    ...(!isTextThere && { rsql: null }),
  }
  const leftOut = missing.size === 0 ? null : { columns: [...missing], isTextGone: !isTextThere, isCut: false }
  return { query, leftOut }
}

/** True for a column of the table, and for a way that begins at one of its references. */
export function hasAttribute(table: Table, path: string): boolean {
  if (findColumn(table, path)) return true
  const dot = path.indexOf('.')
  const column = dot < 1 ? undefined : findColumn(table, path.slice(0, dot))
  return column !== undefined && isReferenceType(column.type)
}

/** The attributes that a text filter names; none of a text that cannot be read, which says so itself. */
export function attributesOf(rsql: string): string[] {
  try {
    return rsqlComparisons(parseRsql(rsql))
      .map(({ selector }) => selector)
      .filter((selector) => selector !== '*')
  } catch {
    return []
  }
}

/** What was left out, in words: what happened, and what that means for the rows. */
export function leftOutWords({ columns, isTextGone, isCut }: LeftOut): { readonly what: string; readonly why: string } {
  if (isCut) {
    return {
      what: 'This table opens without its last filter.',
      why: 'The filter held too many values to be kept. Save such a filter as a view file to have it again.',
    }
  }
  const names =
    columns.length > 3 ? `${columns.slice(0, 3).join(', ')} and ${columns.length - 3} more` : columns.join(', ')
  const part = isTextGone ? 'The filter in RSQL is left out' : 'What they ask for is left out'
  return {
    what: `This table has no ${columns.length === 1 ? 'column' : 'columns'} ${names}.`,
    why: `${part} of filter and sort, so other rows may be shown than before.`,
  }
}
