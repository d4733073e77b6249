// Two things about written values: line ends that a text area does not know, and moments in the time of this computer.
import type { Cell } from '@shared/table/table-slice'

/** The text with the line ends of the value that it replaces, where that value has one kind throughout. */
export function withLineEnds(text: string, before: Cell): string {
  if (typeof before !== 'string') return text
  const ends = new Set(before.match(/\r\n|\r|\n/g) ?? [])
  const [only] = ends
  return ends.size === 1 && only !== undefined && only !== '\n' ? text.replaceAll('\n', only) : text
}

const localTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })

/** `UTC. Here: 22 May 2015 at 08:12:31 CEST`; null for what is no moment. */
export function localNote(cell: Cell): string | null {
  const at = typeof cell === 'string' ? new Date(cell) : null
  return at && !Number.isNaN(at.getTime()) ? `UTC. Here: ${localTime.format(at)}` : null
}
