// Foresees what a classic server does with a query of the builder.
import type { Table } from '../table/table'
import { foreseeRsql, type ForeseenAnswer } from './foresee-rsql'
import { parseRsql } from './parse-rsql'
import type { FilterNode, Query } from './query'
import { toRsql } from './rsql'
import type { FindTable } from './rsql-attribute'

/**
 * Foresee what a server (MOLGENIS 10) does with a query: which engine answers, or what it refuses and why.
 *
 * The places of a refusal are those in the text that `toRsql` writes. Values that this language cannot write go to a
 * server in another way and are foreseen alike.
 *
 * @returns null when every row passes
 * @throws AppError `query.invalid` when a condition lacks a value
 */
export function foreseeQuery(query: Query, table: Table, findTable: FindTable): ForeseenAnswer | null {
  const writable = { ...query, search: withOneQuote(query.search), filter: { ...query.filter } }
  writable.filter.children = query.filter.children.map(withoutBothQuotes)
  const rsql = toRsql(writable, table)
  if (rsql === null) return null
  const sortedBy = query.sort.map(({ attribute }) => attribute)
  return foreseeRsql(parseRsql(rsql), table, findTable, sortedBy)
}

/** With both kinds of quotes in it a text is no number and no date; of text, any sign will do. */
const withOneQuote = (text: string): string => (text.includes("'") ? text.replaceAll('"', ' ') : text)

function withoutBothQuotes(node: FilterNode): FilterNode {
  if (node.kind === 'group') return { ...node, children: node.children.map(withoutBothQuotes) }
  return { ...node, values: node.values.map(withOneQuote) }
}
