// Typed or pasted days and moments: the year first, or a form that can be read in one way only.
import type { ReadCell } from './read-cell'
import { quoted } from './read-number'

/** Which of two numbers before a year is the day. */
export type DateOrder = 'day-first' | 'month-first'

type Day = { readonly year: number; readonly month: number; readonly day: number }
type Time = { readonly seconds: number; readonly fraction: string; readonly offsetMinutes: number }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNames = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december'],
]
const dayAndTime = /^(.+?)(?:[Tt]| +)(\d{1,2}:\d{2}.*)$/
const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? *([ap]m)? *(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i

/** A day as `YYYY-MM-DD`. A time in the text must be midnight, for nothing else of it is kept. */
export function readDate(text: string, order: DateOrder | null): ReadCell {
  const parts = dayAndTime.exec(text.trim())
  const read = readDay(parts?.[1] ?? text, order)
  if (typeof read === 'string') return { ok: false, problem: read }
  const at = parts?.[2] === undefined ? null : readTime(parts[2])
  if (at === undefined) return { ok: false, problem: `${quoted(text)} is not a day, such as 2020-12-31.` }
  if (at !== null && (at.seconds > 0 || /[1-9]/.test(at.fraction))) {
    return { ok: false, problem: `This column keeps only the day, and ${quoted(text)} has a time.` }
  }
  return { ok: true, cell: dayText(read) }
}

/** A moment as ISO 8601 in UTC. Without a zone it is UTC, without a time the start of the day. */
export function readDateTime(text: string, order: DateOrder | null): ReadCell {
  const parts = dayAndTime.exec(text.trim())
  const read = readDay(parts?.[1] ?? text, order)
  if (typeof read === 'string') return { ok: false, problem: read.replace('2020-12-31.', '2020-12-31 14:30.') }
  const at = parts?.[2] === undefined ? midnight : readTime(parts[2])
  if (at === undefined) {
    return { ok: false, problem: `${quoted(text)} is not a day with a time, such as 2020-12-31 14:30.` }
  }
  const moment = new Date(0)
  moment.setUTCFullYear(read.year, read.month - 1, read.day)
  moment.setUTCHours(0, -at.offsetMinutes, at.seconds)
  const fraction = at.fraction.replace(/0+$/, '')
  return { ok: true, cell: moment.toISOString().replace(/\.\d+Z$/, fraction === '' ? 'Z' : `.${fraction}Z`) }
}

/** True for a text that reads in two ways as long as nobody says which number is the day. */
export const isAmbiguousDay = (text: string): boolean => {
  const read = readDay(dayAndTime.exec(text.trim())?.[1] ?? text, null)
  return typeof read === 'string' && read.includes(' can mean ')
}

const midnight: Time = { seconds: 0, fraction: '', offsetMinutes: 0 }

/** The day, or what is wrong with the text. */
function readDay(text: string, order: DateOrder | null): Day | string {
  const trimmed = text.trim().replace(/\s+/g, ' ')
  const yearFirst =
    /^(\d{4}|[+-]\d{4,6})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(trimmed) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(trimmed)
  if (yearFirst) return checked(text, yearFirst[1], yearFirst[3], yearFirst[4])
  const named = namedMonth(trimmed)
  if (named) return checked(text, named.year, named.month, named.day)
  const numbers = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/.exec(trimmed)
  if (numbers) return inOrder(text, Number(numbers[1]), Number(numbers[3]), Number(numbers[4]), order)
  if (/^\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2}$/i.test(trimmed)) {
    return `Write the year of ${quoted(text)} with four digits.`
  }
  return `${quoted(text)} is not a day, such as 2020-12-31.`
}

function inOrder(text: string, first: number, second: number, year: number, order: DateOrder | null): Day | string {
  if (order !== null) {
    return order === 'day-first' ? checked(text, year, second, first) : checked(text, year, first, second)
  }
  if (first === second || first > 12) return checked(text, year, second, first)
  if (second > 12) return checked(text, year, first, second)
  const [one, other] = [dayText({ year, month: second, day: first }), dayText({ year, month: first, day: second })]
  return `${quoted(text)} can mean ${one} or ${other}. Write the year first.`
}

function namedMonth(text: string) {
  const dayFirst = /^(\d{1,2})[-/. ]{0,2}([a-z]{3,9})[-/., ]{0,2}(\d{4})$/i.exec(text)
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text)
  const name = (dayFirst?.[2] ?? monthFirst?.[1])?.toLowerCase()
  if (name === undefined) return null
  const month = Math.max(months.indexOf(name === 'sept' ? 'sep' : name), monthNames.indexOf(name)) + 1
  return month === 0 ? null : { year: dayFirst?.[3] ?? monthFirst?.[3], month, day: dayFirst?.[1] ?? monthFirst?.[2] }
}

type Digits = string | number | undefined

function checked(text: string, yearText: Digits, monthText: Digits, dayOfMonth: Digits): Day | string {
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayOfMonth)]
  const end = new Date(0)
  end.setUTCFullYear(year, month, 0)
  const isThere = month >= 1 && month <= 12 && day >= 1 && day <= end.getUTCDate()
  return isThere ? { year, month, day } : `${quoted(text)} is not a day of the calendar.`
}

function readTime(text: string): Time | undefined {
  const parts = time.exec(text.trim())
  if (!parts) return undefined
  const [, hourText = '', minuteText = '', secondText = '0', fraction = '', half = '', zone = ''] = parts
  const [hour, minute, second] = [Number(hourText), Number(minuteText), Number(secondText)]
  if (minute > 59 || second > 59 || (half === '' ? hour > 23 : hour < 1 || hour > 12)) return undefined
  const hourOfDay = half === '' ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  const offsetMinutes = offsetOf(zone)
  if (offsetMinutes === undefined) return undefined
  return { seconds: (hourOfDay * 60 + minute) * 60 + second, fraction, offsetMinutes }
}

function offsetOf(zone: string): number | undefined {
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (!parts) return 0
  const [hours, minutes] = [Number(parts[2]), Number(parts[3] ?? '0')]
  if (hours > 18 || minutes > 59) return undefined
  return (parts[1] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

function dayText({ year, month, day }: Day): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const isPlain = year >= 0 && year <= 9999
  const years = String(Math.abs(year)).padStart(isPlain ? 4 : 6, '0')
  return `${isPlain ? '' : year < 0 ? '-' : '+'}${years}-${two(month)}-${two(day)}`
}
