// Moments in the one form that servers before 4.1 read. Pure.
import { findColumn, type Table } from '../table/table'
import { emptyGroup, type Condition, type FilterNode, type Operator } from './query'

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

const hasParts = (text: string): boolean => form.test(text) && /\.\d*[1-9]/.test(text)

/**
 * The same filter, with the moments in its conditions in that form.
 *
 * It has no parts of a second, and neither have the moments of these servers: where a value has some, the condition is
 * put so that it means the same for whole seconds.
 */
export function askWithOffsets(node: FilterNode, table: Table): FilterNode {
  if (node.kind === 'group') return { ...node, children: node.children.map((child) => askWithOffsets(child, table)) }
  if (findColumn(table, node.attribute)?.type !== 'date-time') return node
  return node.values.some(hasParts) ? inWholeSeconds(node, table) : { ...node, values: node.values.map(withOffset) }
}

function inWholeSeconds(condition: Condition, { idColumn }: Table): FilterNode {
  const { operator } = condition
  const [first = '', last = ''] = condition.values
  const compared = (sign: Operator, value: string): Condition => ({
    ...condition,
    operator: sign,
    values: [withOffset(value)],
  })
  const from = (value: string) => compared(hasParts(value) ? 'greater' : 'greater-or-equal', value)
  switch (operator) {
    case 'less':
      return compared('less-or-equal', first)
    case 'greater-or-equal':
      return from(first)
    case 'range':
      return { ...emptyGroup(), children: [from(first), compared('less-or-equal', last)] }
    case 'equals':
    case 'in':
    case 'not-equals':
    case 'not-in': {
      const values = condition.values.filter((value) => !hasParts(value)).map(withOffset)
      if (values.length > 0) return { ...condition, values }
      // No moment there is one of these; no row is without an id.
      const isDenial = operator === 'not-equals' || operator === 'not-in'
      return { ...condition, attribute: idColumn, operator: isDenial ? 'not-empty' : 'empty', values: [] }
    }
    default:
      return { ...condition, values: condition.values.map(withOffset) }
  }
}
