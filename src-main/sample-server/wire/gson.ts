// JSON text as the real server's writer puts it: missing keys instead of nulls, doubles in Java's form, 64-bit
// integers as plain numbers.

/** A piece of JSON that is text already. */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What can be written. Numbers are whole; a double is wrapped by `decimal`. An undefined or null key is left out. */
export type JsonValue =
  | null
  | undefined
  | string
  | number
  | bigint
  | boolean
  | RawJson
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

const PLAIN = /^[ !#-[\]-~]*$/
const LINE_SEPARATORS = /[\u2028\u2029]/g

/** A text with its quotes, escaped. */
export function writeText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  return JSON.stringify(text).replace(LINE_SEPARATORS, (mark) => (mark === '\u2028' ? '\\u2028' : '\\u2029'))
}

/**
 * A double in Java's form: `3.0`, `1.0E-300`, `1.2345678901234567E9`.
 *
 * @param value  finite; the real server cannot write others either
 */
export function writeDouble(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size >= 1e-3 && size < 1e7) {
    const plain = String(value)
    return plain.includes('.') ? plain : `${plain}.0`
  }
  let scientific = value.toExponential()
  // One digit alone: Java writes the nearest number of two digits, which matters for the smallest doubles.
  if (!scientific.includes('.')) scientific = value.toExponential(1)
  return scientific.replace('e+', 'E').replace('e', 'E')
}

/** A double, ready to be put among other values. */
export function decimal(value: number): RawJson {
  return new RawJson(writeDouble(value))
}

/** The JSON text of a value. */
export function writeJson(value: JsonValue): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof RawJson) return value.text
  if (typeof value === 'string') return writeText(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`
  const parts: string[] = []
  for (const [key, part] of Object.entries(value)) {
    if (part !== null && part !== undefined) parts.push(`${writeText(key)}:${writeJson(part)}`)
  }
  return `{${parts.join(',')}}`
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}
