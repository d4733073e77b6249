// The sample server behind a socket, with a clock that the test moves and a plug that it can pull.
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createSampleServer, type SampleServerOptions } from '@main/sample-server/index'

/** A running sample server. */
export type LoopbackServer = {
  /** Such as `http://127.0.0.1:40123`. */
  readonly root: string
  /** The port and nothing else as the program names the server when no name is given. */
  readonly host: string
  /** Requests so far, as `GET /api/v2/ASE`, with the milliseconds they were asked at left out. */
  readonly asked: string[]
  /** Tokens that came with requests so far, each once. */
  readonly tokens: string[]
  /** Let time pass for the server. */
  passMinutes(minutes: number): void
  /** Stop listening, open connections included. */
  stop(): Promise<void>
}

type LoopbackOptions = SampleServerOptions & {
  port?: number
  /** Another password for `admin`, one that is found nowhere by chance. */
  adminPassword?: string
  /** Called as a request arrives, before it is answered, with a line such as `GET /api/v2/ASE?num=1`. */
  onRequest?: (line: string) => void
}

/** Start a sample server on a free port, or on a given one. */
export async function startSample(options: LoopbackOptions = {}): Promise<LoopbackServer> {
  let aheadMs = 0
  const asked: string[] = []
  const tokens: string[] = []
  const { app } = createSampleServer({ ...options, now: () => new Date(Date.now() + aheadMs) })
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    asked.push(`${request.method} ${pathname}`)
    options.onRequest?.(`${request.method} ${pathname}${search}`)
    const token = request.headers.get('x-molgenis-token')
    if (token !== null && !tokens.includes(token)) tokens.push(token)
    const isSignIn = pathname === '/api/v1/login' && options.adminPassword !== undefined
    return app.fetch(isSignIn ? await withRealPassword(request, options.adminPassword) : request)
  }
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch, hostname: '127.0.0.1', port: options.port ?? 0 }, () => resolve(started))
  })
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  let isStopped = false
  return {
    root: `http://${host}`,
    host,
    asked,
    tokens,
    passMinutes: (minutes) => {
      aheadMs += minutes * 60_000
    },
    stop: () =>
      new Promise((resolve) => {
        if (isStopped) return resolve()
        isStopped = true
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

/** The sample server's accounts have their names for passwords; the one that the test chose is exchanged for that. */
async function withRealPassword(request: Request, chosen: string | undefined): Promise<Request> {
  const { username, password } = (await request.json()) as { username: string; password: string }
  const real = username === 'admin' ? (password === chosen ? 'admin' : 'wrong') : password
  return new Request(request.url, {
    method: 'POST',
    headers: request.headers,
    body: JSON.stringify({ username, password: real }),
  })
}
