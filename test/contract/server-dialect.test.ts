// The suite of questions to servers, for each kind of server that can be opened: in the same process and over a socket.
import { serve } from '@hono/node-server'
import { sampleServerId } from '@shared/server/server-profile'
import { createSampleServer } from '@main/sample-server/index'
import type { AddressInfo } from 'node:net'
import { createTestSessions } from '../support/test-sessions'
import { serverDialectContract, type StandIn, type StandInOptions } from './server-dialect.contract'

const size = { snpCount: 60, samplesPerSnp: 6, tokenMinutes: 120 }

serverDialectContract('classic in the same process', (options: StandInOptions = {}) => {
  const sample = createSampleServer({ ...size, ...options })
  const { sessions, announced } = createTestSessions({ sample, now: options.now })
  const close = () => Promise.resolve(sessions.close())
  return Promise.resolve({ sessions, announced, serverId: sampleServerId, close } satisfies StandIn)
})

serverDialectContract('classic over a socket', async (options: StandInOptions = {}) => {
  const { app } = createSampleServer({ ...size, ...options })
  const listening = await new Promise<{ port: number; close(): Promise<void> }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
      resolve({ port, close: () => new Promise((done) => server.close(() => done())) })
    })
  })
  const { sessions, settings, announced } = createTestSessions({ now: options.now })
  const serverId = sampleServerId.replace('sample', 'loopback') as typeof sampleServerId
  const address = `http://127.0.0.1:${String(listening.port)}`
  settings.setServers([
    { id: serverId, name: 'Loopback', address, signInKind: 'guest', userName: null, lastUsedAtIso: null },
  ])
  const close = () => {
    sessions.close()
    return listening.close()
  }
  return { sessions, announced, serverId, close }
})
