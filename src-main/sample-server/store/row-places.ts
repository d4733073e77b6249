// Where each row of a changed table comes from: runs of computed rows and of added rows, in order of the id. A table of
// millions of rows with a few changes costs a few runs.

/** The order of a changed table. A place is a computed row (0 or more) or `~index` of an added row (below 0). */
export type RowPlaces = {
  readonly rowCount: number
  placeOf(row: number): number
  /** Row of a computed row; undefined where that was deleted. */
  rowOfComputed(computed: number): number | undefined
  rowOfAdded(index: number): number
}

type Runs = { readonly starts: readonly number[]; readonly places: readonly number[]; readonly rowCount: number }

/**
 * @param computedCount  number of computed rows
 * @param deleted        computed rows that are gone, ascending
 * @param befores        for each added row the computed row that it stands before, ascending
 */
export function arrangeRows(computedCount: number, deleted: ArrayLike<number>, befores: ArrayLike<number>): RowPlaces {
  const runs = buildRuns(computedCount, deleted, befores)
  const { starts, places, rowCount } = runs
  const addedRows = new Float64Array(befores.length)
  const computedRuns: number[] = []
  places.forEach((place, run) => {
    if (place >= 0) computedRuns.push(run)
    else for (let i = 0; i < lengthOf(runs, run); i += 1) addedRows[~place + i] = (starts[run] ?? 0) + i
  })
  // Rows are mostly asked for one after another.
  let last = 0
  return {
    rowCount,
    placeOf(row) {
      const isNear = row >= (starts[last] ?? Infinity) && row < (starts[last + 1] ?? rowCount)
      if (!isNear) last = lastAtMost(starts.length, (run) => starts[run] ?? 0, row)
      const place = places[last] ?? 0
      const offset = row - (starts[last] ?? 0)
      return place < 0 ? place - offset : place + offset
    },
    rowOfComputed(computed) {
      const at = lastAtMost(computedRuns.length, (index) => places[computedRuns[index] ?? 0] ?? 0, computed)
      const run = computedRuns[at]
      if (run === undefined) return undefined
      const offset = computed - (places[run] ?? 0)
      return offset >= 0 && offset < lengthOf(runs, run) ? (starts[run] ?? 0) + offset : undefined
    },
    rowOfAdded: (index) => addedRows[index] ?? 0,
  }
}

function buildRuns(computedCount: number, deleted: ArrayLike<number>, befores: ArrayLike<number>): Runs {
  const starts: number[] = []
  const places: number[] = []
  let row = 0
  let computed = 0
  const push = (place: number, length: number): void => {
    if (length === 0) return
    starts.push(row)
    places.push(place)
    row += length
  }
  const copyUntil = (end: number): void => {
    push(computed, end - computed)
    computed = end
  }
  let added = 0
  let gone = 0
  while (added < befores.length || gone < deleted.length) {
    const before = befores[added] ?? Infinity
    const next = deleted[gone] ?? Infinity
    if (before <= next) {
      copyUntil(before)
      let end = added
      while (befores[end] === before) end += 1
      push(~added, end - added)
      added = end
    } else {
      copyUntil(next)
      computed = next + 1
      gone += 1
    }
  }
  copyUntil(computedCount)
  return { starts, places, rowCount: row }
}

function lengthOf({ starts, rowCount }: Runs, run: number): number {
  return (starts[run + 1] ?? rowCount) - (starts[run] ?? 0)
}

/** Index of the last of `count` ascending values that is at most `limit`; 0 where none is. */
function lastAtMost(count: number, valueAt: (index: number) => number, limit: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (valueAt(middle) <= limit) low = middle
    else high = middle - 1
  }
  return low
}
