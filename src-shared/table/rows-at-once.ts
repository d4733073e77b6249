// How many rows may be asked for at once.

/**
 * Most rows of one question, so that parsing the answer does not hold up the process (some 20 ms).
 *
 * @param columnCount  attributes per row
 */
export const rowsAtOnce = (columnCount: number): number =>
  Math.max(50, Math.min(1_000, Math.floor(25_000 / Math.max(1, columnCount))))
