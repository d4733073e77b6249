// Reads windows of rows of one table: chooses between RSQL and query rules, and keeps every answer small enough to parse.
import { AppError, isCancelled } from '@shared/errors/app-error'
import type { Explanation } from '@shared/query/explanation'
import { emptyQuery, isFiltering, rsqlOf, type FilterNode, type Query, type SortKey } from '@shared/query/query'
import { computedOrder, writeRsql } from '@shared/query/rsql'
import type { Table } from '@shared/table/table'
import { isReferenceType } from '@shared/table/value-type'
import { rowsAtOnce } from '@shared/table/rows-at-once'
import type { HttpRequest } from '../../http-client'
import type { RowWindow } from '../../row-source'
import type { Asker } from '../ask'
import type { Generation } from '../generations'
import { blame } from './blame'
import { explainPlan } from '../plan/explain-plan'
import { planQuery, type PlanTraits, type QueryPlan } from '../plan/query-plan'
import type { WireWindow } from './page-size'
import { isTooLongForForm, needsRules, toRules } from './query-rules'
import { mostIds, type FindIds } from '../plan/resolve-references'
import { readInSteps } from './read-steps'
import { idText } from './row-shape'
import { sieveRows, type SievedRows } from '../plan/sieved-rows'
import type { Subject } from '../refusal'
import { aggregateRequest, rowsRequest, rulesRequest } from '../requests'
import { aggregateSchema, collectionSchema, type WireAggregate, type WireCollection } from '../wire'

/**
 * The order to ask for: the query's own, with the id last so that pages neither repeat nor miss a row.
 */
export function stableSort(table: Table, query: { readonly sort: readonly SortKey[] }): readonly SortKey[] {
  if (table.idColumn === '' || query.sort.some(({ attribute }) => attribute === table.idColumn)) return query.sort
  return [...query.sort, { attribute: table.idColumn, direction: 'ascending' }]
}

type QueryTraits = PlanTraits & Pick<Generation, 'hasLike'>

/** How a query is asked, found out once for the questions that come together. */
export type PlanShelf = {
  plan(tableId: string, query: Query, make: () => Promise<QueryPlan>): Promise<QueryPlan>
  rows(tableId: string, plan: QueryPlan, make: () => Promise<SievedRows>): Promise<SievedRows>
}

/** What a reader asks with. */
export type ReaderContext = {
  readonly asker: Asker
  readonly generation: QueryTraits & Generation
  readonly shelf: PlanShelf
  /** A reader of another table, for conditions on referenced rows. */
  readonly readerOf: (tableId: string, signal: AbortSignal) => Promise<PageReader>
}

/** Reads rows of one table. */
export class PageReader {
  constructor(
    private readonly context: ReaderContext,
    readonly table: Table,
  ) {}

  /** Whether 'contains' passes over upper and lower case. */
  get foldsLike(): boolean {
    return this.context.generation.foldsLike
  }

  /**
   * How a query is asked.
   *
   * @throws AppError `query.refused` when the server cannot answer it, `query.invalid`, …
   */
  plan(query: Query, signal: AbortSignal): Promise<QueryPlan> {
    const { shelf, generation } = this.context
    const findIds: FindIds = (tableId, filter) => this.findIds(tableId, filter, signal)
    return shared(signal, () =>
      shelf.plan(this.table.id, query, () => planQuery(query, this.table, generation, findIds)),
    )
  }

  /** How a query is answered. */
  async explain(query: Query, signal: AbortSignal): Promise<Explanation> {
    return explainPlan(await this.plan(query, signal), query, this.table)
  }

  /** Whether a plan's pages come as they are asked for: by RSQL, and with no row that has to be left out. */
  isPlain(plan: QueryPlan): boolean {
    return plan.sieve.length === 0 && !this.needsRules(plan)
  }

  /**
   * A window of rows with the attributes named (null: all); several requests when it is large.
   *
   * @throws AppError `query.refused` with `serverWords` and, where it can be told, `attribute`; `table.missing`, …
   */
  async read(
    query: Query,
    names: readonly string[] | null,
    window: RowWindow,
    signal: AbortSignal,
  ): Promise<WireWindow> {
    const plan = await this.plan(query, signal)
    if (plan.sieve.length > 0) return (await this.sieved(plan, query, signal)).read(names, window, signal)
    return this.readPlanned(plan, query, names, window, signal)
  }

  /** Number of rows that pass. Asks for one row: servers before 4 take 0 for 'all'. */
  async count(query: Query, signal: AbortSignal): Promise<number> {
    const plan = await this.plan(this.unordered(query), signal)
    if (plan.sieve.length > 0) return (await this.sieved(plan, query, signal)).total
    const { total } = await this.page(plan, query, [this.table.idColumn], 0, 1, signal)
    return total
  }

  /**
   * The query without its order, but for what of it has another engine answer a text in the servers' language, to which
   * that text may mean something else.
   */
  unordered(query: Query): Query {
    return { ...query, sort: rsqlOf(query) === null ? [] : computedOrder(query, this.table) }
  }

  /** The request for a page. Needed attributes that are not named, the id above all, are asked for as well. */
  request(plan: QueryPlan, names: readonly string[] | null, start: number, num: number): HttpRequest {
    const { table } = this
    const wanted = names === null ? [] : [...new Set([table.idColumn, ...names])].filter((name) => name !== '')
    const attributes = wanted.length === 0 ? null : wanted
    const page = { tableId: table.id, attributes, sort: stableSort(table, plan), start, num }
    if (plan.rsql !== null && isTooLongForForm([plan.rsql])) throw tooLong()
    if (!this.needsRules(plan)) {
      return rowsRequest({ ...page, rsql: plan.rsql ?? writeRsql(plan.node, plan.search, table, plan.isForIndex) })
    }
    const expand = table.columns
      .filter(({ name, type }) => isReferenceType(type) && (attributes === null || attributes.includes(name)))
      .map(({ name }) => name)
    return rulesRequest({ ...page, rules: toRules(plan, table), expand })
  }

  /** The index's counts of an attribute's values; null for a plan that only v1's rules can say. */
  async aggregate(
    plan: QueryPlan,
    query: Query,
    attribute: string,
    signal: AbortSignal,
  ): Promise<WireAggregate | null> {
    if (!this.isPlain(plan)) return null
    const rsql = plan.rsql ?? writeRsql(plan.node, plan.search, this.table, plan.isForIndex)
    const request = aggregateRequest(this.table.id, attribute, rsql)
    return this.context.asker.ask(request, aggregateSchema, this.subject(query), signal)
  }

  subject(query: Query): Subject {
    return { tableId: this.table.id, hasQuery: isFiltering(query) || query.sort.length > 0 }
  }

  refine(error: AppError, query: Query): AppError {
    return blame(error, query, this.table)
  }

  /** Whether the question goes as v1's rules. */
  private needsRules(plan: QueryPlan): boolean {
    return plan.rsql === null && needsRules(plan, this.context.generation.hasLike)
  }

  /** The rows of a plan as the server gives them, without a sieve. */
  private readPlanned(
    plan: QueryPlan,
    query: Query,
    names: readonly string[] | null,
    window: RowWindow,
    signal: AbortSignal,
  ): Promise<WireWindow> {
    const read = ({ offset, limit }: RowWindow) => this.page(plan, query, names, offset, limit, signal)
    return readInSteps(read, window, rowsAtOnce((names ?? this.table.columns).length))
  }

  /** One page as one request; for v1 rules the references are written out like v2 writes them. */
  private async page(
    plan: QueryPlan,
    query: Query,
    names: readonly string[] | null,
    start: number,
    num: number,
    signal: AbortSignal,
  ): Promise<WireCollection> {
    const request = this.request(plan, names, start, num)
    return this.context.asker.ask(request, collectionSchema, this.subject(query), signal, (error) =>
      this.refine(error, query),
    )
  }

  private sieved(plan: QueryPlan, query: Query, signal: AbortSignal): Promise<SievedRows> {
    const { asker, generation, shelf } = this.context
    const read = (names: readonly string[], window: RowWindow) => this.readPlanned(plan, query, names, window, signal)
    const place = { asker, generation, table: this.table }
    return shared(signal, () => shelf.rows(this.table.id, plan, () => sieveRows(plan, place, read)))
  }

  /** A reader of another table, which this one refers to. */
  readerOf(tableId: string, signal: AbortSignal): Promise<PageReader> {
    return this.context.readerOf(tableId, signal)
  }

  /** The ids of the rows of another table that pass a filter; null when they are too many to name. */
  private async findIds(tableId: string, filter: FilterNode, signal: AbortSignal): Promise<readonly string[] | null> {
    const reader = await this.context.readerOf(tableId, signal)
    const query = emptyQuery()
    query.filter.children.push(filter)
    const { idColumn } = reader.table
    if ((await reader.count(query, signal)) > mostIds) return null
    const { items } = await reader.read(query, [idColumn], { offset: 0, limit: mostIds }, signal)
    return items.map((item) => idText(item[idColumn]))
  }
}

const tooLong = (): AppError =>
  new AppError(
    'query.refused',
    'The text of the filter is longer than a server reads. A copy of the table can answer it: keep it offline and ask again.',
    { facts: { answeredBy: 'copy' } },
  )

/** Work that others may have begun, and may have cancelled: then it is begun again. */
async function shared<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isCancelled(error) || signal.aborted) throw error
    }
  }
}
