// Dates that move with the calendar, such as 'the last 30 days': kept as words, turned into days when a question is asked.
import type { FilterNode, Query } from './query'
import type { ValueType } from '../table/value-type'

/** Units of a step from today. */
export type DateUnit = 'd' | 'w' | 'm' | 'y'

/** A day by its distance from today (`today`, `today-30d`, `today+1m`), or the first one of this month or year. */
export type RelativeDate = { readonly count: number; readonly unit: DateUnit; readonly start?: 'month' | 'year' }

const form = /^today(?:([+-])(\d{1,5})([dwmy]))?$/
const startForm = /^(month|year)-start$/

/** Read a relative date; null for all other texts. */
export function readRelativeDate(text: string): RelativeDate | null {
  const start = startForm.exec(text.trim().toLowerCase())?.[1]
  if (start === 'month' || start === 'year') return { count: 0, unit: 'd', start }
  const found = form.exec(text.trim().toLowerCase())
  if (!found) return null
  const [, sign, digits = '0', unit = 'd'] = found
  return { count: sign === '-' ? -Number(digits) : Number(digits), unit: unit as DateUnit }
}

/** The text that `readRelativeDate` reads. */
export const writeRelativeDate = ({ count, unit, start }: RelativeDate): string =>
  start !== undefined
    ? `${start}-start`
    : count === 0
      ? 'today'
      : `today${count < 0 ? '-' : '+'}${Math.abs(count)}${unit}`

const unitWords: Readonly<Record<DateUnit, string>> = { d: 'day', w: 'week', m: 'month', y: 'year' }

/** A relative date in words: `today`, `30 days ago`, `in 1 month`. */
export function relativeDateWords({ count, unit, start }: RelativeDate): string {
  if (start !== undefined) return `the first of this ${start}`
  if (count === 0) return 'today'
  const size = Math.abs(count)
  const words = `${size.toLocaleString('en')} ${unitWords[unit]}${size === 1 ? '' : 's'}`
  return count < 0 ? `${words} ago` : `in ${words}`
}

/** The day that a relative date is, by the person's own calendar: midnight of that day in local time. */
function dayOf({ count, unit, start }: RelativeDate, now: Date): Date {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
  if (start !== undefined) return new Date(year, start === 'year' ? 0 : month, 1)
  if (unit === 'd' || unit === 'w') return new Date(year, month, day + count * (unit === 'w' ? 7 : 1))
  const months = unit === 'm' ? count : count * 12
  // The 31st a month ago is the last day of a shorter month, not a day of the next one.
  const lastDay = new Date(year, month + months + 1, 0).getDate()
  return new Date(year, month + months, Math.min(day, lastDay))
}

const padded = (value: number, length = 2): string => String(value).padStart(length, '0')

/**
 * A relative date as a value of a column.
 *
 * @param isEnd  the whole day counts: of a moment its last millisecond is taken
 * @returns `YYYY-MM-DD` for dates, an instant in UTC for moments; the text itself when it is no relative date
 */
export function resolveRelativeDate(text: string, type: ValueType, now: Date, isEnd = false): string {
  const relative = readRelativeDate(text)
  if (relative === null || (type !== 'date' && type !== 'date-time')) return text
  const day = dayOf(relative, now)
  if (type === 'date') return `${padded(day.getFullYear(), 4)}-${padded(day.getMonth() + 1)}-${padded(day.getDate())}`
  const instant = isEnd ? new Date(day.getFullYear(), day.getMonth(), day.getDate(), 23, 59, 59, 999) : day
  return instant.toISOString().replace('.000Z', 'Z')
}

/**
 * A query with its relative dates as days; all others stay as they are.
 *
 * `until today` and `after today` of a moment mean the end of the day.
 *
 * @param typeOf  type of an attribute; null where it is not known, whose values stay as they are
 */
export function withResolvedDates<Q extends Pick<Query, 'filter'>>(
  query: Q,
  typeOf: (attribute: string) => ValueType | null,
  now: Date,
): Q {
  const filter = resolveNode(query.filter, typeOf, now)
  return filter === query.filter ? query : { ...query, filter }
}

function resolveNode<N extends FilterNode>(node: N, typeOf: (attribute: string) => ValueType | null, now: Date): N {
  if (node.kind === 'group') {
    const children = node.children.map((child) => resolveNode(child, typeOf, now))
    return children.every((child, at) => child === node.children[at]) ? node : { ...node, children }
  }
  if (!node.values.some((value) => readRelativeDate(value) !== null)) return node
  const type = typeOf(node.attribute)
  if (type === null) return node
  const isEnd = (at: number) =>
    node.operator === 'less-or-equal' || node.operator === 'greater' || (node.operator === 'range' && at === 1)
  return { ...node, values: node.values.map((value, at) => resolveRelativeDate(value, type, now, isEnd(at))) }
}
