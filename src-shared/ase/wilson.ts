// The interval that says how sure a share of counts is.

/** Lower and upper end of an interval of shares, each from 0 to 1. */
export type ShareInterval = { readonly low: number; readonly high: number }

/** The normal deviate that leaves 2.5 % on either side. */
const z95 = 1.959963984540054

/**
 * Wilson's 95 % interval for a share.
 *
 * Never leaves 0 to 1, and is of use for few counts and for shares of exactly 0 or 1.
 *
 * @param part   counts that belong to the share, 0 to `whole`
 * @param whole  all counts
 * @returns null when there are no counts, or the two do not make a share
 * @source Wilson 1927, doi:10.1080/01621459.1927.10502953
 */
export function wilsonInterval(part: number, whole: number): ShareInterval | null {
  if (!(whole > 0) || !(part >= 0) || part > whole) return null
  const share = part / whole
  const z2 = z95 * z95
  const denominator = 1 + z2 / whole
  const centre = (share + z2 / (2 * whole)) / denominator
  const half = (z95 / denominator) * Math.sqrt((share * (1 - share)) / whole + z2 / (4 * whole * whole))
  return {
    low: part === 0 ? 0 : Math.max(0, centre - half),
    high: part === whole ? 1 : Math.min(1, centre + half),
  }
}
