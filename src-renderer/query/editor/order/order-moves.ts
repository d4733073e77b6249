// Moving a key within the order of the rows.
import type { SortKey } from '@shared/query/query'

/** The keys with one of them at another place. */
export function moveKey(keys: readonly SortKey[], from: number, to: number): SortKey[] {
  const moved = keys[from]
  if (!moved) return [...keys]
  const rest = keys.filter((_, index) => index !== from)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

/** The number of the row that a height in the window falls on. */
export function rowUnder(list: HTMLElement | null, y: number): number {
  const rows = [...(list?.children ?? [])].map((row) => row.getBoundingClientRect())
  const index = rows.findIndex((box) => y < box.bottom)
  return index < 0 ? rows.length - 1 : index
}
