// A sample server in this process, and short ways to ask it.
import { createSampleServer, type SampleServerOptions } from '@main/sample-server/index'
import { readJson } from '../../../contract/replay-recordings'

/** An answer: status, type, text, and the JSON in it (whole numbers as bigints) or null. */
export type Answer = {
  readonly status: number
  readonly type: string
  readonly text: string
  /** Where an answer points to in its head. */
  readonly location: string | null
  /** The cookie that it hands out. */
  readonly cookie: string | null
  readonly json: Record<string, unknown>
}

/** Ask for a path, perhaps with a method, a token, a body. */
export type Ask = (
  path: string,
  options?: {
    method?: string
    token?: string
    body?: unknown
    form?: string
    data?: FormData
    headers?: Record<string, string>
  },
) => Promise<Answer>

/** A server of little data and a way to ask it. */
export function asking(options: SampleServerOptions = {}): Ask {
  const server = createSampleServer({ snpCount: 60, samplesPerSnp: 5, ...options })
  return async (path, { method, token, body, form, data, headers = {} } = {}) => {
    const content = data ?? (body !== undefined ? JSON.stringify(body) : form)
    const type = body !== undefined ? 'application/json' : 'application/x-www-form-urlencoded'
    const hasType = content !== undefined && data === undefined
    const response = await server.fetch(
      new Request(`http://sample${path}`, {
        method: method ?? (content === undefined ? 'GET' : 'POST'),
        headers: {
          ...(hasType ? { 'content-type': type } : {}),
          ...(token === undefined ? {} : { 'x-molgenis-token': token }),
          ...headers,
        },
        ...(content === undefined ? {} : { body: content }),
      }),
    )
    const text = await response.text()
    const answered = response.headers.get('content-type') ?? ''
    const json = /json/.test(answered) ? (readJson(text) as Record<string, unknown>) : {}
    return {
      status: response.status,
      type: answered,
      text,
      location: response.headers.get('location'),
      cookie: response.headers.get('set-cookie'),
      json,
    }
  }
}

/** A token for one of the accounts, whose passwords are their names. */
export async function tokenOf(ask: Ask, username: string): Promise<string> {
  const { json } = await ask('/api/v1/login', { body: { username, password: username } })
  return String(json['token'])
}

/** The error part of an answer: status with code and message of each error. */
export function refusal({ status, json }: Answer): readonly (number | string)[] {
  const errors = (json['errors'] ?? []) as readonly { code?: string; message: string }[]
  return [status, ...errors.map(({ code, message }) => (code === undefined ? message : `${code}: ${message}`))]
}

/** The rows of an answer. */
export function items({ json }: Answer): Record<string, unknown>[] {
  return json['items'] as Record<string, unknown>[]
}
