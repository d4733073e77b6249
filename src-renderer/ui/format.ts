// Numbers, sizes, ages and durations as people read them. English words throughout, like the rest of the window.

const counts = new Intl.NumberFormat('en')
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A whole number grouped by the thousands: `50,146`. For the screen only, never for files. */
export const formatCount = (count: number): string => counts.format(count)

/** A count with its noun: `1 row`, `21 rows`. */
export const formatCounted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`

/** A size in decimal units: `12 kB`, `9.1 MB`. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${Math.round(sizeBytes)} B`
  let size = sizeBytes
  for (const unit of ['kB', 'MB', 'GB', 'TB']) {
    size /= 1000
    if (size < 999.5 || unit === 'TB') return `${size < 9.95 ? Number(size.toFixed(1)) : Math.round(size)} ${unit}`
  }
  return ''
}

/** Age of a moment in the shortest form, for narrow lists: `now`, `5 min`, `2 h`, `3 d`. */
export function formatShortAge(iso: string, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - Date.parse(iso))
  if (ageMs < minuteMs) return 'now'
  if (ageMs < hourMs) return `${Math.floor(ageMs / minuteMs)} min`
  if (ageMs < dayMs) return `${Math.floor(ageMs / hourMs)} h`
  return `${Math.floor(ageMs / dayMs)} d`
}

/** When a moment was, in words: `just now`, `2 hours ago`, `yesterday`, `12 Nov`. */
export function formatWhen(iso: string, nowMs: number): string {
  const then = new Date(iso)
  const now = new Date(nowMs)
  const ageMs = Math.max(0, nowMs - then.getTime())
  if (ageMs < minuteMs) return 'just now'
  if (ageMs < hourMs) return `${formatCounted(Math.floor(ageMs / minuteMs), 'minute')} ago`
  const dayStart = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  const daysBack = Math.round((dayStart(now) - dayStart(then)) / dayMs)
  if (daysBack === 0) return `${formatCounted(Math.floor(ageMs / hourMs), 'hour')} ago`
  if (daysBack === 1) return 'yesterday'
  if (daysBack < 7) return `${daysBack} days ago`
  return then.getFullYear() === now.getFullYear() ? day.format(then) : dayOfYear.format(then)
}

/** A moment in full, in this computer's time zone: `24 Nov 2025, 14:02`. */
export const formatMoment = (iso: string): string => moment.format(new Date(iso))

/** A length of time, rounded to what matters: `1 s`, `14 s`, `2 min`, `1 h 5 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Digits in groups of three: `1234567` → `1,234,567`; what is not a whole or decimal number stays as it is. */
export function groupDigits(text: string): string {
  const parts = /^(-?)(\d{4,})(\.\d+)?$/.exec(text)
  if (!parts) return text
  return `${parts[1] ?? ''}${(parts[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',')}${parts[3] ?? ''}`
}

/** A number with all its digits, in the shortest form that reads back the same; small ones with an exponent. */
export const numberText = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value)
