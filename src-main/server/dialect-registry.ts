// The kinds of servers that can be opened, in the order in which they are tried.
import { AppError } from '@shared/errors/app-error'
import type { HttpClient } from './http-client'
import { molgenisClassic } from './molgenis-classic'
import { nameProduct } from './other-product'
import type { ServerDialect } from './server-dialect'

const dialects: readonly ServerDialect[] = [molgenisClassic]

/** A server that was recognised. */
export type Detected = { readonly dialect: ServerDialect; readonly version: string }

/**
 * Find out what kind of server answers.
 *
 * @throws AppError `network.*` when nothing answers, `server.not-molgenis` when something else does,
 *   `server.unavailable` when it may come back
 */
export async function detectServer(http: HttpClient, signal: AbortSignal): Promise<Detected> {
  let refusal: AppError | null = null
  for (const dialect of dialects) {
    try {
      const found = await dialect.detect(http, signal)
      if (found) return { dialect, version: found.version }
    } catch (error) {
      // Something answered that is not of this kind; another kind may recognise it.
      if (!(error instanceof AppError) || !isAnswer(error)) throw error
      refusal ??= error
    }
  }
  const product = await nameProduct(http, refusal, signal)
  if (product !== null) {
    throw new AppError('server.not-molgenis', `This is a ${product} server, which this version cannot open yet.`, {
      facts: { address: http.host, product },
    })
  }
  if (refusal !== null) throw refusal
  throw new AppError('server.not-molgenis', `${http.host} answers, but it is not a MOLGENIS server.`, {
    facts: { address: http.host },
  })
}

const isAnswer = (error: AppError) =>
  error.code === 'server.not-molgenis' || error.code === 'server.answer-malformed' || error.code === 'server.refused'
