// Servers behind sockets and session services for one test, closed after it.
import { serve } from '@hono/node-server'
import type { AppError } from '@shared/errors/app-error'
import { createSampleServer, type SampleServerOptions } from '@main/sample-server/index'
import type { AddressInfo } from 'node:net'
import { createTestSessions } from './test-sessions'

const closers: (() => Promise<unknown> | void)[] = []

/** Have something closed after the test. */
export const closeLater = (close: () => Promise<unknown> | void): void => void closers.push(close)

/** Close all that a test started, the last one first. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}

/** A sample server behind a socket. */
export async function startServer(options: SampleServerOptions = {}, port = 0) {
  const { app } = createSampleServer({ snpCount: 5, samplesPerSnp: 3, ...options })
  return new Promise<{ address: string; port: number; stop(): Promise<void> }>((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port: at }: AddressInfo) => {
      const stop = () =>
        new Promise<void>((done) => {
          server.close(() => done())
          if ('closeAllConnections' in server) server.closeAllConnections()
        })
      closeLater(stop)
      resolve({ address: `http://127.0.0.1:${String(at)}`, port: at, stop })
    })
  })
}

/** A session service. */
export function startSessions(options: Parameters<typeof createTestSessions>[0] = {}) {
  const made = createTestSessions(options)
  closeLater(() => made.sessions.close())
  return made
}

/** An account that may read. */
export const reader = { kind: 'password' as const, userName: 'reader', password: 'reader' }
/** The error code that a piece of work ends with; `none` when it succeeds. */
export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: AppError) => error.code,
  )
