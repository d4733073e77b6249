// Says what a list of values holds.
import { formatCounted } from '../../../ui/format'
import type { ReadValues } from '../value-list'

/** `5,000 values`, or `5,000 values; 12 repetitions were left out`. */
export function listWords({ values, repeatedCount }: ReadValues): string {
  const count = formatCounted(values.length, 'value')
  if (repeatedCount === 0) return `${count}.`
  return `${count}; ${formatCounted(repeatedCount, 'repetition')} ${repeatedCount === 1 ? 'was' : 'were'} left out.`
}
