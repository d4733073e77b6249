// Adds a condition of the builder to a filter that is a text, where that changes nothing of what the text means. Pure.
import { emptyGroup, type Condition } from '@shared/query/query'
import { toRsql } from '@shared/query/rsql'
import { engineOf } from '@shared/rsql/foresee-rsql'
import { parseRsql } from '@shared/rsql/parse-rsql'
import { isDenial } from '@shared/rsql/rsql-tree'
import type { Table } from '@shared/table/table'

/**
 * A text that asks for what another one asks for, and for a condition besides.
 *
 * Denials stand last, where a server's index applies them to nothing else.
 *
 * @returns null where the condition cannot be written, or where it would have another part of the server answer, to
 *   which the text means something else
 */
export function extendText(text: string, condition: Condition, table: Table): string | null {
  try {
    const given = parseRsql(text)
    const added = toRsql(
      { filter: { ...emptyGroup(), children: [condition] }, search: '', sort: [], columns: null },
      table,
    )
    if (added === null) return text
    const other = parseRsql(added)
    const isAddedLast = other.kind === 'comparison' && isDenial(other)
    const isGivenLast = given.kind === 'comparison' && isDenial(given)
    const whole = given.kind === 'group' ? `(${text.trim()})` : text.trim()
    const part = other.kind === 'group' ? `(${added})` : added
    const joined = isAddedLast && !isGivenLast ? `${whole};${part}` : `${part};${whole}`
    return engineOf(parseRsql(joined), table) === engineOf(given, table) ? joined : null
  } catch {
    return null
  }
}
