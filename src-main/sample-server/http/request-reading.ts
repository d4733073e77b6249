// Parameters of requests, read and refused as the server's binder does it.
import { ServerRefusal } from '../model/server-refusal'
import type { Expansion, KeySet } from '../wire/v1-metadata'

/** Largest page that the server gives. */
const MOST_ROWS = 10_000

/** A page: the first row and the number of rows. */
export type Page = { readonly start: number; readonly num: number }

/** One attribute to sort by. */
export type SortOrder = { readonly attribute: string; readonly direction: 'ASC' | 'DESC' }

/** How the two versions of the API name their requests and word the limit. */
export type RequestStyle = { readonly name: string; readonly tooMany: string }

export const STYLE_V1: RequestStyle = {
  name: 'entityCollectionRequest',
  tooMany: `No more than ${String(MOST_ROWS)} rows can be requested`,
}

export const STYLE_V2: RequestStyle = {
  name: 'entityCollectionRequestV2',
  tooMany: `must be less than or equal to ${String(MOST_ROWS)}`,
}

/**
 * `start` and `num` of a request; 0 and 100 where they are not given.
 *
 * @throws ServerRefusal 400 with code `typeMismatch`, `Min` or `Max`
 */
export function readPage(params: URLSearchParams, style: RequestStyle): Page {
  const read = (field: string, fallback: number, most: number): number => {
    const text = params.get(field)
    if (text === null || text === '') return fallback
    const fault = (reason: string, code: string): ServerRefusal =>
      new ServerRefusal(400, `Field '${field}' of '${style.name}' ${reason}`, code)
    const value = Number(text)
    if (!/^[+-]?\d+$/.test(text) || value > 2147483647 || value < -2147483648) {
      throw fault(
        'Failed to convert property value of type java.lang.String to required type int for property ' +
          `${field}; nested exception is java.lang.NumberFormatException: For input string: "${text}"`,
        'typeMismatch',
      )
    }
    if (value < 0) throw fault('must be greater than or equal to 0', 'Min')
    if (value > most) throw fault(style.tooMany, 'Max')
    return value
  }
  return { start: read('start', 0, Infinity), num: read('num', 100, MOST_ROWS) }
}

/** A v2 `sort`: names with `:asc` or `:desc`, separated by commas. Throws ServerRefusal 400 for another direction. */
export function readSort(text: string | null): readonly SortOrder[] | undefined {
  if (text === null || text === '') return undefined
  return text.split(',').map((part) => {
    const [attribute = '', direction = 'asc'] = part.split(':')
    if (!/^(?:asc|desc)$/i.test(direction)) {
      throw new ServerRefusal(
        400,
        `Field 'sort' of '${STYLE_V2.name}' Failed to convert property value of type java.lang.String to required type ` +
          `org.molgenis.data.Sort for property sort; nested exception is java.lang.IllegalArgumentException: ` +
          `Invalid sort value [${text}]`,
        'typeMismatch',
      )
    }
    return { attribute, direction: /^desc$/i.test(direction) ? 'DESC' : 'ASC' }
  })
}

/** The v1 parameter `attributes`: lower-case names, `undefined` where nothing is chosen. */
export function readKeys(names: readonly string[] | undefined): KeySet {
  const given = names?.filter((name) => name !== '') ?? []
  return given.length === 0 ? undefined : new Set(given.map((name) => name.toLowerCase()))
}

/**
 * The v1 parameter `expand`: `name`, or `name[key;key]`.
 *
 * @throws ServerRefusal 400 for a value of another form
 */
export function readExpand(names: readonly string[] | undefined): Expansion {
  return new Map(
    (names ?? [])
      .filter((name) => name !== '')
      .map((name) => {
        const [, key, inner] = /^([^[\]]+)(?:\[(.+)\])?$/.exec(name) ?? []
        if (key === undefined) throw new ServerRefusal(400, `invalid expand value: ${name}`)
        return [key.toLowerCase(), readKeys(inner?.split(';'))] as const
      }),
  )
}

/** A list parameter: values separated by commas, or the parameter given several times. */
export function listParameter(params: URLSearchParams, name: string): readonly string[] | undefined {
  return params.has(name) ? params.getAll(name).flatMap((text) => text.split(',')) : undefined
}

/** The body of a v1 query. */
export type QueryBody = {
  readonly q: unknown
  readonly page: Page
  readonly attributes: readonly string[] | undefined
  readonly expand: readonly string[] | undefined
  readonly sort: readonly SortOrder[] | undefined
}

/**
 * Read the JSON body of a query that was sent to v1.
 *
 * @throws ServerRefusal 400 for a body that is missing, no JSON, or of the wrong form
 */
export function readQueryBody(text: string): QueryBody {
  const body = parseObject(text)
  const number = (field: string, fallback: number): number => {
    const value = body.get(field)
    if (value === undefined || value === null) return fallback
    if (typeof value === 'number' && Number.isInteger(value)) return value
    throw unreadable(`Expected an int but was ${JSON.stringify(value)} at path $.${field}`)
  }
  const page = { start: number('start', 0), num: number('num', 100) }
  if (page.start < 0 || page.num < 0) throw new ServerRefusal(400, 'must be greater than or equal to 0')
  if (page.num > MOST_ROWS) throw new ServerRefusal(400, STYLE_V1.tooMany)
  return {
    q: body.get('q'),
    page,
    attributes: textList(body, 'attributes'),
    expand: textList(body, 'expand'),
    sort: bodySort(body.get('sort')),
  }
}

function textList(body: ReadonlyMap<string, unknown>, field: string): readonly string[] | undefined {
  const value = body.get(field)
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw unreadable(`Expected BEGIN_ARRAY but was STRING at path $.${field}`)
  return value.map((entry: unknown) => String(entry))
}

function bodySort(sort: unknown): readonly SortOrder[] | undefined {
  if (typeof sort !== 'object' || sort === null || !('orders' in sort) || !Array.isArray(sort.orders)) return undefined
  return sort.orders.map((order: unknown) => {
    const entry = new Map<string, unknown>(Object.entries(typeof order === 'object' && order !== null ? order : {}))
    return { attribute: String(entry.get('property')), direction: entry.get('direction') === 'DESC' ? 'DESC' : 'ASC' }
  })
}

/**
 * The text of a JSON body.
 *
 * @throws ServerRefusal 415 where the request does not say that it is JSON
 */
export async function jsonBody(request: Request): Promise<string> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.+-]*\+)?json\b/i.test(contentType)) {
    throw new ServerRefusal(415, `Content type '${contentType}' not supported`)
  }
  return request.text()
}

/** A JSON object as a map of its own keys. Throws ServerRefusal 400 for anything else. */
export function parseObject(text: string): ReadonlyMap<string, unknown> {
  if (text.trim() === '') throw new ServerRefusal(400, 'Required request body is missing')
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : String(cause))
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw unreadable('Expected BEGIN_OBJECT at path $')
  }
  return new Map<string, unknown>(Object.entries(parsed))
}

function unreadable(reason: string): ServerRefusal {
  return new ServerRefusal(
    400,
    `JSON parse error: ${reason}; nested exception is com.google.gson.JsonSyntaxException: ${reason}`,
  )
}
