// How a question is kept with its table, and what of a kept one still fits the table when it is asked again.
import { isFiltering, rsqlOf, type Condition, type Query } from '@shared/query/query'
import { foreseeRsql } from '@shared/rsql/foresee-rsql'
import { parseRsql } from '@shared/rsql/parse-rsql'
import { rsqlComparisons, type RsqlNode } from '@shared/rsql/rsql-tree'
import type { KeptQuery, TableView } from '@shared/settings/table-view'
import { findColumn, type Table } from '@shared/table/table'
import { isReferenceType } from '@shared/table/value-type'
import { failureData } from '../../shell/failure'
import { allConditions, mapConditions, withoutEmptyGroups } from '../filter-tree'
import { problemOf } from '../value-check'

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
  /** What is wrong with the values of conditions, which are switched off for that; a sentence for each. */
  readonly wrongValues: readonly string[]
  /** The text filter that went since it cannot be read or holds an impossible value, and what is wrong with it. */
  readonly wrongText: { readonly rsql: string; readonly problem: string } | null
  /** There was a filter that was too long to be kept. */
  readonly isCut: boolean
}

/** The record of a question of which nothing is left out. */
export const nothingLeftOut: LeftOut = {
  columns: [],
  isTextGone: false,
  wrongValues: [],
  wrongText: null,
  isCut: false,
}

/**
 * A kept question as far as a table can answer it, and what was left out; null when that is nothing.
 *
 * Conditions on columns that are not there are left out. Those with a value that cannot be are switched off, so that
 * they can be mended.
 */
export function fitQuery(table: Table, kept: KeptQuery): { readonly query: Query; readonly leftOut: LeftOut | null } {
  const missing = new Set<string>()
  const isThere = (path: string): boolean => {
    if (hasAttribute(table, path)) return true
    missing.add(path)
    return false
  }
  const wrongValues: string[] = []
  const fit = (condition: Condition): Condition | null => {
    if (!isThere(condition.attribute)) return null
    const problem = condition.isOff ? null : wrongValue(table, condition)
    if (problem === null) return condition
    wrongValues.push(problem)
    return { ...condition, isOff: true }
  }
  // Not under '&&': each part says what it lacks.
  const fitting = mapConditions(kept.filter, fit)
  const isWhole = allConditions(fitting).length === allConditions(kept.filter).length
  const { rsql, wrongText, isTextGone } = fitText(table, rsqlOf(kept), isThere)
  const query: Query = {
    ...kept,
    filter: !isWhole ? withoutEmptyGroups(fitting) : wrongValues.length > 0 ? fitting : kept.filter,
    sort: kept.sort.filter(({ attribute }) => isThere(attribute)),
    columns: null,
    ...(rsql === null && rsqlOf(kept) !== null && { rsql }),
  }
  const isNothing = missing.size === 0 && wrongValues.length === 0 && wrongText === null
  const leftOut = isNothing ? null : { ...nothingLeftOut, columns: [...missing], isTextGone, wrongValues, wrongText }
  return { query, leftOut }
}

/** A text filter that a table can be asked, else null and why it is left out. */
function fitText(table: Table, rsql: string | null, isThere: (path: string) => boolean) {
  if (rsql === null) return { rsql, wrongText: null, isTextGone: false }
  const problem = textProblem(table, rsql)
  if (problem !== null) return { rsql: null, wrongText: { rsql, problem }, isTextGone: false }
  const isTextGone = !attributesOf(rsql).map(isThere).every(Boolean)
  return { rsql: isTextGone ? null : rsql, wrongText: null, isTextGone }
}

/** What is wrong with the values of a condition, as the editor would say it; null when they can be asked. */
function wrongValue(table: Table, condition: Condition): string | null {
  const column = findColumn(table, condition.attribute) ?? null
  const problem = problemOf(condition, column)
  return problem && `${column?.label ?? condition.attribute}: ${problem.text}`
}

/** Why a text filter cannot be read, or which value of it cannot be; null when neither is known. */
function textProblem(table: Table, rsql: string): string | null {
  let node: RsqlNode
  try {
    node = parseRsql(rsql)
  } catch (error) {
    return failureData(error)?.message ?? 'It cannot be read.'
  }
  // One by one: an attribute of a table that is not known here keeps nobody from looking at the rest.
  for (const comparison of rsqlComparisons(node)) {
    const foreseen = foreseeRsql(comparison, table, () => undefined)
    if (foreseen.kind === 'refused' && foreseen.reason === 'value') return foreseen.message
  }
  return null
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

/** So many columns and values are named in a sentence; further ones are counted. */
const mostNamed = 3
/** So much of a text filter is repeated in a sentence; characters. */
const longestQuoted = 300

/** What was left out, in words: what happened, and what that means for the rows. */
export function leftOutWords(leftOut: LeftOut): { readonly what: string; readonly why: string } {
  if (leftOut.isCut) {
    return {
      what: 'This table opens without its last filter.',
      why: 'The filter held too many values to be kept. Save such a filter as a view file to have it again.',
    }
  }
  const parts = [columnWords(leftOut), valueWords(leftOut), textWords(leftOut)].filter((part) => part !== null)
  return { what: parts.map(({ what }) => what).join(' '), why: parts.map(({ why }) => why).join(' ') }
}

function columnWords({ columns, isTextGone }: LeftOut) {
  if (columns.length === 0) return null
  const rest = columns.length - mostNamed
  const names = columns.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  const part = isTextGone ? 'The filter in RSQL is left out' : 'What they ask for is left out'
  return {
    what: `This table has no ${columns.length === 1 ? 'column' : 'columns'} ${names}.`,
    why: `${part} of filter and sort, so other rows may be shown than before.`,
  }
}

function valueWords({ wrongValues }: LeftOut) {
  if (wrongValues.length === 0) return null
  const rest = wrongValues.length - mostNamed
  const problems = wrongValues.slice(0, mostNamed).join(' ') + (rest > 0 ? ` And ${rest} more.` : '')
  const [are, them] = wrongValues.length === 1 ? ['condition is', 'it'] : ['conditions are', 'them']
  return {
    what: `${wrongValues.length} ${are} switched off. ${problems}`,
    why: `Mend ${them} in the filter and switch ${them} on again; until then other rows may be shown than were meant.`,
  }
}

function textWords({ wrongText }: LeftOut) {
  if (wrongText === null) return null
  const { rsql, problem } = wrongText
  const text = rsql.length > longestQuoted ? `${rsql.slice(0, longestQuoted)}…` : rsql
  return { what: `The filter in RSQL is left out. ${problem}`, why: `It reads: ${text}` }
}
