// Reads the recorded requests and answers of a real server, and puts JSON into a form that can be compared.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isLosslessNumber, parse } from 'lossless-json'

const FOLDER = fileURLToPath(new URL('../fixtures/recorded/', import.meta.url))

/** One recorded request and its answer. */
export type Recording = {
  readonly name: string
  readonly request: {
    readonly method: string
    readonly path: string
    /** Who asked: anonymous, admin, reader or fresh. */
    readonly as: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
    /** Fields of a form; a file by its name and text. */
    readonly form?: Readonly<Record<string, string | { readonly file: string; readonly text: string }>>
  }
  readonly status: number
  readonly contentType: string | undefined
  readonly location: string | undefined
  /** The JSON of the answer as text; undefined where it was no JSON. */
  readonly json: string | undefined
  readonly text: string | undefined
  /** Whether the JSON is as it was sent, to the byte; else it has been laid out anew. */
  readonly isExact: boolean
}

/** All recordings of the given groups (the part of the name before the first dash). */
export function readRecordings(...groups: readonly string[]): readonly Recording[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json') && groups.includes(file.split('-')[0] ?? ''))
    .sort()
    .map((file) => readRecording(file.replace(/\.json$/, '')))
}

/** One recording by its name. */
export function readRecording(name: string): Recording {
  const text = readFixture(`${name}.json`)
  const whole = JSON.parse(text) as {
    request: Recording['request']
    response: { status: number; headers: Record<string, string>; json?: unknown; text?: string }
  }
  const at = text.indexOf('"json":')
  const json =
    at < 0
      ? undefined
      : text
          .slice(at + '"json":'.length)
          .replace(/\}\s*\}\s*$/, '')
          .trim()
  return {
    name,
    request: whole.request,
    status: whole.response.status,
    contentType: whole.response.headers['content-type'],
    location: whole.response.headers['location'],
    json,
    text: whole.response.text,
    isExact: json !== undefined && !json.includes('\n'),
  }
}

/** A fixture's text. */
export function readFixture(file: string): string {
  return readFileSync(FOLDER + file, 'utf8')
}

/** JSON with whole numbers as bigints and all others as numbers. */
export function readJson(text: string): unknown {
  return parse(text, (_, value) => {
    if (!isLosslessNumber(value)) return value
    return /^-?\d+$/.test(value.value) ? BigInt(value.value) : Number(value.value)
  })
}

/**
 * A value in a form in which the order of keys counts too, with what is left to chance made alike: tokens, and the
 * order of permissions, which the server does not promise.
 *
 * @param apart  dotted names of keys that are left out
 */
export function comparable(value: unknown, apart: readonly string[] = [], path = ''): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => comparable(item, apart, path))
  if (typeof value === 'bigint') return `whole ${String(value)}`
  if (typeof value === 'string') return /^[0-9a-f]{32}$/.test(value) ? 'token' : value
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .filter(([key]) => !apart.includes(path + key))
    .map(([key, part]) => [
      key,
      key === 'permissions' && Array.isArray(part)
        ? part.map(String).sort()
        : comparable(part, apart, `${path}${key}.`),
    ])
}
