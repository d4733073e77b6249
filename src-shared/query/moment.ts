// Moments in the one form that servers before 4.1 read. Pure.
import { findColumn, type Table } from '../table/table'
import type { FilterNode } from './query'

const form = /^(\d{4,}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-]\d{2}):?(\d{2})?)?)?$/

/**
 * A moment with seconds and an offset without a colon, such as `2020-12-31T10:00:00+0000`; without a zone it is UTC.
 * Other texts stay as they are, for the server to refuse.
 */
export const withOffset = (text: string): string =>
  text.replace(
    form,
    (_, day: string, minutes = '00:00', seconds = '00', hours = '+00', rest = '00') =>
      `${day}T${minutes}:${seconds}${hours}${rest}`,
  )

/** The same filter, with the moments in its conditions in that form. */
export function askWithOffsets(node: FilterNode, table: Table): FilterNode {
  if (node.kind === 'group') return { ...node, children: node.children.map((child) => askWithOffsets(child, table)) }
  const isMoment = findColumn(table, node.attribute)?.type === 'date-time'
  return isMoment ? { ...node, values: node.values.map(withOffset) } : node
}
