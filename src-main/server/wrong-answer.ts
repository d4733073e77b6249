// Tells what came instead of data: a web page, a proxy's or web server's sign-in, a redirect, a server that is down.
import { AppError } from '@shared/errors/app-error'

/** The head of an answer, as far as it tells what kind of answer it is. */
export type AnswerHead = {
  readonly status: number
  readonly contentType: string
  readonly location: string | null
  readonly isOpaqueRedirect: boolean
}

/** True for media types that promise JSON. */
export const isJsonType = (contentType: string): boolean => /^[\w.-]+\/(?:[\w.-]+\+)?json\b/i.test(contentType.trim())

const isRedirect = (head: AnswerHead) =>
  head.isOpaqueRedirect || [301, 302, 303, 307, 308].includes(head.status) || head.status === 0

/**
 * What is wrong with an answer by its head alone; null when its body may be JSON.
 *
 * @param requestUrl  where the request went, to tell a redirect within the server from one that leads elsewhere
 */
export function judgeHead(head: AnswerHead, requestUrl: string): AppError | null {
  const { host } = new URL(requestUrl)
  if (isRedirect(head)) return redirected(head, requestUrl)
  if (head.status === 407) {
    return new AppError(
      'network.proxy',
      "The network's proxy wants a sign-in of its own before it lets requests through.",
      {
        facts: { status: 407, address: host },
      },
    )
  }
  if (isUnavailable(head.status) && !isJsonType(head.contentType)) return unavailable(head.status, host)
  if (isTooLong(head.status) && !isJsonType(head.contentType)) {
    const message = `What was asked or sent is longer than ${host}, or a proxy before it, takes (${head.status}).`
    return new AppError('server.refused', message, { facts: { status: head.status, address: host } })
  }
  return null
}

/** True for statuses that say 'not now': they may pass by themselves. */
export const isUnavailable = (status: number): boolean => [429, 502, 503, 504].includes(status)

/** True for statuses by which servers and proxies refuse long addresses and bodies. */
const isTooLong = (status: number): boolean => [413, 414, 431].includes(status)

/** The error for a server that cannot answer now. */
export function unavailable(status: number, host: string): AppError {
  const message =
    status === 429
      ? `${host} has had too many requests and wants a pause.`
      : `${host} is not available right now (${status}); it may be starting or under maintenance.`
  return new AppError('server.unavailable', message, { facts: { status, address: host } })
}

/** The error for a body that is not JSON. `text` is the body, `head` its head. */
export function judgeText(head: AnswerHead, text: string, requestUrl: string): AppError {
  const { host } = new URL(requestUrl)
  const { status } = head
  const start = text.trimStart()
  if (start === '') {
    return new AppError('server.answer-malformed', `${host} sent an empty answer.`, {
      facts: { status, address: host },
    })
  }
  if (/text\/html|xhtml/i.test(head.contentType) || start.startsWith('<')) return webPage(head, start, host)
  if (/^[[{]/.test(start)) {
    return new AppError('server.answer-malformed', `The answer of ${host} ends too early or is damaged.`, {
      facts: { status, address: host },
    })
  }
  const code = status >= 200 && status < 300 ? 'server.answer-malformed' : 'server.not-molgenis'
  return new AppError(code, `${host} answered with text instead of data.`, {
    facts: { status, address: host, serverWords: start.slice(0, 200) },
  })
}

function webPage(head: AnswerHead, html: string, host: string): AppError {
  const { status } = head
  const title = pageTitle(html)
  const facts = { status, address: host, serverWords: title }
  if (status === 401 || status === 403) {
    return new AppError(
      'server.not-molgenis',
      `The web server at ${host} wants a sign-in of its own (${status}) before it lets anyone through to MOLGENIS.`,
      { facts },
    )
  }
  if (status >= 500) {
    return new AppError('server.refused', `${host} met an error of its own (${status}) and sent a web page about it.`, {
      facts,
    })
  }
  const named = title === null ? '' : `, '${title}',`
  const isSignIn = /type\s*=\s*["']?password/i.test(html) || /\b(?:log|sign)[ -]?(?:in|on)\b/i.test(title ?? '')
  return new AppError(
    'server.not-molgenis',
    isSignIn
      ? `${host} answered with a sign-in page${named} instead of data: a proxy or a portal may stand before it.`
      : `${host} answered with a web page${named} instead of data: there is no MOLGENIS at this address.`,
    { facts: { ...facts, isSignInPage: isSignIn } },
  )
}

function redirected(head: AnswerHead, requestUrl: string): AppError {
  const from = new URL(requestUrl)
  const target = head.location === null ? null : safeUrl(head.location, requestUrl)
  // The query of a redirect may hold secrets; only where it leads is told.
  const location = target === null ? null : `${target.origin}${target.pathname}`
  const facts = { status: head.status || 302, address: from.host, location }
  if (target !== null && target.host !== from.host && target.hostname !== from.hostname) {
    return new AppError(
      'server.not-molgenis',
      `${from.host} sends requests on to ${target.host}; that may be the sign-in page of a proxy, or its new address.`,
      { facts },
    )
  }
  const place = target === null ? '' : ` (${target.pathname})`
  const message = `${from.host} sends requests on to another page${place} instead of answering: it may want a sign-in there.`
  return new AppError('server.not-molgenis', message, { facts })
}

function safeUrl(text: string, origin: string): URL | null {
  try {
    return new URL(text, origin)
  } catch {
    return null
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

function pageTitle(html: string): string | null {
  const title = /<title[^>]*>([^<]*)/i.exec(html.slice(0, 20_000))?.[1]
  const text = title
    ?.replace(/&(#39|\w+);/g, (all, name: string) => entities[name] ?? all)
    .replace(/\s+/g, ' ')
    .trim()
  return text ? text.slice(0, 120) : null
}
