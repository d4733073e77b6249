// What is said beside the bars: values as people read them, and what the counts were taken from.
import { nextDouble } from '@shared/query/distribution/axis-value'
import type { Bin, Distribution } from '@shared/query/distribution/distribution'
import { isNumberType, type ValueType } from '@shared/table/value-type'
import { formatCount, formatCounted } from '../../ui/format'

const whole = new Intl.NumberFormat('en')

/** A value of an axis in its shortest form. */
export function axisText(type: ValueType, text: string): string {
  if (type === 'int' || type === 'long') return /^-?\d+$/.test(text) ? whole.format(BigInt(text)) : text
  if (isNumberType(type)) {
    const size = Math.abs(Number(text))
    return size >= 1000 && size < 1e15 ? Number(text).toLocaleString('en') : String(Number(text))
  }
  return text
    .replace('T00:00:00Z', '')
    .replace('T', ' ')
    .replace(/(:00)?Z$/, '')
}

/** The values of a bar: `10 to 19`, `0.5 to below 1`, `7`. */
export function binWords(type: ValueType, first: Bin, last: Bin = first): string {
  const from = axisText(type, first.from)
  const to = axisText(type, last.to)
  if (from === to) return from
  const limit = last.isClosed && type === 'decimal' ? roundLimit(last.to) : null
  if (limit !== null) return `${from} to below ${axisText(type, limit)}`
  return last.isClosed ? `${from} to ${to}` : `${from} to below ${to}`
}

/** The round number right above the end of a bar; null where the end is one itself. */
function roundLimit(end: string): string | null {
  const next = String(nextDouble(Number(end), 1) + 0)
  return next.length + 3 < end.length ? next : null
}

/** A number of rows beside how many there are without the rest of the filter. */
export const rowsWords = (count: number, of: number | null): string =>
  of === null || of === count ? formatCounted(count, 'row') : `${formatCount(count)} of ${formatCounted(of, 'row')}`

/** Which rows the counts are of. */
export function coverageWords({ coverage, totalCount }: Distribution): string {
  if (coverage.kind === 'first')
    return `of the first ${formatCount(coverage.readCount)} of ${formatCounted(totalCount, 'row')}`
  const rows = formatCounted(totalCount, 'row')
  return coverage.kind === 'index' ? `${rows}, counted by the server's index, which may lag behind` : rows
}
