// Moments as older servers write them: with the offset of a time zone, and no colon in it.

const HOUR_MS = 3_600_000

/** A way to write moments. */
export type MomentWriter = (iso: string) => string

const offsets = new Map<number, number>()
let amsterdam: Intl.DateTimeFormat | undefined

/** The same moment in the time of Amsterdam: `2016-03-21T13:00:00+0100`. */
export function amsterdamText(iso: string): string {
  const ms = Date.parse(iso)
  return withOffset(ms, amsterdamMinutes(ms))
}

/** The same moment in UTC: `2016-03-21T12:00:00+0000`. */
export function offsetText(iso: string): string {
  return withOffset(Date.parse(iso), 0)
}

function withOffset(ms: number, minutes: number): string {
  if (Number.isNaN(ms)) return ''
  // Years beyond 9999 have more digits, and no sign before them.
  const local = new Date(ms + minutes * 60_000)
    .toISOString()
    .replace(/^\+0*/, '')
    .replace(/\.\d+Z$/, '')
  const size = Math.abs(minutes)
  const digits = String(Math.floor(size / 60) * 100 + (size % 60)).padStart(4, '0')
  return `${local}${minutes < 0 ? '-' : '+'}${digits}`
}

/** Minutes ahead of UTC; looked up once for each hour, since looking up is slow. */
function amsterdamMinutes(ms: number): number {
  const hour = Math.floor(ms / HOUR_MS)
  const known = offsets.get(hour)
  if (known !== undefined) return known
  amsterdam ??= new Intl.DateTimeFormat('en', { timeZone: 'Europe/Amsterdam', timeZoneName: 'longOffset' })
  const name = amsterdam.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d{2}):?(\d{2})?/.exec(name) ?? []
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  offsets.set(hour, offset)
  return offset
}
