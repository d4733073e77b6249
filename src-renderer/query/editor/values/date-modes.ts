// The ways to say a day: exactly, or by its distance from today.
import { readRelativeDate, relativeDateWords, writeRelativeDate, type DateUnit } from '@shared/query/relative-date'

/** One way; `counted` ways take a number. */
export type DateMode = { readonly value: string; readonly label: string }

export const exactMode = 'exact'

const unitWords: Readonly<Record<DateUnit, string>> = { d: 'Days', w: 'Weeks', m: 'Months', y: 'Years' }

const listed: readonly DateMode[] = [
  { value: exactMode, label: 'Exact day' },
  { value: 'today', label: 'Today' },
  { value: 'today-1d', label: 'Yesterday' },
  { value: '-d', label: 'Days ago' },
  { value: '-w', label: 'Weeks ago' },
  { value: '-m', label: 'Months ago' },
  { value: '-y', label: 'Years ago' },
  { value: 'month-start', label: 'First of this month' },
  { value: 'year-start', label: 'First of this year' },
]

/** The way in which a value says its day. */
export function modeOf(value: string): string {
  const relative = readRelativeDate(value)
  if (relative === null) return exactMode
  const text = writeRelativeDate(relative)
  if (relative.start !== undefined || relative.count === 0) return text
  return `${relative.count < 0 ? '-' : '+'}${relative.unit}`
}

/** The ways to choose from; one that only the value has is among them. */
export function modesFor(value: string): DateMode[] {
  const mode = modeOf(value)
  if (listed.some((one) => one.value === mode)) return [...listed]
  const unit = readRelativeDate(value)?.unit ?? 'd'
  return [...listed, { value: mode, label: `${unitWords[unit]} from now` }]
}

/** The number in a value such as `today-30d`; null for ways without one. */
export function countIn(value: string): number | null {
  const relative = readRelativeDate(value)
  return relative === null || relative.start !== undefined || relative.count === 0 ? null : Math.abs(relative.count)
}

const firstCounts: Readonly<Record<DateUnit, number>> = { d: 30, w: 4, m: 6, y: 1 }

/** The value that a way begins with; empty for an exact day, which is still to be said. */
export function firstValueOf(mode: string): string {
  if (mode === exactMode) return ''
  const unit = ['d', 'w', 'm', 'y'].find((one) => mode === `-${one}` || mode === `+${one}`)
  if (unit === undefined) return mode
  return `today${mode[0]}${firstCounts[unit as DateUnit]}${unit}`
}

/** A value with another number. */
export function withCount(value: string, count: number): string {
  const relative = readRelativeDate(value)
  if (relative === null) return value
  return writeRelativeDate({ ...relative, count: Math.sign(relative.count) * count })
}

/** `30 days ago`, for the field's description. */
export const wordsOf = (value: string): string => {
  const relative = readRelativeDate(value)
  return relative ? relativeDateWords(relative) : ''
}
