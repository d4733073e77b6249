// How many rows may be asked for at once, and what comes back.
import type { WireItem } from '../wire'

/** A window of rows as the server sent them, and how many rows pass in all. */
export type WireWindow = { readonly items: readonly WireItem[]; readonly total: number }

/** The servers' index gives no rows beyond this one. */
export const indexWindow = 10_000

/**
 * Most rows to ask for at once, so that parsing an answer does not hold up the process (some 20 ms).
 *
 * @param columnCount  attributes per row
 */
export const rowsAtOnce = (columnCount: number): number =>
  Math.max(50, Math.min(1_000, Math.floor(25_000 / Math.max(1, columnCount))))
