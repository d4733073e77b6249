// A query as SQL over the rows of a copy, with the meaning that the same query has on a server.
import { activeConditions, activeFilter, type FilterNode, type Query } from '@shared/query/query'
import type { About } from '../copy/about'
import type { RsqlContext } from '../rsql/rsql-context'
import { searchEverywhere } from '../rsql/search-everywhere'
import { BoundValues } from '../store/sql-text'
import type { StoredColumn } from '../store/stored-column'
import type { DuckDBValue } from '@duckdb/node-api'
import { databaseCondition } from './database-rules'
import { indexCondition } from './index-rules'
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
}

type CompileContext = Omit<RsqlContext, 'bound'> & { readonly about: About }

type ConditionRules = typeof databaseCondition

/**
 * True when a server would have its index answer: search text, words in one column, or a dotted attribute anywhere
 * in the filter change the meaning of all of it.
 */
export function isForIndex(query: Query, columns: readonly StoredColumn[]): boolean {
  if (query.search.trim() !== '') return true
  const names = new Set(columns.map(({ column }) => column.name))
  return activeConditions(query.filter).some(
    ({ operator, attribute }) => operator === 'search' || (!names.has(attribute) && attribute.includes('.')),
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
  const rules = isIndexed ? indexCondition : databaseCondition
  const filter = activeFilter(query.filter)
  const parts: string[] = []
  if (query.search.trim() !== '') parts.push(await searchEverywhere(query.search, { ...context, bound }))
  if (filter) parts.push(await compileNode(filter, rules, { ...context, bound }))
  return {
    where: parts.length === 0 ? null : parts.join(' AND '),
    order: sortTerms(query.sort, columns, about, isIndexed ? 'index' : 'database'),
    values: bound.values,
  }
}

async function compileNode(
  node: FilterNode,
  rules: ConditionRules,
  context: RsqlContext & { readonly about: About },
): Promise<string> {
  const { columns, bound, about } = context
  if (node.kind === 'condition') {
    const referenced = await referencedCondition(node, about.table, context)
    return referenced ?? rules(operandOf(node.attribute, columns), node, bound)
  }
  const parts: string[] = []
  for (const child of node.children) parts.push(await compileNode(child, rules, context))
  return `(${parts.join(node.joint === 'and' ? ' AND ' : ' OR ')})`
}
