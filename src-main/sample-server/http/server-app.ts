// The server put together: routes over content and accounts, and what happens to everything that is no route.
import { Hono, type Context } from 'hono'
import type { Accounts } from '../access/account'
import { createAccountRegister } from '../access/account-register'
import { createRights } from '../access/rights'
import { createTokenRegister } from '../access/token-register'
import type { ServerContent } from '../model/server-content'
import { GENERATIONS, NEWEST, type Generation, type GenerationName } from '../generation'
import type { JsonValue } from '../wire/gson'
import { containerRefusal, jsonAnswer } from './answers'
import { createDesk, type Desk } from './desk'
import { addDownloadRoute } from './services/download-routes'
import { addFileRoutes } from './services/file-routes'
import { addImportRoute } from './services/import-routes'
import { addPermissionRoutes } from './services/permission-routes'
import { refusalAnswer, unknownRouteAnswer, type RefusedRequest } from './refusal-answer'
import { addSessionRoutes } from './session-routes'
import { addRoutesV1 } from './v1-routes'
import { addRoutesV2, unknownMethod } from './v2-routes'
import { addRoutesV3 } from './v3-routes'
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
  /** The generation that is played, the newest where not given. */
  readonly generation?: GenerationName
}

// Characters that the servlet container does not take unless they are percent-encoded.
const RAW_IN_ADDRESS = /["<>[\]\\^`{|}]/

/** Build a server that speaks the REST API in the versions that its generation has. */
export function createServerApp(options: ServerAppOptions): Hono {
  const desk = openDesk(options)
  const { generation } = desk
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
  addWritingV1(app, desk)
  addWritingV2(app, desk)
  if (generation.hasThirdVersion) {
    addRoutesV3(app, desk)
    addWritingV3(app, desk)
    addPermissionRoutes(app, desk)
    app.options('/api', () => jsonAnswer(applicationVersion(generation)))
  }
  addRoutesV1(app, desk)
  addRoutesV2(app, desk)
  for (const pattern of ['/:table', '/:table/:id', '/:table/:id/:attribute']) {
    app.on(['PUT', 'PATCH', 'DELETE'], `/api/:version{v[12]}${pattern}`, (context) => unknownMethod(context, desk))
  }
  addFileRoutes(app, desk)
  if (generation.importer !== null) addImportRoute(app, desk, generation.importer)
  addDownloadRoute(app, desk)
  addRefusals(app, desk)
  return app
}

function openDesk(options: ServerAppOptions): Desk {
  const now = options.now ?? (() => new Date())
  const tokens = createTokenRegister((options.tokenMinutes ?? 120) * 60_000, now)
  const generation = GENERATIONS[options.generation ?? NEWEST]
  const accounts = createAccountRegister(options.accounts)
  const rights = createRights(accounts.guest, options.isLocked ?? false)
  return createDesk({
    content: options.content,
    accounts,
    rights,
    tokens,
    now,
    baseUrl: options.baseUrl,
    generation,
  })
}

/** What is answered to everything that is no route, and to every refusal. */
function addRefusals(app: Hono, desk: Desk): void {
  const { refusal } = desk.generation
  const asked = ({ req }: Context): RefusedRequest => ({
    path: req.path,
    filter: req.query('q'),
    origin: desk.originOf(req.raw),
    isGuest: desk.accountOf(req.raw) === desk.accounts.guest,
    isScript: req.header('x-requested-with') === 'XMLHttpRequest',
  })
  app.notFound((context) =>
    context.req.path.startsWith('/api/')
      ? unknownRouteAnswer(404, refusal, asked(context))
      : context.redirect('/login', 302),
  )
  app.onError((error, context) => refusalAnswer(error, refusal, asked(context)))
}

function applicationVersion({ version, buildDate }: Generation): JsonValue {
  const [day = '', time = ''] = buildDate.split(' ')
  return { app: { version, buildDate: `${day}T${time}:00Z` } }
}
