// Reads windows of rows of one table: chooses between RSQL and query rules, and keeps every answer small enough to parse.
import type { AppError } from '@shared/errors/app-error'
import { activeConditions, isFiltering, type Query, type SortKey } from '@shared/query/query'
import { toRsql } from '@shared/query/rsql'
import type { Table } from '@shared/table/table'
import { isReferenceType } from '@shared/table/value-type'
import type { HttpRequest } from '../../http-client'
import type { RowWindow } from '../../row-source'
import type { Asker } from '../ask'
import type { Generation } from '../generations'
import { askWithOffsets } from '../moment'
import { blame } from './blame'
import { denyNone } from './deny-none'
import { needsRules, toRules } from './query-rules'
import type { Subject } from '../refusal'
import { rowsRequest, rulesRequest } from '../requests'
import { collectionSchema, type WireCollection, type WireItem } from '../wire'

/** A window of rows as the server sent them, and how many rows pass in all. */
export type WireWindow = { readonly items: readonly WireItem[]; readonly total: number }

/**
 * Most rows to ask for at once, so that parsing an answer does not hold up the process (some 20 ms).
 *
 * @param columnCount  attributes per row
 */
export const rowsAtOnce = (columnCount: number): number =>
  Math.max(50, Math.min(1_000, Math.floor(25_000 / Math.max(1, columnCount))))

/**
 * The order to ask for: the query's own, with the id last so that pages neither repeat nor miss a row.
 */
export function stableSort(table: Table, query: Query): readonly SortKey[] {
  if (table.idColumn === '' || query.sort.some(({ attribute }) => attribute === table.idColumn)) return query.sort
  return [...query.sort, { attribute: table.idColumn, direction: 'ascending' }]
}

/** The index of these servers gives no rows beyond this one. */
export const indexWindow = 10_000

/** True when the server answers the query from its index rather than from its database. */
export const isIndexed = (query: Query): boolean =>
  query.search.trim() !== '' ||
  activeConditions(query.filter).some(({ operator, attribute }) => operator === 'search' || attribute.includes('.'))

type QueryTraits = Pick<Generation, 'hasLike' | 'foldsLike' | 'takesNoneForOther' | 'wantsOffsets'>

/** Reads rows of one table. */
export class PageReader {
  constructor(
    private readonly asker: Asker,
    readonly table: Table,
    private readonly generation: QueryTraits,
  ) {}

  /** Whether 'contains' passes over upper and lower case. */
  get foldsLike(): boolean {
    return this.generation.foldsLike
  }

  /** Whether the query goes as v1's rules. */
  needsRules(query: Query): boolean {
    return needsRules(query, this.generation.hasLike)
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
    const step = rowsAtOnce((names ?? this.table.columns).length)
    const items: WireItem[] = []
    for (;;) {
      const num = Math.min(step, window.limit - items.length)
      const page = await this.page(query, names, window.offset + items.length, num, signal)
      items.push(...page.items)
      if (page.items.length < num || items.length >= window.limit) return { items, total: page.total }
    }
  }

  /** Number of rows that pass. Asks for one row: servers before 4 take 0 for 'all'. */
  async count(query: Query, signal: AbortSignal): Promise<number> {
    const { total } = await this.page({ ...query, sort: [] }, [this.table.idColumn], 0, 1, signal)
    return total
  }

  /** One page as one request; for v1 rules the references are written out like v2 writes them. */
  async page(
    query: Query,
    names: readonly string[] | null,
    start: number,
    num: number,
    signal: AbortSignal,
  ): Promise<WireCollection> {
    return this.asker.ask(
      this.request(query, names, start, num),
      collectionSchema,
      this.subject(query),
      signal,
      (error) => this.refine(error, query),
    )
  }

  /** The request for a page. Needed attributes that are not named, the id above all, are asked for as well. */
  request(query: Query, names: readonly string[] | null, start: number, num: number): HttpRequest {
    const { table } = this
    const asked = this.asked(query)
    const wanted = names === null ? [] : [...new Set([table.idColumn, ...names])].filter((name) => name !== '')
    const attributes = wanted.length === 0 ? null : wanted
    const page = { tableId: table.id, attributes, sort: stableSort(table, query), start, num }
    if (!this.needsRules(query)) return rowsRequest({ ...page, rsql: toRsql(asked, table) })
    const expand = table.columns
      .filter(({ name, type }) => isReferenceType(type) && (attributes === null || attributes.includes(name)))
      .map(({ name }) => name)
    return rulesRequest({ ...page, rules: toRules(asked, table), expand })
  }

  /** The query in words that mean the same to servers of this generation. */
  private asked(query: Query): Query {
    const { takesNoneForOther, wantsOffsets } = this.generation
    const denying = takesNoneForOther ? denyNone(query, this.table) : query
    return wantsOffsets ? askWithOffsets(denying, this.table) : denying
  }

  subject(query: Query): Subject {
    return { tableId: this.table.id, hasQuery: isFiltering(query) || query.sort.length > 0 }
  }

  refine(error: AppError, query: Query): AppError {
    return blame(error, query, this.table)
  }
}
