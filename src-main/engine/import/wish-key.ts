// Wishes as one text, under which they and their answers stand in a job's tables.
import type { Wish } from './import-messages'

/** The text of a wish: its kind, how rows are named, and the table or column that it is about. */
export const wishKey = (wish: Wish): string =>
  wish.kind === 'reference' ? `reference/${wish.by}/${wish.tableId}` : `unique/value/${wish.column}`

/** The wish of a text. */
export function wishOf(key: string): Wish {
  const [kind, by, ...rest] = key.split('/')
  const name = rest.join('/')
  if (kind === 'unique') return { kind, column: name }
  return { kind: 'reference', tableId: name, by: by === 'label' ? 'label' : 'id' }
}
