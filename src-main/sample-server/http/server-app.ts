// The server put together: routes over content and accounts, and what happens to everything that is no route.
import { Hono } from 'hono'
import type { Accounts } from '../access/account'
import { createAccountRegister } from '../access/account-register'
import { createRights } from '../access/rights'
import { createTokenRegister } from '../access/token-register'
import type { ServerContent } from '../model/server-content'
import { ServerRefusal, ValidationRefusal } from '../model/server-refusal'
import { containerRefusal, errorAnswer, problemAnswer } from './answers'
import { createDesk } from './desk'
import { addDownloadRoute } from './download-routes'
import { addFileRoutes } from './file-routes'
import { addImportRoute } from './import-routes'
import { addPermissionRoutes } from './permission-routes'
import { addSessionRoutes } from './session-routes'
import { addRoutesV1 } from './v1-routes'
import { addRoutesV2 } from './v2-routes'
import { addWritingV1 } from './writing/v1-writing'
import { addWritingV2 } from './writing/v2-writing'
import { addWritingV3 } from './writing/v3-writing'

/** What a server is made of. */
export type ServerAppOptions = {
  /** Called once, with scheme and host of the first request for a table. */
  readonly content: (origin: string) => ServerContent
  readonly accounts: Accounts
  /** Guests are refused every table (401). */
  readonly isLocked?: boolean
  /** Lifetime of a token from sign-in, 120 where not given. */
  readonly tokenMinutes?: number
  readonly now?: () => Date
  /** Scheme and host of absolute links; the request's own where not given. */
  readonly baseUrl?: string
}

// Characters that the servlet container does not take unless they are percent-encoded.
const RAW_IN_ADDRESS = /["<>[\]\\^`{|}]/

/** Build a server that speaks REST v1 and v2, and writes rows by v3 too. */
export function createServerApp(options: ServerAppOptions): Hono {
  const now = options.now ?? (() => new Date())
  const tokens = createTokenRegister((options.tokenMinutes ?? 120) * 60_000, now)
  const accounts = createAccountRegister(options.accounts)
  const rights = createRights(accounts.guest, options.isLocked ?? false)
  const desk = createDesk({ content: options.content, accounts, rights, tokens, now, baseUrl: options.baseUrl })

  const app = new Hono()
  app.use('*', async (context, next) => {
    const { pathname, search } = new URL(context.req.url)
    if (/%2f|%5c/i.test(pathname)) {
      return containerRefusal('Invalid URI: [The encoded slash character is not allowed]')
    }
    if (RAW_IN_ADDRESS.test(pathname + search)) {
      return containerRefusal(
        'Invalid character found in the request target. The valid characters are defined in RFC 7230 and RFC 3986',
      )
    }
    return next()
  })
  addSessionRoutes(app, desk)
  addPermissionRoutes(app, desk)
  addWritingV1(app, desk)
  addWritingV2(app, desk)
  addWritingV3(app, desk)
  addRoutesV1(app, desk)
  addRoutesV2(app, desk)
  addFileRoutes(app, desk)
  addImportRoute(app, desk)
  addDownloadRoute(app, desk)
  app.notFound((context) =>
    context.req.path.startsWith('/api/')
      ? problemAnswer(404, desk.originOf(context.req.raw))
      : context.redirect('/login', 302),
  )
  app.onError((error, context) => refusalAnswer(error, context.req.path, desk.originOf(context.req.raw)))
  return app
}

/** Versions 1 and 2 list errors, version 3 and what belongs to it describe a problem. */
function refusalAnswer(error: Error, path: string, origin: string): Response {
  const refusal =
    error instanceof ServerRefusal
      ? error
      : new ServerRefusal(500, error.message === '' ? 'Unknown error' : error.message)
  if (/^\/api\/(?:data|permissions|files)\b/.test(path)) {
    return problemAnswer(refusal.status, origin, { detail: refusal.message, code: refusal.code })
  }
  if (refusal instanceof ValidationRefusal && path.startsWith('/api/v1/')) {
    return errorAnswer(
      refusal.status,
      refusal.violations.map((message) => ({ message })),
    )
  }
  return errorAnswer(refusal.status, [{ message: refusal.message, code: refusal.code }])
}
