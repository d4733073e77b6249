// Makes denials leave out rows without a value, for servers whose index lets these pass. Pure.
import type { Condition, FilterNode, Query } from '@shared/query/query'
import { findColumn, type Table } from '@shared/table/table'

/**
 * The same question, with a value demanded beside each denial, as all other servers understand denials.
 *
 * Of yes or no, the other servers too let rows without a value pass. A demand for a value stands twice, so that in an
 * either-or each denial has a level of its own: what follows a denial at the same level would be denied with it.
 */
export function denyNone(query: Query, table: Table): Query {
  const { filter } = query
  return { ...query, filter: { ...filter, children: filter.children.map((child) => denied(child, table)) } }
}

function denied(node: FilterNode, table: Table): FilterNode {
  if (node.kind === 'group') return { ...node, children: node.children.map((child) => denied(child, table)) }
  const isDenial = ['not-equals', 'not-in', 'not-contains', 'not-empty'].includes(node.operator)
  if (!isDenial) return node
  const isYesOrNo = findColumn(table, node.attribute)?.type === 'bool' && node.operator !== 'not-empty'
  const beside: Condition = isYesOrNo ? node : { ...node, operator: 'not-empty', values: [] }
  return { kind: 'group', id: `${node.id}-denied`, joint: 'and', isOff: node.isOff, children: [node, beside] }
}
