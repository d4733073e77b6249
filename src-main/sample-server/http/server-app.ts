// The server put together: routes over content and accounts, and what happens to everything that is no route.
import { Hono } from 'hono'
import type { Accounts } from '../access/account'
import { createTokenRegister } from '../access/token-register'
import type { ServerContent } from '../model/server-content'
import { ServerRefusal } from '../model/server-refusal'
import { containerRefusal, errorAnswer, problemAnswer } from './answers'
import { createDesk } from './desk'
import { addSessionRoutes } from './session-routes'
import { addRoutesV1 } from './v1-routes'
import { addRoutesV2 } from './v2-routes'
import { refuseWriting } from './writing'

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

/** Build a server that speaks the reading half of REST v1 and v2. */
export function createServerApp(options: ServerAppOptions): Hono {
  const now = options.now ?? (() => new Date())
  const tokens = createTokenRegister((options.tokenMinutes ?? 120) * 60_000, now)
  const desk = createDesk(options.content, options.accounts, tokens, options.isLocked ?? false, options.baseUrl)

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
  addRoutesV1(app, desk)
  addRoutesV2(app, desk)
  app.get('/files/:id', (context) => {
    const id = context.req.param('id')
    desk.viewOf(context.req.raw).open('sys_FileMeta')
    const file = desk.contentFor(context.req.raw).fileOf?.(id)
    if (file === undefined) return new Response(null, { status: 404 })
    const name = file.name.replaceAll(' ', '_')
    const headers = { 'content-type': file.contentType, 'content-disposition': `attachment; filename="${name}"` }
    return new Response(file.body, { headers })
  })
  for (const [method, permission] of [
    ['PUT', 'Update data'],
    ['DELETE', 'Delete data'],
  ] as const) {
    for (const pattern of ['/api/:version{v[12]}/:table', '/api/:version{v[12]}/:table/*']) {
      app.on(method, pattern, (context) =>
        refuseWriting(desk, context.req.raw, context.req.param('table') ?? '', permission),
      )
    }
  }
  app.notFound((context) =>
    context.req.path.startsWith('/api/')
      ? problemAnswer(404, desk.originOf(context.req.raw))
      : context.redirect('/login', 302),
  )
  app.onError((error) => {
    if (error instanceof ServerRefusal) return errorAnswer(error.status, [{ message: error.message, code: error.code }])
    return errorAnswer(500, [{ message: error.message === '' ? 'Unknown error' : error.message }])
  })
  return app
}
