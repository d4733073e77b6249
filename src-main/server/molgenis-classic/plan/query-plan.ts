// Decides how a query is asked of a server: what its engines understand exactly, what is looked up in referenced tables
// first, and what has to be checked here on more rows than are wanted.
import { AppError } from '@shared/errors/app-error'
import { engineOf, type ServerEngine } from '@shared/rsql/foresee-rsql'
import { lowerFilter, natureIn, type LowerOptions } from '@shared/query/lower-filter'
import { parseRsql } from '@shared/rsql/parse-rsql'
import { askWithOffsets } from '@shared/query/moment'
import { operatorPhrase } from '@shared/query/operator-words'
import {
  activeConditions,
  activeFilter,
  emptyGroup,
  rsqlOf,
  type Condition,
  type FilterNode,
  type Query,
  type SortKey,
} from '@shared/query/query'
import { withResolvedDates } from '@shared/query/relative-date'
import { canBeSieved } from '@shared/query/row-passes'
import { engineFor } from '@shared/query/rsql'
import { findColumn, type Table } from '@shared/table/table'
import { isManyReferenceType, isReferenceType } from '@shared/table/value-type'
import type { Generation } from '../generations'
import { resolveReferences, type FindIds } from './resolve-references'
import { resolveWords } from './resolve-words'

/** How a query is asked. */
export type QueryPlan = {
  /** The filter in the engine's own terms; null for every row. */
  readonly node: FilterNode | null
  readonly search: string
  /** A filter that a person wrote in the server's language, in place of the others. */
  readonly rsql: string | null
  readonly sort: readonly SortKey[]
  readonly engine: ServerEngine
  /** Denials are written as the index reads them, which in the oldest servers answers everything. */
  readonly isForIndex: boolean
  /** Parts of the filter that are checked here, row by row. */
  readonly sieve: readonly FilterNode[]
}

/** What of a generation decides on plans. */
export type PlanTraits = Pick<Generation, 'foldsLike' | 'hasPaths' | 'takesNoneForOther' | 'wantsOffsets'>

/**
 * Plan a query.
 *
 * @param findIds  asks a table, a referenced one or this, for the ids of the rows that pass a filter
 * @throws AppError `query.refused` when the server can answer in no way, which says so and offers the copy;
 *   `query.invalid` when a condition lacks a value; what reading a referenced table throws
 */
export async function planQuery(query: Query, table: Table, traits: PlanTraits, findIds: FindIds): Promise<QueryPlan> {
  const { sort } = query
  const rsql = rsqlOf(query)
  if (rsql !== null)
    return { node: null, search: '', rsql, sort, engine: engineOfText(rsql, sort, table), isForIndex: false, sieve: [] }
  const dated = withResolvedDates(query, (name) => findColumn(table, name)?.type ?? null, new Date())
  const active = activeFilter(dated.filter)
  // To the index, whose order is not always the database's.
  const mayTurn = traits.hasPaths && hasOneOrder(sort, table)
  const filter = active && (await resolveReferences(active, table, mayTurn, findIds))
  const search = query.search.trim()
  const first = lowerBest(filter, query, table, traits, mayTurn)
  const unsaid = unanswerable(first.sieve, table)
  // Words that are looked up first leave the rest of the filter to the database, whose order is not always the index's.
  const named = filter && unsaid && hasOneOrder(sort, table) ? await resolveWords(filter, table, findIds) : null
  const lowered = named === null ? first : lowerBest(named, query, table, traits, mayTurn)
  const node = lowered.node && traits.wantsOffsets ? askWithOffsets(lowered.node, table) : lowered.node
  refuseUnanswerable(lowered.sieve, table)
  const isForIndex = lowered.engine === 'index' || traits.takesNoneForOther
  return { ...lowered, node, search, rsql: null, sort, isForIndex }
}

/** A text that cannot be read is the server's to refuse, in its own words. */
function engineOfText(rsql: string, sort: readonly SortKey[], table: Table): ServerEngine {
  try {
    const sortedBy = sort.map(({ attribute }) => attribute)
    return engineOf(parseRsql(rsql), table, sortedBy)
  } catch {
    return 'database'
  }
}

type Lowered = Pick<QueryPlan, 'node' | 'engine' | 'sieve'>

function lowerBest(
  filter: FilterNode | null,
  { search, sort }: Pick<Query, 'search' | 'sort'>,
  table: Table,
  traits: PlanTraits,
  mayTurn: boolean,
): Lowered {
  const whole = { ...emptyGroup(), children: filter ? [filter] : [] }
  const engine = engineFor({ filter: whole, search, sort }, table)
  const natureOf = natureIn(table)
  const options: Omit<LowerOptions, 'engine'> = traits.takesNoneForOther
    ? { natureOf, isEverythingIndexed: true }
    : { natureOf, isCaseKept: !traits.foldsLike }
  const first = { engine, ...lowerFilter(filter, { ...options, engine }) }
  const isWhole = engine === 'index' || first.sieve.length === 0
  if (isWhole || filter === null || !mayTurn) return first
  // Of several references only the index says 'has none such'; naming their ids leads there.
  const second = lowerFilter(throughIds(filter, table), { ...options, engine: 'index' })
  return second.sieve.length === 0 ? { engine: 'index', ...second } : first
}

/** True when database and index sort alike: they differ in missing values that come first, and in references. */
const hasOneOrder = (sort: readonly SortKey[], table: Table): boolean =>
  sort.every(({ attribute, direction }) => {
    const column = findColumn(table, attribute)
    if (!column || isReferenceType(column.type)) return false
    return direction === 'ascending' || !column.isNullable
  })

const onIds = ['equals', 'not-equals', 'in', 'not-in']

/** The filter with several references compared by the ids of the rows that they mean. */
function throughIds(node: FilterNode, table: Table): FilterNode {
  if (node.kind === 'group') return { ...node, children: node.children.map((child) => throughIds(child, table)) }
  const column = findColumn(table, node.attribute)
  const isMeant = column && isManyReferenceType(column.type) && onIds.includes(node.operator)
  return isMeant && column.target ? { ...node, attribute: `${column.name}.${column.target.idColumn}` } : node
}

/** The condition because of which a row's own cells cannot tell whether it passes; null where they can. */
function unanswerable(sieve: readonly FilterNode[], table: Table): Condition | null {
  const hasColumn = (name: string) => findColumn(table, name) !== undefined
  return sieve.flatMap(activeConditions).find((one) => !canBeSieved(one, hasColumn)) ?? null
}

/** @throws AppError `query.refused` when a row's own cells cannot tell whether it passes */
function refuseUnanswerable(sieve: readonly FilterNode[], table: Table): void {
  const culprit = unanswerable(sieve, table)
  if (culprit === null) return
  const { attribute, operator } = culprit
  const type = findColumn(table, attribute)?.type ?? null
  throw needsCopy(
    `The server cannot answer '${attribute} ${operatorPhrase(operator, type)}' in this place of the filter.`,
    attribute,
  )
}

/** A refusal that a kept copy would not give. */
export const needsCopy = (what: string, attribute: string): AppError =>
  new AppError('query.refused', `${what} A copy of the table can: keep it offline and ask again.`, {
    facts: { attribute, answeredBy: 'copy' },
  })
