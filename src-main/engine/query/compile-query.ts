// A query as SQL over the rows of a copy, with the meaning that it has for a person, and on a server.
import { activeConditions, activeFilter, type FilterNode, type Query } from '@shared/query/query'
import type { About } from '../copy/about'
import type { RsqlContext } from '../rsql/rsql-context'
import { searchEverywhere } from '../rsql/search-everywhere'
import { BoundValues } from '../store/sql-text'
import type { StoredColumn } from '../store/stored-column'
import type { DuckDBValue } from '@duckdb/node-api'
import { conditionSql } from './condition'
import { operandOf } from './operand'
import { referencedCondition } from './referenced-condition'
import { sortTerms } from './sort-order'

/** A query's SQL in parts, with the values for its place holders. */
export type CompiledQuery = {
  /** Condition that a row passes; null when every row does. */
  readonly where: string | null
  /** Terms of ORDER BY; empty for the copy's own order. */
  readonly order: readonly string[]
  readonly values: readonly DuckDBValue[]
  /** The rows that pass, as bits, where the condition had to find them anyway; null for no row. */
  readonly found?: DuckDBValue | undefined
}

type CompileContext = Omit<RsqlContext, 'bound'> & { readonly about: About }

/**
 * True when a server has its index answer, which puts rows into another order: search text, words in one column, or a
 * computed column.
 */
export function isForIndex(query: Query, columns: readonly StoredColumn[]): boolean {
  if (query.search.trim() !== '') return true
  const computed = new Set(columns.filter(({ column }) => column.isComputed).map(({ column }) => column.name))
  return (
    query.sort.some(({ attribute }) => computed.has(attribute)) ||
    activeConditions(query.filter).some(({ operator, attribute }) => operator === 'search' || computed.has(attribute))
  )
}

/**
 * Compile a query.
 *
 * @throws AppError `query.invalid` (unknown column, a value of the wrong type), `query.refused` (what the copy or
 *   the column's type cannot answer); `facts.attribute` names the column
 */
export async function compileQuery(query: Query, context: CompileContext): Promise<CompiledQuery> {
  const { columns, about } = context
  const bound = new BoundValues()
  const isIndexed = isForIndex(query, columns)
  const filter = activeFilter(query.filter)
  const parts: string[] = []
  if (query.search.trim() !== '') parts.push(await searchEverywhere(query.search, { ...context, bound }))
  if (filter) parts.push(await compileNode(filter, false, { ...context, bound }))
  await bound.findRows(about.rowCount, context.selectValue)
  const where = parts.length === 0 ? null : parts.join(' AND ')
  return {
    where,
    found: where === null ? undefined : bound.foundBy(where),
    order: sortTerms(query.sort, columns, about, isIndexed ? 'index' : 'database'),
    values: bound.values,
  }
}

/** A part of the filter; what is denied is turned inside out, so that a missing value is false wherever it stands. */
async function compileNode(
  node: FilterNode,
  isDenied: boolean,
  context: RsqlContext & { readonly about: About },
): Promise<string> {
  const { columns, bound, about } = context
  if (node.kind === 'condition') {
    const referenced = await referencedCondition(node, isDenied, about.table, context)
    return referenced ?? conditionSql(operandOf(node.attribute, columns), node, isDenied, bound)
  }
  const isTurned = isDenied !== (node.isNot === true)
  const parts: string[] = []
  for (const child of node.children) parts.push(await compileNode(child, isTurned, context))
  return `(${parts.join((node.joint === 'and') !== isTurned ? ' AND ' : ' OR ')})`
}
