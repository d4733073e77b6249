// How the server's language reads and writes numbers, where that differs from JavaScript.

const INT_MIN = -2147483648n
const INT_MAX = 2147483647n
const LONG_MIN = -9223372036854775808n
const LONG_MAX = 9223372036854775807n
const DECIMAL_FORM = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/

/** A 32-bit whole number, or `undefined` where the text is none. */
export function parseInt32(text: string): number | undefined {
  const whole = parseWhole(text)
  return whole === undefined || whole < INT_MIN || whole > INT_MAX ? undefined : Number(whole)
}

/** A 64-bit whole number, or `undefined` where the text is none. */
export function parseInt64(text: string): bigint | undefined {
  const whole = parseWhole(text)
  return whole === undefined || whole < LONG_MIN || whole > LONG_MAX ? undefined : whole
}

/** A double, or `undefined` where the text is none. Spaces around it are allowed, a suffix `d` or `f` too. */
export function parseDouble(text: string): number | undefined {
  const trimmed = text.trim()
  return DECIMAL_FORM.test(trimmed) ? Number(trimmed.replace(/[fFdD]$/, '')) : undefined
}

/**
 * A 64-bit whole number out of a text with a point or an exponent, such as `10.0` or `1e3`, without a detour by way of a
 * double; `undefined` where the number is not whole or too large.
 */
export function wholeInt64(text: string): bigint | undefined {
  const form = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?[fFdD]?$/.exec(text.trim())
  const [, sign = '', before = '', after = '', exponent = '0'] = form ?? []
  const digits = before + after
  if (digits === '') return undefined
  const point = before.length + Number(exponent)
  if (/[1-9]/.test(digits.slice(Math.max(0, point)))) return undefined
  return parseInt64(`${sign}0${digits.slice(0, Math.max(0, point)).padEnd(point, '0')}`)
}

/** A double as the server's language prints it: `3.0`, `1.0E-300`, `1.2345678E9`. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
  const size = Math.abs(value)
  if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value)
  const [mantissa = '', exponent = ''] = value.toExponential().split('e')
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`
}

/** A double as the database casts it to text: `3`, `1e-300`, `1234567.891`. */
export function databaseDoubleText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value)
  const [mantissa = '', exponent = ''] = value.toExponential().split('e')
  const power = Number(exponent)
  // JavaScript itself writes an exponent only outside this span, so its text is plain here.
  if (power >= -4 && power < 15) return String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function parseWhole(text: string): bigint | undefined {
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined
}
