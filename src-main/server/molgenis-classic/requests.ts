// Builds the requests of a classic server. Pure: addresses and bodies only.
import type { SortKey } from '@shared/query/query'
import { encodedText } from '@shared/server/form-text'
import type { HttpRequest } from '../http-client'

/** Addresses longer than this go as a form instead; Tomcat and proxies refuse request lines of some 8,000. */
const longestPath = 6_000

/** A window of rows of a table, in v2's words. */
export type RowRequest = {
  readonly tableId: string
  /** Attributes wanted; null for all. */
  readonly attributes: readonly string[] | null
  /** References to be written out whole; they are wanted also where `attributes` does not name them. */
  readonly expand?: readonly string[]
  readonly rsql: string | null
  readonly sort: readonly SortKey[]
  readonly start: number
  readonly num: number
}

/** A question that may be asked again. */
export const read = (path: string): HttpRequest => ({ method: 'GET', path, isRepeatable: true })

/** Version of the server; answered to everybody. */
export const versionRequest = read('/api/v2/version')
/** Who is asking, as the server sees it; answered to everybody since version 7. */
export const contextRequest = read('/app-ui-context')

/** A page for people with an account: everybody else is sent to the page for signing in. */
export const accountPageRequest = read('/plugin/useraccount')

/** Sign in; every sign-in makes a new token, so it is never repeated by itself. */
export const loginRequest = (username: string, password: string): HttpRequest => ({
  method: 'POST',
  path: '/api/v1/login',
  body: json({ username, password }),
  isRepeatable: false,
})

/** End the session of the token that is sent along. */
export const logoutRequest: HttpRequest = {
  method: 'POST',
  path: '/api/v1/logout',
  body: json({}),
  isRepeatable: false,
  mayBeEmpty: true,
}

/** Metadata of a table, with the choices of its categories. One row comes with it: older servers take 0 for 'all'. */
export const metadataRequest = (tableId: string, rowCount: 0 | 1 = 1): HttpRequest =>
  read(`${collection('v2', tableId)}?num=${rowCount}&includeCategories=true`)

/** Rows of a table; as a form where the address would be too long. */
export function rowsRequest(request: RowRequest): HttpRequest {
  const parameters = new Map<string, string>()
  const selection = selectionText(request)
  if (selection !== null) parameters.set('attrs', selection)
  if (request.rsql !== null) parameters.set('q', request.rsql)
  if (request.sort.length > 0) parameters.set('sort', request.sort.map(sortText).join(','))
  parameters.set('start', String(request.start))
  parameters.set('num', String(request.num))
  const query = encode(parameters)
  const path = collection('v2', request.tableId)
  if (path.length + query.length <= longestPath) return read(`${path}?${query}`)
  return {
    method: 'POST',
    path: `${path}?_method=GET`,
    body: { type: 'application/x-www-form-urlencoded', text: query },
    isRepeatable: true,
  }
}

/** How many rows have each value of an attribute, by the server's index. */
export function aggregateRequest(tableId: string, attribute: string, rsql: string | null): HttpRequest {
  const parameters = new Map([['aggs', `x==${attribute}`]])
  if (rsql !== null) parameters.set('q', rsql)
  return read(`${collection('v2', tableId)}?${encode(parameters)}`)
}

/** A rule of v1's query language. */
export type WireRule = {
  readonly field?: string
  readonly operator: string
  readonly value?: string | boolean | readonly (string | boolean)[]
  readonly nestedRules?: readonly WireRule[]
}

/** Rows of a table by v1's query rules, with the references named in `expand` written out. */
export function rulesRequest(
  request: Omit<RowRequest, 'rsql'> & { readonly rules: readonly WireRule[]; readonly expand: readonly string[] },
): HttpRequest {
  const orders = request.sort.map(({ attribute, direction }) => ({
    property: attribute,
    direction: direction === 'ascending' ? 'ASC' : 'DESC',
  }))
  return {
    method: 'POST',
    path: `${collection('v1', request.tableId)}?_method=GET`,
    body: json({
      q: request.rules,
      start: request.start,
      num: request.num,
      ...(request.attributes === null ? {} : { attributes: request.attributes }),
      expand: request.expand,
      ...(orders.length > 0 ? { sort: { orders } } : {}),
    }),
    isRepeatable: true,
  }
}

/** One row by its id in the path; only for ids that `canBeInPath`. */
export function rowRequest(
  tableId: string,
  id: string,
  selection: Pick<RowRequest, 'attributes' | 'expand'>,
): HttpRequest {
  const text = selectionText(selection)
  const query = text === null ? '' : `?${encode(new Map([['attrs', text]]))}`
  return read(`${collection('v2', tableId)}/${encodeURIComponent(id)}${query}`)
}

/** Servers and proxies refuse paths with these, encoded or not, and take `meta` and dots for something else. */
export const canBeInPath = (id: string): boolean => id !== '' && id !== 'meta' && !/[/\\;%]|^\.{1,2}$/.test(id)

/** The attributes wanted, in v2's words; null for all as they come. */
function selectionText({ attributes, expand = [] }: Pick<RowRequest, 'attributes' | 'expand'>): string | null {
  if (attributes === null && expand.length === 0) return null
  const named = attributes === null ? ['*'] : attributes.filter((name) => !expand.includes(name)).map(escapeAttribute)
  return [...named, ...expand.map((name) => `${escapeAttribute(name)}(*)`)].join(',')
}

/** The path of a table's rows. */
export function collection(version: 'v1' | 'v2', tableId: string): string {
  return `/api/${version}/${encodeURIComponent(tableId)}`
}

/** In a selection these have a meaning of their own. */
const escapeAttribute = (name: string): string => name.replace(/[\\,()*]/g, (character) => `\\${character}`)

const sortText = ({ attribute, direction }: SortKey): string =>
  `${attribute}:${direction === 'ascending' ? 'asc' : 'desc'}`

const encode = (parameters: ReadonlyMap<string, string>): string =>
  [...parameters].map(([name, value]) => `${name}=${encodedText(value)}`).join('&')

/** A body in JSON. */
export function json(value: unknown): { type: string; text: string } {
  return { type: 'application/json', text: JSON.stringify(value) }
}
