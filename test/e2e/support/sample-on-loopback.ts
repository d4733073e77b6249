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
  /** Let time pass for the server. */
  passMinutes(minutes: number): void
  /** Stop listening, open connections included. */
  stop(): Promise<void>
}

/** Start a sample server on a free port, or on a given one. */
export async function startSample(options: SampleServerOptions & { port?: number } = {}): Promise<LoopbackServer> {
  let aheadMs = 0
  const asked: string[] = []
  const { app } = createSampleServer({ ...options, now: () => new Date(Date.now() + aheadMs) })
  const fetch = (request: Request): Response | Promise<Response> => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return app.fetch(request)
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
