// Turns conditions on columns of referenced rows into conditions on the references: the referenced table is asked first,
// for the ids of the rows that pass. So they mean what they say, which the server's index would not always answer.
import { AppError } from '@shared/errors/app-error'
import type { Condition, FilterNode, Operator } from '@shared/query/query'
import { operatorPhrase } from '@shared/query/operator-words'
import { findColumn, type Column, type Table } from '@shared/table/table'

/** More ids than this are not put into a filter. */
export const mostIds = 5_000

/** The ids of the rows of a table that pass a filter; null when there are more than `mostIds`. */
export type FindIds = (tableId: string, filter: FilterNode) => Promise<readonly string[] | null>

/** The condition that a denial denies; null for what is no denial. */
const denied: Partial<Record<Operator, Operator>> = {
  'not-equals': 'equals',
  'not-in': 'in',
  'not-contains': 'contains',
  empty: 'not-empty',
}

/** What the index answers as it is meant, where there are too many ids to name. */
const indexOperators: readonly Operator[] = [
  ...(['equals', 'not-equals', 'in', 'not-in', 'empty', 'not-empty', 'search'] as const),
  ...(['less', 'less-or-equal', 'greater', 'greater-or-equal'] as const),
]

/**
 * A filter without conditions that lead through references.
 *
 * @param hasPaths  the server's index can be asked for columns of referenced rows where there are too many of these
 * @throws AppError `query.invalid` for an unknown attribute; `query.refused` when too many referenced rows pass, and
 *   the server's index cannot answer in their place
 */
export async function resolveReferences(
  node: FilterNode,
  table: Table,
  hasPaths: boolean,
  findIds: FindIds,
): Promise<FilterNode> {
  if (node.kind === 'group') {
    const children: FilterNode[] = []
    for (const child of node.children) children.push(await resolveReferences(child, table, hasPaths, findIds))
    return { ...node, children }
  }
  if (findColumn(table, node.attribute) !== undefined || !node.attribute.includes('.')) return node
  return resolveCondition(node, table, hasPaths, findIds)
}

async function resolveCondition(
  condition: Condition,
  table: Table,
  hasPaths: boolean,
  findIds: FindIds,
): Promise<FilterNode> {
  const { attribute } = condition
  const column = table.columns.find(({ name, target }) => target !== null && attribute.startsWith(`${name}.`))
  const { target } = column ?? {}
  if (!column || !target) {
    throw new AppError('query.invalid', `There is no attribute ${attribute}.`, { facts: { attribute } })
  }
  const inner = attribute.slice(column.name.length + 1)
  if (inner === target.idColumn && isOfIds(condition.operator)) return { ...condition, attribute: column.name }
  const operator = denied[condition.operator]
  const asked: Condition = { ...condition, attribute: inner, operator: operator ?? condition.operator }
  const ids = await findIds(target.tableId, asked)
  if (ids === null) return throughIndex(condition, hasPaths && !inner.includes('.'))
  return among(column, ids, operator !== undefined, condition, table)
}

const isOfIds = (operator: Operator): boolean =>
  ['equals', 'not-equals', 'in', 'not-in', 'empty', 'not-empty'].includes(operator)

/** 'Refers to one of these', or to none of them. */
function among(
  column: Column,
  ids: readonly string[],
  isDenied: boolean,
  condition: Condition,
  table: Table,
): FilterNode {
  if (ids.length > 0) {
    return { ...condition, attribute: column.name, operator: isDenied ? 'not-in' : 'in', values: [...ids] }
  }
  // Nothing is referred to: every row passes the denial, and none passes the condition, for every row has an id.
  return { ...condition, attribute: table.idColumn, operator: isDenied ? 'not-empty' : 'empty', values: [] }
}

function throughIndex(condition: Condition, isKnown: boolean): Condition {
  if (isKnown && indexOperators.includes(condition.operator)) return condition
  const { attribute, operator } = condition
  throw new AppError(
    'query.refused',
    `More than ${mostIds.toLocaleString('en')} referenced rows pass '${attribute} ${operatorPhrase(operator, null)}', ` +
      'too many to ask the server for. Narrow it, or keep both tables offline: the copies can answer it.',
    { facts: { attribute, answeredBy: 'copy' } },
  )
}
