// The forms of the server's answers: JSON, its two kinds of error, and the HTML of the container in front of it.
import type { InputRefusal } from '../model/server-refusal'
import { writeJson, type JsonValue } from '../wire/gson'

const NOT_STORED = { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate' }

/** A JSON answer, from a value or from JSON text. */
export function jsonAnswer(body: JsonValue, status = 200): Response {
  return jsonTextAnswer(writeJson(body), status)
}

/** A JSON answer whose text is written already, or comes as a stream of UTF-8. */
export function jsonTextAnswer(text: string | ReadableStream<Uint8Array>, status = 200): Response {
  return textAnswer(text, 'application/json;charset=UTF-8', status)
}

/** An answer of any other kind. */
export function textAnswer(text: string | ReadableStream<Uint8Array>, contentType: string, status = 200): Response {
  return new Response(text, { status, headers: { ...NOT_STORED, 'content-type': contentType } })
}

/** The error form of v1 and v2: one entry per sentence. */
export function errorAnswer(
  status: number,
  errors: readonly { message: string; code?: string | undefined }[],
): Response {
  return jsonAnswer({ errors: errors.map(({ message, code }) => ({ message, code })) }, status)
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
}

/**
 * The error form of the third version, and of routes and methods that do not exist.
 *
 * @param refusal  the sentence and code of a refusal; without a code the sentence is not told
 */
export function problemAnswer(
  status: number,
  origin: string,
  refusal?: { readonly detail: string; readonly code: string | undefined },
): Response {
  const told = refusal?.code === undefined ? {} : { detail: refusal.detail, errorCode: refusal.code }
  const body = writeJson({ type: `${origin}/problem`, title: TITLES[status] ?? 'Error', status, ...told })
  return textAnswer(body, 'application/problem+json', status)
}

/** The error form of the third version for a parameter that it does not take. */
export function inputProblem(refusal: InputRefusal, origin: string): Response {
  const { field, value, detail, errorCode, status } = refusal
  const title = TITLES[status]
  const body = { type: `${origin}/input-invalid`, title, status, errors: [{ errorCode, field, value, detail }] }
  return textAnswer(writeJson(body), 'application/problem+json', status)
}

/** What older servers say of addresses and methods that do not exist: a page, or JSON to those who say they are scripts. */
export function pageAnswer(status: 404 | 405, isScript: boolean): Response {
  const title = TITLES[status] ?? ''
  if (isScript) return errorAnswer(status, [{ message: title }])
  const page = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return textAnswer(page, 'text/html;charset=UTF-8', status)
}

/** What the servlet container says before the server is asked at all. */
export function containerRefusal(reason: string): Response {
  const title = 'HTTP Status 400 – Bad Request'
  const body =
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><hr class="line" />` +
    `<p><b>Type</b> Status Report</p><p><b>Message</b> ${reason}</p><p><b>Description</b> The server cannot or will not ` +
    'process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid ' +
    'request message framing, or deceptive request routing).</p><hr class="line" /><h3>Apache Tomcat/9.0.98</h3></body></html>'
  return textAnswer(body, 'text/html;charset=utf-8', 400)
}
