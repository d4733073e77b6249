// Writes a query's filter and search as RSQL, the query language of MOLGENIS servers.
import { AppError } from '../errors/app-error'
import { todaysReading, type FilterReading } from '../table/filter-reading'
import { findColumn, type Table } from '../table/table'
import { isDateType } from '../table/value-type'
import type { ServerEngine } from '../rsql/foresee-rsql'
import { anyCasePattern, lowerFilter, natureIn, valueAt } from './lower-filter'
import { askWithOffsets } from './moment'
import { operatorWords } from './operator-words'
import {
  activeConditions,
  rsqlOf,
  type Condition,
  type FilterNode,
  type Operator,
  type Query,
  type SortKey,
} from './query'

type Joint = 'and' | 'or'
/** A piece of RSQL: one comparison (no joint, no parts), or parts that are joined alike. */
type Piece = {
  readonly text: string
  readonly joint: Joint | null
  readonly isDenial: boolean
  readonly parts: readonly Piece[]
}

const denials: readonly Operator[] = ['not-equals', 'not-in', 'not-contains', 'not-empty']

const comparisons: Partial<Record<Operator, string>> = {
  equals: '==',
  'not-equals': '!=',
  less: '=lt=',
  'less-or-equal': '=le=',
  greater: '=gt=',
  'greater-or-equal': '=ge=',
  contains: '=like=',
  'not-contains': '=notlike=',
  search: '=q=',
}

/**
 * A query's filter and search as RSQL that gives the same rows.
 *
 * A query that is RSQL already stays as it is. Denials are written so that rows without a value pass, which the
 * servers' database would leave out: `(a!=x,a=='')`.
 *
 * @param query  the query; what is switched off is left out
 * @param table  metadata, for the rules that depend on a column's type
 * @param reading  how the server reads filters
 * @returns the text, not yet encoded for a URL; null when every row passes
 * @throws AppError `query.invalid` when a condition lacks a value or a value holds both kinds of quotes, which RSQL
 *   cannot write; `query.refused` when the language has no words for a condition; `facts.attribute` names the column
 */
export function toRsql(query: Query, table: Table, reading: FilterReading = todaysReading): string | null {
  const given = rsqlOf(query)
  if (given !== null) return given
  const { isEverythingIndexed, isCaseKept, hasPaths, wantsOffsets } = reading
  const engine = engineFor(query, table)
  const options = { engine, natureOf: natureIn(table), isEverythingIndexed, isCaseKept }
  const { node, sieve } = lowerFilter(query.filter, options)
  const leading = activeConditions(query.filter).find((condition) => !hasPaths && leadsOn(condition, table))
  const [unsaid = leading] = sieve.flatMap(activeConditions)
  if (unsaid) throw noWords(unsaid, query, table, reading)
  const asked = node && wantsOffsets ? askWithOffsets(node, table) : node
  return writeRsql(asked, query.search, table, isEverythingIndexed || engine === 'index')
}

/** RSQL knows 'contains' by signs only where the servers' database answers, and beginnings and ends nowhere. */
function noWords(condition: Condition, query: Query, table: Table, reading: FilterReading): AppError {
  const { attribute, operator } = condition
  const words = operatorWords(operator, findColumn(table, attribute)?.type ?? null)
  const why = whyUnsaid(condition, query, table, reading)
  return new AppError('query.refused', `RSQL cannot say '${attribute} ${words}'${why}.`, { facts: { attribute } })
}

/** Whether a condition is on a column of another table. */
const leadsOn = ({ attribute }: Condition, table: Table): boolean =>
  attribute.includes('.') && findColumn(table, attribute) === undefined

function whyUnsaid(condition: Condition, query: Query, table: Table, reading: FilterReading): string {
  const { operator, values } = condition
  if (!reading.hasPaths && leadsOn(condition, table)) return ' to this server, which does not look into other tables'
  if (operator !== 'contains' && operator !== 'not-contains') return ''
  if (engineFor({ ...query, sort: [] }, table) === 'index') return ' beside words or columns of other tables'
  if (engineFor(query, table) === 'index') return ' in an order by a computed column'
  if (reading.isEverythingIndexed) return ' to this server, which finds words and not signs'
  const hasCase = values.some((text) => anyCasePattern(text) !== text)
  return reading.isCaseKept && hasCase ? ' to this server, which tells capitals from small letters' : ''
}

/**
 * A filter in an engine's own terms, and a search, as RSQL.
 *
 * Within an AND, denials come last: the servers' index applies a NOT to all that follows it at the same level. Within
 * an OR that the index answers, each denial stands twice in parentheses, which gives it a level of its own.
 *
 * @param node    a lowered filter; null for none
 * @param search  words to find in any column; empty for none
 * @param isForIndex  the index answers, which by itself is told from the filter
 * @throws AppError `query.invalid` when a value holds both kinds of quotes
 * @source the servers' grammar: rsql-parser 2.0.0, which knows no escape character
 */
export function writeRsql(
  node: FilterNode | null,
  search: string,
  table: Table,
  isForIndex = node !== null && (search.trim() !== '' || needsIndex(node, table)),
): string | null {
  const words = search.trim()
  const pieces: Piece[] = []
  if (words !== '') pieces.push(single(`*=q=${argument(words, null)}`))
  if (node) pieces.push(write(node, { table, isForIndex }))
  return pieces.length === 0 ? null : join(pieces, 'and', false).text
}

/** What decides on the writing: types of columns, and whether the servers' index will answer. */
type Writing = { readonly table: Table; readonly isForIndex: boolean }

/**
 * The engine that answers all of a query: the index when it searches words, leads through a reference, or asks or sorts
 * by a computed column.
 */
export const engineFor = (query: Pick<Query, 'filter' | 'search' | 'sort'>, table: Table): ServerEngine =>
  query.search.trim() !== '' || computedOrder(query, table).length > 0 || needsIndex(query.filter, table)
    ? 'index'
    : 'database'

/** The part of an order that has the index answer: what goes by computed columns. */
export const computedOrder = ({ sort }: Pick<Query, 'sort'>, table: Table): SortKey[] =>
  sort.filter(({ attribute }) => findColumn(table, attribute)?.isComputed === true)

const needsIndex = (node: FilterNode, table: Table): boolean =>
  activeConditions(node).some(
    ({ operator, attribute }) =>
      operator === 'search' || attribute.includes('.') || findColumn(table, attribute)?.isComputed === true,
  )

/** One value as an RSQL argument, quoted only where it must be. */
export function argument(value: string, attribute: string | null): string {
  if (/^[\p{L}\p{N}_.:+@/#*%-]+$/u.test(value) && value !== 'and' && value !== 'or') return value
  if (!value.includes('"')) return `"${value}"`
  if (!value.includes("'")) return `'${value}'`
  throw new AppError('query.invalid', 'RSQL cannot write a value that holds both " and \'.', { facts: { attribute } })
}

const single = (text: string, isDenial = false): Piece => ({ text, joint: null, isDenial, parts: [] })

function write(node: FilterNode, writing: Writing): Piece {
  if (node.kind === 'condition') return writeCondition(node, writing)
  return join(
    node.children.map((child) => write(child, writing)),
    node.joint,
    writing.isForIndex,
  )
}

/** Join pieces at one level; a piece with another joint goes into parentheses, one with the same joins the level. */
function join(pieces: readonly Piece[], joint: Joint, isForIndex: boolean): Piece {
  const [only] = pieces
  if (only && pieces.length === 1) return only
  const parts = pieces.flatMap((piece) => (piece.joint === joint ? piece.parts : [piece]))
  const ordered = joint === 'and' ? [...parts.filter((p) => !p.isDenial), ...parts.filter((p) => p.isDenial)] : parts
  const texts = ordered.map((piece) => {
    if (piece.joint !== null) return `(${piece.text})`
    return joint === 'or' && piece.isDenial && isForIndex ? `(${piece.text};${piece.text})` : piece.text
  })
  return { text: texts.join(joint === 'and' ? ';' : ','), joint, isDenial: false, parts: ordered }
}

function writeCondition(condition: Condition, { table, isForIndex }: Writing): Piece {
  const { attribute, operator, values } = condition
  const isDenial = denials.includes(operator)
  const value = (index: number) => argument(valueAt(condition, index), attribute)
  switch (operator) {
    case 'empty':
      return single(`${attribute}==''`)
    case 'not-empty':
      return single(`${attribute}!=''`, true)
    case 'in':
      if (values.length === 0) valueAt(condition, 0)
      return single(`${attribute}=in=(${values.map((_, index) => value(index)).join(',')})`)
    case 'not-in':
      if (values.length === 0) valueAt(condition, 0)
      return join(
        values.map((_, index) => single(`${attribute}!=${value(index)}`, true)),
        'and',
        isForIndex,
      )
    case 'range': {
      const type = findColumn(table, attribute)?.type
      // The servers refuse =rng= on times, and the index on dates as well; two comparisons say the same everywhere.
      if (type !== undefined && isDateType(type)) {
        const ends = [single(`${attribute}=ge=${value(0)}`), single(`${attribute}=le=${value(1)}`)]
        return join(ends, 'and', isForIndex)
      }
      return single(`${attribute}=rng=(${value(0)},${value(1)})`)
    }
    default:
      return single(`${attribute}${comparisons[operator] ?? '=='}${value(0)}`, isDenial)
  }
}
