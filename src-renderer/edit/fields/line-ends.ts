// Line ends of a text that is edited: a text area knows only one kind, the value may have another.
import type { Cell } from '@shared/table/table-slice'

/** The text with the line ends of the value that it replaces, where that value has one kind throughout. */
export function withLineEnds(text: string, before: Cell): string {
  if (typeof before !== 'string') return text
  const ends = new Set(before.match(/\r\n|\r|\n/g) ?? [])
  const [only] = ends
  return ends.size === 1 && only !== undefined && only !== '\n' ? text.replaceAll('\n', only) : text
}
