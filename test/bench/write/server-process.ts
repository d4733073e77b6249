// The sample server in a process of its own, which tells on request how long it held anything up.
import { serve } from '@hono/node-server'
import { createSampleServer } from '@main/sample-server'
import type { AddressInfo } from 'node:net'
import { watchHoldUp } from './hold-up'

const watch = watchHoldUp()
const { app } = createSampleServer({ snpCount: 50, samplesPerSnp: 5 })
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
  process.send?.({ address: `http://127.0.0.1:${String(port)}` })
})
process.on('message', () => process.send?.(watch.take()))
process.on('disconnect', () => process.exit())
