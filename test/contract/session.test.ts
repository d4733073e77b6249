// The session on every generation of servers that the built-in one plays, over loopback.
import { serve } from '@hono/node-server'
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { createSampleServer } from '@main/sample-server/index'
import { openSession } from '@main/session/client/open-session'
import type { AddressInfo } from 'node:net'
import { hasty } from '../support/test-sessions'
import { sessionContract, type SessionStand } from './session.contract'

/** Without deletion by list, an id that cannot stand in an address cannot be deleted. */
const withoutLists = ['1.14', '2']

for (const generation of GENERATION_NAMES) {
  sessionContract(generation, async (): Promise<SessionStand> => {
    const { app } = createSampleServer({ snpCount: 20, samplesPerSnp: 2, generation })
    const listening = await new Promise<{ port: number; close(): Promise<void> }>((resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
        resolve({ port, close: () => new Promise((done) => server.close(() => done())) })
      })
    })
    const address = `http://127.0.0.1:${String(listening.port)}`
    const session = await openSession({ address, fetch, patience: hasty })
    return {
      session,
      lacks: [
        ...(withoutLists.includes(generation) ? (['any-id-deleted'] as const) : []),
        ...(generation === '1.14' ? (['importer'] as const) : []),
      ],
      close: () => listening.close(),
    }
  })
}
