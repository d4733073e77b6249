// Sign-in, sign-out, who am I, and which version this is.
import type { Hono } from 'hono'
import { sessionCookie, setSessionCookie } from '../access/session-register'
import { ServerRefusal } from '../model/server-refusal'
import { errorAnswer, jsonAnswer, textAnswer } from './answers'
import { jsonBody, parseObject } from './request-reading'
import type { Desk } from './desk'

/** Routes that answer everyone, on a locked server too. */
export function addSessionRoutes(app: Hono, desk: Desk): void {
  addSessions(app, desk)
  addSignIn(app, desk)
  addSignOut(app, desk)
  addContext(app, desk)
}

/** What older servers do with every request: open sessions, and hold up those who must change their password. */
function addSessions(app: Hono, desk: Desk): void {
  const { opensSessions, refusesStaleSessions, refusesOldPasswords } = desk.generation
  app.use('*', async (context, next) => {
    const request = context.req.raw
    const isFree = /^\/(?:api\/v1\/(?:login|logout)|api\/v2\/version|login|account\/.*)$/.test(context.req.path)
    const account = desk.accountOf(request)
    const cookie = sessionCookie(request)
    const isStale = cookie !== undefined && account === desk.accounts.guest
    if (refusesStaleSessions && isStale && !isFree && context.req.path.startsWith('/api/')) {
      return new Response(null, { status: 401 })
    }
    if (!refusesOldPasswords && account.mustChangePassword && !isFree) {
      return context.redirect('/account/password/change', 302)
    }
    await next()
    if (!opensSessions || isFree || account === desk.accounts.guest) return undefined
    if (cookie !== undefined && desk.sessions.usernameOf(cookie) === account.username) return undefined
    context.res.headers.append('set-cookie', setSessionCookie(desk.sessions.open(account.username)))
    return undefined
  })
}

function addSignIn(app: Hono, desk: Desk): void {
  app.post('/api/v1/login', async (context) => {
    const body = parseObject(await jsonBody(context.req.raw))
    const given = [body.get('username'), body.get('password')]
    const texts = given.flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value] : []))
    const [username, password] = texts
    if (username === undefined || password === undefined) {
      const blanks = given.slice(texts.length)
      return errorAnswer(
        400,
        blanks.map(() => ({ message: desk.generation.refusal.blankText })),
      )
    }
    const account = desk.accounts.signIn(username, password)
    if (account === undefined) throw new ServerRefusal(401, 'Bad credentials')
    if (account.isActive === false) throw new ServerRefusal(401, 'User is disabled')
    if (account.mustChangePassword && desk.generation.refusesOldPasswords) {
      throw new ServerRefusal(
        401,
        'Unable to log in because a password reset is required. Sign in to the website to reset your password.',
      )
    }
    return jsonAnswer({ token: desk.tokens.issue(account), username: account.username })
  })
}

function addSignOut(app: Hono, desk: Desk): void {
  const methods = desk.generation.signsOutByAnyMethod ? ['GET', 'POST', 'PUT', 'DELETE'] : ['POST']
  app.on(methods, '/api/v1/logout', (context) => {
    const token = desk.tokenOf(context.req.raw)
    if (token === undefined) {
      throw new ServerRefusal(
        400,
        'Missing molgenis token. Token should either be present in the x-molgenis-token request header or the ' +
          'molgenis-token parameter.',
      )
    }
    if (!desk.tokens.revoke(token)) throw new ServerRefusal(404, 'Invalid token')
    const cookie = sessionCookie(context.req.raw)
    if (cookie !== undefined) desk.sessions.close(cookie)
    return new Response(null, { status: 200 })
  })
}

function addContext(app: Hono, desk: Desk): void {
  const { version, buildDate, hasContext } = desk.generation
  app.get('/api/v2/version', () => jsonAnswer({ buildDate, molgenisVersion: version }))

  app.get('/app-ui-context', (context, next) => {
    if (!hasContext) return next()
    const account = desk.accountOf(context.req.raw)
    const isGuest = account === desk.accounts.guest
    return jsonAnswer({
      logoTopMaxHeight: 150,
      navBarLogo: '/img/Logo_Blue_Small.png',
      menu: { id: 'main', label: 'Home', items: isGuest ? [HOME] : [HOME, PLUGINS, USER_ACCOUNT] },
      loginHref: '/login',
      helpLink: { label: 'Help', href: 'https://molgenis.gitbook.io/molgenis/' },
      authenticated: !isGuest,
      email: account.email,
      username: account.username,
      roles: account.roles,
      showCookieWall: false,
      version,
      buildDate,
      selectedTheme: '/@molgenis-ui/molgenis-theme/dist/themes/mg-molgenis-blue-4.css',
    })
  })

  // Pages are for people; this one tells programs whether a token counts.
  app.get('/plugin/useraccount', (context) => {
    const isGuest = desk.accountOf(context.req.raw) === desk.accounts.guest
    return isGuest ? context.redirect('/login', 302) : pageOf('Account')
  })

  app.get('/login', () => pageOf('Sign in'))
}

const pageOf = (title: string) =>
  textAnswer(`<!doctype html><html><head><title>${title}</title></head><body></body></html>`, 'text/html;charset=UTF-8')

const HOME = { type: 'plugin', id: 'home', label: 'Home' }
const PLUGINS = {
  type: 'menu',
  id: 'plugins',
  label: 'Plugins',
  items: [{ type: 'plugin', id: 'feedback', label: 'Feedback' }],
}
const USER_ACCOUNT = { type: 'plugin', id: 'useraccount', label: 'Account' }
