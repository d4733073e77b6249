// The sample server on loopback, for tests, benchmarks and people: `npm run sample-server -- --port 8080`.
import { serve, type ServerType } from '@hono/node-server'
import { BareStatusResponse } from './bare-status'
import { readCliArguments, type CliArguments } from './cli-arguments'
import { NEWEST } from './generation'
import { createSampleServer } from './index'

const HOST = '127.0.0.1'

function start(args: CliArguments): void {
  const { port, generation, ...options } = args
  const { app } = createSampleServer({ ...options, generation })
  const serverOptions = { ServerResponse: BareStatusResponse }
  const server: ServerType = serve({ fetch: app.fetch, hostname: HOST, port, serverOptions }, (address) => {
    const { snpCount, samplesPerSnp, isLocked } = options
    const size = `${String(snpCount)} generated SNPs, ${String(samplesPerSnp)} samples each on average`
    const lock = isLocked ? ', guests refused' : ''
    const played = generation === NEWEST ? '' : `, generation ${generation}`
    process.stdout.write(`Sample server on http://${HOST}:${String(address.port)} (${size}${lock}${played})\n`)
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    fail(
      error.code === 'EADDRINUSE'
        ? `Port ${String(port)} is in use. Stop what listens there, or use --port 0 for any free port.`
        : `The sample server cannot listen on ${HOST}:${String(port)}: ${error.message}`,
    )
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0))
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 2
}

const reading = readCliArguments(process.argv.slice(2))
if (reading.ok) start(reading.value)
else fail(reading.message)
