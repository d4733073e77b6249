// Foresees what a classic server does with a query of the builder.
import { findColumn, type Table } from '../table/table'
import { foreseeRsql, type ForeseenAnswer, type ServerEngine } from '../rsql/foresee-rsql'
import { lowerFilter, natureIn } from './lower-filter'
import { operatorWords } from './operator-words'
import { parseRsql } from '../rsql/parse-rsql'
import { activeConditions, rsqlOf, type Condition, type FilterNode, type Query } from './query'
import { canBeSieved } from './row-passes'
import { engineFor, writeRsql } from './rsql'
import type { FindTable } from '../rsql/rsql-attribute'

/**
 * How a query is answered on a server.
 *
 * - `answered`: by the engine named, which gives just the rows that are meant
 * - `sieved`: the engine gives more rows than are meant, and those that do not pass are left out here; `conditions`
 *   are what the server has no words for
 * - `refused`: not at all; `places` in the text are those of what `toRsql` writes, where it can
 */
export type ForeseenQuery =
  | ForeseenAnswer
  | { readonly kind: 'sieved'; readonly engine: ServerEngine; readonly conditions: readonly Condition[] }
  | {
      readonly kind: 'refused'
      readonly engine: ServerEngine
      readonly reason: 'no-words'
      readonly attribute: string
      readonly message: string
    }

/**
 * Foresee what a server (MOLGENIS 10) does with a query: which engine answers, or what it refuses and why.
 *
 * Values that RSQL cannot write go to a server in another way and are foreseen alike.
 *
 * @returns null when every row passes
 * @throws AppError `query.invalid` when a condition lacks a value, or the query's own RSQL cannot be read
 */
export function foreseeQuery(query: Query, table: Table, findTable: FindTable): ForeseenQuery | null {
  const sortedBy = query.sort.map(({ attribute }) => attribute)
  const given = rsqlOf(query)
  if (given !== null) return foreseeRsql(parseRsql(given), table, findTable, sortedBy)
  const engine = engineFor(query, table)
  const { node, sieve } = lowerFilter(query.filter, { engine, natureOf: natureIn(table) })
  const rsql = writeRsql(node && withoutBothQuotes(node), withOneQuote(query.search), table, engine === 'index')
  const answer = rsql === null ? null : foreseeRsql(parseRsql(rsql), table, findTable, sortedBy)
  if (sieve.length === 0 || answer?.kind === 'refused') return answer
  const unsaid = sieve.find((part) => !canBeSieved(part, (name) => findColumn(table, name) !== undefined))
  if (unsaid) return withoutWords(unsaid, engine, table)
  return { kind: 'sieved', engine: answer?.engine ?? 'database', conditions: sieve.flatMap(activeConditions) }
}

function withoutWords(part: FilterNode, engine: ServerEngine, table: Table): ForeseenQuery | null {
  const condition = activeConditions(part).find(
    ({ operator, attribute }) => operator === 'search' || !findColumn(table, attribute),
  )
  if (!condition) return null
  const { attribute, operator } = condition
  const words = operatorWords(operator, findColumn(table, attribute)?.type ?? null)
  const message = `The server cannot answer '${attribute} ${words}' in this place. Keep the table offline: the copy can answer it.`
  return { kind: 'refused', engine, reason: 'no-words', attribute, message }
}

/** With both kinds of quotes in it a text is no number and no date; of text, any sign will do. */
const withOneQuote = (text: string): string => (text.includes("'") ? text.replaceAll('"', ' ') : text)

function withoutBothQuotes(node: FilterNode): FilterNode {
  if (node.kind === 'group') return { ...node, children: node.children.map(withoutBothQuotes) }
  return { ...node, values: node.values.map(withOneQuote) }
}
