// What a click on a heading does to the order of rows.
import type { SortKey } from '@shared/query/query'

/**
 * The sort after a heading was chosen: ascending, then descending, then the source's own order.
 *
 * @param isAdded keep the other keys (Shift), instead of sorting by this column alone
 */
export function nextSort(sort: readonly SortKey[], attribute: string, isAdded: boolean): SortKey[] {
  const present = sort.find((key) => key.attribute === attribute)
  const next: SortKey | null = !present
    ? { attribute, direction: 'ascending' }
    : present.direction === 'ascending'
      ? { attribute, direction: 'descending' }
      : null
  if (!isAdded) return next ? [next] : []
  if (!present) return next ? [...sort, next] : [...sort]
  return sort.flatMap((key) => (key.attribute !== attribute ? [key] : next ? [next] : []))
}

/** Where a column stands in the sort: its direction and, with several keys, its number from 1. */
export function sortPlace(sort: readonly SortKey[], attribute: string): { key: SortKey; number: number | null } | null {
  const index = sort.findIndex((key) => key.attribute === attribute)
  const key = sort[index]
  return key ? { key, number: sort.length > 1 ? index + 1 : null } : null
}
