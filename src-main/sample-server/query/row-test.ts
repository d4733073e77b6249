// What both engines compile a filter to: a test per row, and where an index of the table allows it, the only rows
// that can pass, so that a point filter does not visit millions of rows.

/** Rows that pass: a test for one row, and the ascending superset to look at (`undefined`: every row). */
export type RowTest = {
  readonly passes: (row: number) => boolean
  readonly candidates?: readonly number[] | undefined
}

/** Both lists ascending; their union, ascending, each row once. */
export function unionOf(lists: readonly (readonly number[])[]): readonly number[] {
  const [only] = lists
  if (lists.length === 1 && only !== undefined) return only
  const rows = new Set<number>()
  for (const list of lists) for (const row of list) rows.add(row)
  return [...rows].sort((left, right) => left - right)
}

/** The shortest of the lists that are there; `undefined` if none is. */
export function shortestOf(lists: readonly (readonly number[] | undefined)[]): readonly number[] | undefined {
  let shortest: readonly number[] | undefined
  for (const list of lists) {
    if (list !== undefined && (shortest === undefined || list.length < shortest.length)) shortest = list
  }
  return shortest
}
