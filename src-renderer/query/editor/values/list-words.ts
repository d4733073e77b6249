// Says what a list of values holds.
import { formatCount, formatCounted } from '../../../ui/format'
import type { ReadValues } from '../value-list'

const shownUnknown = 3

/** `5,000 values`, or `5,000 values; 12 repetitions were left out`; and what is no choice at all. */
export function listWords({ values, repeatedCount, unknown = [] }: ReadValues): string {
  const count = formatCounted(values.length, 'value')
  const repeated = `${formatCounted(repeatedCount, 'repetition')} ${repeatedCount === 1 ? 'was' : 'were'} left out`
  const sum = repeatedCount === 0 ? `${count}.` : `${count}; ${repeated}.`
  if (unknown.length === 0) return sum
  const shown = unknown.slice(0, shownUnknown).map((value) => `"${value.slice(0, 40)}"`)
  const rest = unknown.length - shown.length
  return `${sum} Not among the choices: ${shown.join(', ')}${rest === 0 ? '' : ` and ${formatCount(rest)} more`}.`
}
