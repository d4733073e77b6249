// Turns searches for words in one column into conditions on ids, where the server could not answer the rest of the filter
// beside them: the table is asked for the words alone first.
import type { FilterNode } from '@shared/query/query'
import type { Table } from '@shared/table/table'
import type { FindIds } from './resolve-references'

/**
 * A filter without searches for words.
 *
 * @param findIds  asks the table for the ids of the rows in which words are found
 * @returns null when there are too many of them to name
 * @throws what reading the table throws
 */
export async function resolveWords(node: FilterNode, table: Table, findIds: FindIds): Promise<FilterNode | null> {
  if (node.isOff) return node
  if (node.kind === 'group') {
    const children: FilterNode[] = []
    for (const child of node.children) {
      const resolved = await resolveWords(child, table, findIds)
      if (resolved === null) return null
      children.push(resolved)
    }
    return { ...node, children }
  }
  if (node.operator !== 'search') return node
  const ids = await findIds(table.id, node)
  if (ids === null) return null
  const named = { ...node, attribute: table.idColumn }
  // No row is without an id.
  return ids.length === 0 ? { ...named, operator: 'empty', values: [] } : { ...named, operator: 'in', values: [...ids] }
}
