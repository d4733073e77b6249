// The suite of questions to servers, for each kind of server that can be opened: every generation in the same process,
// and the newest over a socket too.
import { serve } from '@hono/node-server'
import { sampleServerId } from '@shared/server/server-profile'
import { GENERATION_NAMES, NEWEST, type GenerationName } from '@main/sample-server/generation'
import { createSampleServer } from '@main/sample-server/index'
import type { AddressInfo } from 'node:net'
import { createTestSessions } from '../support/test-sessions'
import { serverDialectContract } from './server-dialect.contract'
import type { StandIn, StandInOptions, Untold } from './stand-in'

/** What servers of a generation cannot tell, by the facts on them; see `Untold` for what follows from that. */
const cannotTell: Readonly<Partial<Record<GenerationName, readonly Untold[]>>> = {
  '1.14': ['whose-token-it-is', 'that-it-is-locked'],
  '2': ['whose-token-it-is', 'that-it-is-locked'],
  '4': ['whose-token-it-is', 'that-it-is-locked'],
  '6': ['whose-token-it-is', 'that-it-is-locked'],
}

const traitsOf = (generation: GenerationName) => ({
  cannotTell: cannotTell[generation] ?? [],
  namesHiddenTables: ['1.14', '2', '4', '6'].includes(generation),
  tableOfTables: generation === '1.14' ? 'entities' : 'sys_md_EntityType',
})

const size = { snpCount: 60, samplesPerSnp: 6, tokenMinutes: 120 }

for (const generation of GENERATION_NAMES) {
  serverDialectContract(`classic ${generation} in the same process`, (options: StandInOptions = {}) => {
    const sample = createSampleServer({ ...size, generation, ...options })
    const { sessions, announced } = createTestSessions({ sample, now: options.now })
    const close = () => Promise.resolve(sessions.close())
    const stand: StandIn = { ...traitsOf(generation), sessions, announced, serverId: sampleServerId, close }
    return Promise.resolve(stand)
  })
}

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
  return { ...traitsOf(NEWEST), sessions, announced, serverId, close }
})
