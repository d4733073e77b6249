// Dates and instants as the server reads them from text: a few fixed forms, with or without time and zone.

const FORM =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}|\d{6}|\d{9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** The day that a text means, as `YYYY-MM-DD`; time and zone are dropped, not converted. `undefined`: not a date. */
export function parseDay(text: string): string | undefined {
  const parts = FORM.exec(text)
  if (parts === null || !isDay(parts)) return undefined
  return text.slice(0, 10)
}

/** The instant that a text means, in milliseconds since 1970; without a zone it is UTC. `undefined`: not a date. */
export function parseInstantMs(text: string): number | undefined {
  const parts = FORM.exec(text)
  if (parts === null || !isDay(parts)) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = parts
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const ms = Math.floor(Number(`0.${fraction === '' ? '0' : fraction}`) * 1000)
  const local = utc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), ms)
  const offset = zoneMinutes(zone)
  return offset === undefined ? undefined : local - offset * 60_000
}

/** The instant that a text means to servers that want an offset without a colon, and nothing else. */
export function parseOffsetInstantMs(text: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{4}$/.test(text) ? parseInstantMs(text) : undefined
}

/** An instant as the server writes it: ISO in UTC, seconds, fraction only if there is one. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

function isDay(parts: RegExpExecArray): boolean {
  const month = Number(parts[2])
  const day = Number(parts[3])
  if (month < 1 || month > 12 || day < 1) return false
  return day <= new Date(utc(Number(parts[1]), month + 1, 0, 0, 0, 0, 0)).getUTCDate()
}

/** Date.UTC reads years below 100 as 19xx; this does not. */
function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, ms)
  return date.getTime()
}

function zoneMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 18 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
