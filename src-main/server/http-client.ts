// Speaks HTTP with one server: time-outs, bounded retries, cancelling, and JSON without loss. The token is only ever
// a header; cookies are neither kept nor sent.
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import { guardBody, orCancelled, readText, type BodyWatch } from './guarded-body'
import { joinSignals } from './joined-signal'
import { parseJsonText } from './json-text'
import { isRedirectFailure, toNetworkFailure } from './network-failure'
import type { Fetch } from './server-connection'
import { isJsonType, isUnavailable, judgeHead, judgeText, unavailable, type AnswerHead } from './wrong-answer'

/** How patient a client is; all in milliseconds. */
export type Patience = {
  /** From sending a request to the head of its answer. */
  readonly firstByteMs: number
  /** Between two pieces of a body. */
  readonly idleMs: number
  /** Pauses before the second, third … attempt of a request that may be repeated. */
  readonly retryDelaysMs: readonly number[]
  /** A server that asks for a longer pause than this is reported as unavailable instead. */
  readonly longestPauseMs: number
}

/** The patience of the program: a slow query is waited for, a silent server is not. */
export const defaultPatience: Patience = {
  firstByteMs: 60_000,
  idleMs: 45_000,
  retryDelaysMs: [400, 1_500],
  longestPauseMs: 20_000,
}

/** For the first words with a server: whoever is there answers them at once. */
export const firstContactMs = 20_000

/** What a request sends along: text or bytes of a media type, or a form with files in it. */
export type HttpBody =
  | { readonly type: string; readonly text: string }
  | { readonly type: string; readonly blob: Blob }
  | { readonly form: FormData }

/** One request, as a dialect builds it. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the server's root, with its query, encoded. */
  readonly path: string
  readonly body?: HttpBody
  /** Whether asking twice does no harm; only such requests are tried again. */
  readonly isRepeatable: boolean
  /** An empty body is an answer too, and comes as null. */
  readonly mayBeEmpty?: boolean
  /** Plain text is an answer too, and comes as text. */
  readonly mayBeText?: boolean
  /** How many times longer than others this request may take until the head of its answer. */
  readonly patienceFactor?: number
}

/** An answer in JSON (or as its request allows), whatever its status says; `location` is the header of that name. */
export type JsonAnswer = { readonly status: number; readonly body: unknown; readonly location?: string }

/** What a client needs. */
export type HttpClientOptions = {
  /** Address of the server without a closing slash. */
  readonly root: string
  readonly fetch: Fetch
  /** The token of the moment; null for a guest. */
  readonly token: () => string | null
  readonly patience?: Partial<Patience>
}

/** Requests to one server. */
export class HttpClient {
  readonly root: string
  readonly host: string
  private readonly fetch: Fetch
  private readonly token: () => string | null
  private readonly patience: Patience

  constructor(options: HttpClientOptions) {
    this.root = options.root
    this.host = new URL(options.root).host
    this.fetch = options.fetch
    this.token = options.token
    this.patience = { ...defaultPatience, ...options.patience }
  }

  /**
   * Ask and read the answer whole. Any status is an answer as long as it comes in JSON.
   *
   * @throws AppError `network.*`, `server.not-molgenis`, `server.unavailable`, `server.answer-malformed`, `cancelled`
   */
  json(request: HttpRequest, signal: AbortSignal): Promise<JsonAnswer> {
    return this.withRetries(request, signal, async () => {
      const { response, url } = await this.send(request, signal)
      return this.readJson(request, response, url, signal)
    })
  }

  /**
   * Ask for an answer that is too large to read at once.
   *
   * @returns the Response with its body unread but watched (see guardBody) when status and media type are right,
   *   else the JSON answer that says what went wrong
   * @throws AppError as `json`
   */
  open(request: HttpRequest, signal: AbortSignal): Promise<Response | JsonAnswer> {
    return this.withRetries(request, signal, async () => {
      const { response, url } = await this.send(request, signal)
      const head = headOf(response)
      if (response.status !== 200 || !isJsonType(head.contentType) || response.body === null) {
        const answer = await this.readJson(request, response, url, signal)
        if (answer.status >= 300) return answer
        throw judgeText(head, '', url)
      }
      const { status, headers } = response
      return new Response(guardBody(response.body, this.watch(response, signal)), { status, headers })
    })
  }

  private async withRetries<T>(request: HttpRequest, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    const { retryDelaysMs, longestPauseMs } = this.patience
    for (let turn = 0; ; turn += 1) {
      throwIfCancelled(signal)
      try {
        return await attempt()
      } catch (error) {
        const delayMs = retryDelaysMs[turn]
        if (!request.isRepeatable || delayMs === undefined || !(error instanceof AppError) || !mayPass(error))
          throw error
        const askedMs = Number(error.facts['retryAfterMs'] ?? 0)
        if (askedMs > longestPauseMs) throw error
        // A little chance keeps several clients from coming back at the same moment.
        await pause(Math.max(askedMs, delayMs * (0.75 + Math.random() / 2)), signal)
      }
    }
  }

  private async send(request: HttpRequest, signal: AbortSignal): Promise<{ response: Response; url: string }> {
    const url = this.root + request.path
    const flight = joinSignals([signal], this.patience.firstByteMs * (request.patienceFactor ?? 1))
    try {
      // Chromium's stack keeps a cache of its own, which Node's types do not know.
      const init: RequestInit & { cache: 'no-store' } = {
        method: request.method,
        headers: this.headers(request),
        ...(request.body ? { body: payload(request.body) } : {}),
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        signal: flight.signal,
      }
      const response = await orCancelled(this.fetch(url, init), flight.signal)
      return { response, url }
    } catch (error) {
      throwIfCancelled(signal)
      if (flight.isLate()) {
        throw new AppError('network.timeout', `${this.host} did not answer in time.`, { facts: { address: this.host } })
      }
      if (isRedirectFailure(error)) throw judgeHead(opaqueRedirect, url) ?? error
      throw toNetworkFailure(error, this.host)
    } finally {
      // What is left of the answer is watched by whoever reads it.
      flight.release()
    }
  }

  private headers(request: HttpRequest): Record<string, string> {
    const token = this.token()
    return {
      Accept: 'application/json',
      // Servers before 8.2 answer with pages rather than JSON without it.
      'X-Requested-With': 'XMLHttpRequest',
      // The type of a form holds its boundary, which only fetch knows.
      ...(request.body && 'type' in request.body ? { 'Content-Type': request.body.type } : {}),
      ...(token === null ? {} : { 'x-molgenis-token': token }),
    }
  }

  private async readJson(
    request: HttpRequest,
    response: Response,
    url: string,
    signal: AbortSignal,
  ): Promise<JsonAnswer> {
    const head = headOf(response)
    const wrong = judgeHead(head, url)
    if (wrong) {
      response.body?.cancel().catch(() => undefined)
      throw withPause(wrong, response)
    }
    const text = response.body === null ? '' : await readText(response.body, this.watch(response, signal))
    const { status } = head
    const told = head.location === null ? {} : { location: head.location }
    if (text === '' && request.mayBeEmpty && response.ok) return { status, body: null, ...told }
    if (request.mayBeText && isPlainText(head.contentType) && !isUnavailable(status)) {
      return { status, body: text, ...told }
    }
    const mayBeJson = isJsonType(head.contentType) || /^\s*[[{]/.test(text)
    const body = mayBeJson ? tryParse(text) : undefined
    if (body === undefined) throw judgeText(head, text, url)
    if (isUnavailable(status)) throw withPause(unavailable(status, this.host), response)
    return { status, body, ...told }
  }

  private watch(response: Response, signal: AbortSignal): BodyWatch {
    const length = response.headers.get('content-length')
    const isPacked = response.headers.get('content-encoding') !== null
    const expectedBytes = length === null || isPacked || !/^\d+$/.test(length) ? null : Number(length)
    return { idleMs: this.patience.idleMs, signal, host: this.host, expectedBytes }
  }
}

const opaqueRedirect: AnswerHead = { status: 0, contentType: '', location: null, isOpaqueRedirect: true }

const headOf = (response: Response): AnswerHead => ({
  status: response.status,
  contentType: response.headers.get('content-type') ?? '',
  location: response.headers.get('location'),
  isOpaqueRedirect: response.type === 'opaqueredirect',
})

function tryParse(text: string): unknown {
  try {
    return parseJsonText(text)
  } catch {
    return undefined
  }
}

const isPlainText = (contentType: string) => /^text\/plain\b/i.test(contentType.trim())

const mayPass = (failure: AppError) => failure.code === 'network.interrupted' || failure.code === 'server.unavailable'

/** The error, with the pause that a server asks for in `Retry-After`: seconds or a date. */
function withPause(error: AppError, response: Response): AppError {
  const asked = response.headers.get('retry-after')
  if (asked === null || error.code !== 'server.unavailable') return error
  const retryAfterMs = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  if (!Number.isFinite(retryAfterMs) || retryAfterMs < 0) return error
  return new AppError(error.code, error.message, { cause: error.cause, facts: { ...error.facts, retryAfterMs } })
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const wait = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delayMs)
  })
  await orCancelled(wait, signal).finally(() => clearTimeout(timer))
}

const payload = (body: HttpBody): FormData | Blob | string =>
  'form' in body ? body.form : 'blob' in body ? body.blob : body.text
