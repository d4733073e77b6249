// What comes back for a window of rows, and how far windows go.
import type { WireItem } from '../wire'

/** A window of rows as the server sent them, and how many rows pass in all. */
export type WireWindow = { readonly items: readonly WireItem[]; readonly total: number }

/** The servers' index gives no rows beyond this one. */
export const indexWindow = 10_000
