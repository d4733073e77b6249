// What a classic server's refusals mean: its several error shapes, statuses and codes as our own errors.
import { AppError, type ErrorFacts } from '@shared/errors/app-error'
import type { ErrorCode } from '@shared/errors/error-code'
import { errorsSchema, problemSchema } from './wire'

/** What a refused request was about, for the sentence. */
export type Subject = {
  readonly tableId?: string
  /** True when the request carried a filter, a search or an order that may be to blame. */
  readonly hasQuery?: boolean
  /** True when the request was to change something. */
  readonly isWrite?: boolean
}

/** The server's own words and code, from whichever of its shapes they came in. */
export type ServerWords = { readonly words: string | null; readonly code: string | null }

/** How servers before 2.0 said it with status 500, and some with 400. */
const permissionWords = /^No \W*\w[^.]* permission on /i
const longestWords = 2000

/** Read an error body: problem+json first, then `errors`. */
export function readWords(body: unknown): ServerWords {
  if (typeof body === 'string') return { words: body.slice(0, longestWords) || null, code: null }
  const problem = problemSchema.safeParse(body)
  if (problem.success) {
    const { detail, errorCode, errors, title } = problem.data
    const parts = errors?.map((each) => each.detail).filter((each) => each !== undefined) ?? []
    const words = detail ?? (parts.length > 0 ? parts.join(' ') : title)
    return { words: words.slice(0, longestWords), code: errorCode ?? errors?.[0]?.errorCode ?? null }
  }
  const plain = errorsSchema.safeParse(body)
  if (!plain.success) return { words: null, code: null }
  const messages = plain.data.errors.map((each) => each.message ?? each.detail).filter((each) => each !== undefined)
  // Servers before 7 put the name of their mode into `code`.
  const code = plain.data.errors[0]?.code ?? plain.data.errors[0]?.errorCode ?? null
  return {
    words: messages.length > 0 ? messages.join(' ').slice(0, longestWords) : null,
    code: code === 'production' || code === 'development' ? null : code,
  }
}

/**
 * The error for an answer that is not a success.
 *
 * 401 and 403 come as `auth.required`: only the session knows whether a token was sent and is still alive.
 */
export function readRefusal(status: number, body: unknown, subject: Subject): AppError {
  const { words, code } = readWords(body)
  const deniedTableId = deniedTable(words, subject)
  const facts: ErrorFacts = {
    status,
    serverWords: words,
    serverCode: code,
    ...(subject.tableId === undefined ? {} : { tableId: subject.tableId }),
    ...(deniedTableId === null ? {} : { deniedTableId }),
    ...(subject.isWrite ? { isWrite: true } : {}),
  }
  const [errorCode, message] = classify(status, code, words, subject)
  return new AppError(errorCode, message, { facts })
}

/** The table that may not be read, where that is not the one asked for: rows that refer to it are refused with it. */
function deniedTable(words: string | null, { tableId }: Subject): string | null {
  const named = /permission on entity(?: type)? (?:.*\bwith id )?['[]([^'\]]+)['\]]/i.exec(words ?? '')?.[1]
  if (named === undefined || tableId === undefined || named === tableId || named.startsWith('sys_md_')) return null
  return named
}

function classify(status: number, code: string | null, words: string | null, subject: Subject): [ErrorCode, string] {
  const { tableId } = subject
  if (status === 401 || status === 403 || code === 'DS04' || permissionWords.test(words ?? '')) {
    const denied = deniedTable(words, subject)
    const named = denied === null ? `the table ${tableId}` : `the table ${denied}, to which ${tableId} refers`
    return ['auth.required', tableId ? `The server wants a sign-in for ${named}.` : 'The server wants a sign-in.']
  }
  if (tableId !== undefined && isUnknownTable(status, code, words)) {
    return ['table.missing', `The server knows no table '${tableId}' that you may see.`]
  }
  if (code === 'IX10' || /Result window is too large|Error searching docs in index/i.test(words ?? '')) {
    return [
      'query.refused',
      "The server's search gives its first 10,000 rows only. Narrow the filter to see the others.",
    ]
  }
  if (subject.hasQuery && status >= 400) return ['query.refused', 'The server does not accept this filter or order.']
  if (subject.isWrite && status < 500)
    return ['server.refused', writeRefusals[code ?? ''] ?? 'The server refused the rows.']
  if (status >= 500) return ['server.refused', `The server met an error of its own (${status}).`]
  return ['server.refused', `The server refused the request (${status}).`]
}

/** What the server's codes for rows that it does not take mean. */
const writeRefusals: Readonly<Record<string, string>> = {
  D02: 'There is no row with this id any more.',
  D17: 'A text is longer than the server allows.',
  D18: 'An attribute that may only be read would have been changed.',
  D19: 'Other rows refer to a row that would have been deleted.',
  D20: 'A value is not of the type of its attribute.',
  D21a: 'An attribute that must have a value has none.',
  D22: 'Other rows refer to a row that would have been deleted.',
  D23: 'A reference means a row that is not there.',
  D24a: 'A value that may be there only once is there already.',
  D25: 'A value that may be there only once comes twice.',
  D26: 'A value is not one of the choices of its attribute.',
}

const isUnknownTable = (status: number, code: string | null, words: string | null): boolean =>
  code === 'D01' ||
  (code === null && [400, 404, 500].includes(status) && /^Unknown entity(?: type)? (?!with\b)/i.test(words ?? ''))

/**
 * The error for a sign-in that was not accepted.
 *
 * @param address  root of the server, for a person who has to go there with a browser; null where it is not known
 */
export function readSignInRefusal(status: number, body: unknown, address: string | null = null): AppError {
  const { words, code } = readWords(body)
  const facts = { status, serverWords: words, serverCode: code, address }
  const said = words ?? ''
  if (
    status === 401 &&
    /password reset|reset (?:your|the) password|(?:change|reset)\w* .*password|password .*(?:change|expired)/i.test(
      said,
    )
  ) {
    return new AppError('auth.password-change', 'The password must be changed on the web site of the server first.', {
      facts,
    })
  }
  if (status === 401 && /2fa|two[- ]factor/i.test(said)) {
    return new AppError(
      'auth.refused',
      'The server wants a second factor, so it gives no token for a password: paste a token instead.',
      { facts: { ...facts, field: 'token' } },
    )
  }
  if (status === 401 && /\b(?:disabled|not active|inactive|locked)\b/i.test(said)) {
    // These servers add a dump of the account to the sentence.
    const serverWords = said.split(/[:;]|\s\S*@[0-9a-f]+/)[0] ?? null
    return new AppError('auth.refused', 'This account is switched off: ask the administrator of the server.', {
      facts: { ...facts, serverWords, field: 'userName' },
    })
  }
  if (status === 401 || status === 403)
    return new AppError('auth.refused', 'User name or password is wrong.', { facts })
  if (status === 400)
    return new AppError('auth.refused', 'The server wants both a user name and a password.', { facts })
  if (status === 404 || status === 405 || status === 415) {
    return new AppError('server.not-molgenis', 'The server does not know how to sign in with user name and password.', {
      facts,
    })
  }
  return new AppError('server.refused', `The server could not sign in (${status}).`, { facts })
}
