// A query is a value: it is built in the window, compiled where the rows are, and compared as data.
import { z } from 'zod'

/** All operators of a condition. */
export const operators = [
  'equals',
  'not-equals',
  'in',
  'not-in',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
  'range',
  'contains',
  'not-contains',
  'begins',
  'ends',
  'search',
  'empty',
  'not-empty',
] as const
export type Operator = (typeof operators)[number]

/**
 * One condition on one column (or, through references, `column.column`).
 *
 * It is true or false for each row. A row without a value passes only what denies: `empty`, `not-equals`, `not-in`,
 * `not-contains`, and what stands in a denied group. Of several references `equals`, `in` and the like ask for one of
 * them; their denials are true for the rows that have none such. Through a reference a condition asks for a referenced
 * row that passes, its denial for none such. Text is compared to the letter; `contains`, `begins` and `ends` ignore
 * case; `search` goes by words, as a server's index reads them.
 *
 * `values` are texts in the canonical form of the column's type (numbers in digits, `true` / `false`, ISO dates or
 * `today-30d`, ids of referenced rows): none for `empty` / `not-empty`, two for `range` (from, to, inclusive), any number for
 * `in` / `not-in`, else one.
 */
export const conditionSchema = z.object({
  kind: z.literal('condition'),
  id: z.string().max(100),
  attribute: z.string().min(1).max(1000),
  operator: z.enum(operators),
  values: z.array(z.string().max(100_000)).max(100_000),
  /** Switched off: kept, shown, not applied. */
  isOff: z.boolean(),
})
export type Condition = z.infer<typeof conditionSchema>

/**
 * Conditions and groups that must all hold (`and`), or of which one must hold (`or`). `isNot` asks for the rows for
 * which that is not so. An empty group asks for nothing.
 */
export const groupSchema = z.object({
  kind: z.literal('group'),
  id: z.string().max(100),
  joint: z.enum(['and', 'or']),
  isNot: z.boolean().optional(),
  isOff: z.boolean(),
  get children() {
    return z.array(z.discriminatedUnion('kind', [conditionSchema, groupSchema])).max(1000)
  },
})
export type Group = z.infer<typeof groupSchema>
/** A part of a filter: one condition, or a group of parts. */
export type FilterNode = Condition | Group

export const sortKeySchema = z.object({ attribute: z.string().min(1), direction: z.enum(['ascending', 'descending']) })
export type SortKey = z.infer<typeof sortKeySchema>

/** A question to one table: which rows, in which order, with which columns (null: all, in the table's order). */
export const querySchema = z.object({
  filter: groupSchema,
  /** Words to find in any column; empty text for none. */
  search: z.string().max(10_000),
  sort: z.array(sortKeySchema).max(20),
  columns: z.array(z.string().min(1)).max(5000).nullable(),
  /**
   * A filter in the servers' own language, with the meaning that it has there; it stands in the place of filter and
   * search. Null or left out where these count.
   */
  rsql: z.string().min(1).max(1_000_000).nullable().optional(),
})
export type Query = z.infer<typeof querySchema>

/** A group without children. */
export const emptyGroup = (): Group => ({ kind: 'group', id: 'root', joint: 'and', isOff: false, children: [] })

/** The query for every row and every column, in the source's own order. */
export const emptyQuery = (): Query => ({ filter: emptyGroup(), search: '', sort: [], columns: null })

/**
 * The filter as it applies: without what is switched off and without empty groups, single groups unwrapped.
 *
 * @returns null when every row passes
 */
export function activeFilter(node: FilterNode): FilterNode | null {
  if (node.isOff) return null
  if (node.kind === 'condition') return node
  const children = node.children.map(activeFilter).filter((child) => child !== null)
  if (children.length === 0) return null
  if (children.length === 1 && node.isNot !== true) return children[0] ?? null
  return { ...node, children }
}

/** The filter of a query that is a text in the servers' language; null where filter and search count. */
export const rsqlOf = ({ rsql }: Pick<Query, 'rsql'>): string | null =>
  typeof rsql === 'string' && rsql.trim() !== '' ? rsql : null

/** True when the query leaves rows out. */
export const isFiltering = (query: Query): boolean =>
  rsqlOf(query) !== null || query.search.trim() !== '' || activeFilter(query.filter) !== null

/** All conditions of a filter that apply, in reading order. */
export function activeConditions(node: FilterNode): Condition[] {
  if (node.isOff) return []
  return node.kind === 'condition' ? [node] : node.children.flatMap(activeConditions)
}
