// Rows added, changed and deleted through the session and through staging, beside the loops that a script would use.
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { Figure } from './figure'
import type { ClientMessage, StepReport, Way } from './write/client-process'
import type { HoldUp } from './write/hold-up'

const root = process.cwd()
/** One row at a time is measured with so many rows, and holds for any number of them. */
const rowsOneByOne = 1_000

/** Figures for so many rows. */
export async function measureWrite(rowCount: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'write-bench-'))
  try {
    await buildProcesses(folder)
    const session = await run(folder, 'session', rowCount)
    const batches = await run(folder, 'batches', rowCount)
    const oneByOne = await run(folder, 'rows', rowsOneByOne)
    const staging = await run(folder, 'staging', rowCount)
    const label = `${String(Math.round(rowCount / 1000))} k rows`
    return [
      ...session.steps.filter(isShown).flatMap((step) => speeds(step, rowCount, label, batches, oneByOne)),
      memory('session', session, label, batches),
      ...holdUps('session', session.steps),
      ...holdUps('sample server under the session', session.server),
      ...holdUps('sample server under plain batches', batches.server),
      ...staging.steps
        .filter(isShown)
        .map((step) => speed(`${step.name}, ${label}`, step, rowCount, sentAs(step, batches), rowCount)),
      memory('staging', staging, label, batches),
      ...holdUps('staging', staging.steps),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type NamedHoldUp = HoldUp & { readonly name: string }
type Report = {
  readonly steps: readonly StepReport[]
  readonly server: readonly NamedHoldUp[]
  readonly peakMb: number
}

/** Bundles the two processes, so that a process holds nothing but what it runs. */
async function buildProcesses(folder: string): Promise<void> {
  const entry = (name: string) => join(root, 'test', 'bench', 'write', `${name}.ts`)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'src-shared'), '@main': join(root, 'src-main') } },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: {
        input: { server: entry('server-process'), client: entry('client-process') },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  })
}

/** One way of writing on a server of its own, both in processes of their own. */
async function run(folder: string, way: Way, rowCount: number): Promise<Report> {
  const server = fork(join(folder, 'server.mjs'))
  try {
    const { address } = await message<{ address: string }>(server)
    const client = fork(join(folder, 'client.mjs'), [way, address, String(rowCount)])
    const steps: StepReport[] = []
    const holdUps: NamedHoldUp[] = []
    await ask<HoldUp>(server)
    for (;;) {
      const told = await message<ClientMessage>(client)
      if ('step' in told) {
        steps.push(told.step)
        holdUps.push({ name: told.step.name, ...(await ask<HoldUp>(server)) })
      }
      client.send('go on')
      if ('peakMb' in told) return { steps, server: holdUps, peakMb: told.peakMb }
    }
  } finally {
    server.kill()
  }
}

const message = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The process ended with ${String(code)}.`))
    child.once('exit', ended)
    child.once('message', (value) => {
      child.off('exit', ended)
      resolve(value as T)
    })
  })

function ask<T>(child: ChildProcess): Promise<T> {
  const answer = message<T>(child)
  child.send('hold-up')
  return answer
}

const isShown = ({ name }: NamedHoldUp) => name !== 'clear up' && name !== 'delete again'

const perSecond = ({ ms }: StepReport, rowCount: number) => (rowCount / ms) * 1000
const stepOf = ({ steps }: Report, name: string) => steps.find((step) => step.name === name)

function speed(name: string, step: StepReport, rowCount: number, peer?: StepReport, peerRows = rowCount): Figure {
  const floor = peer && { name: 'plain batches', value: perSecond(peer, peerRows) }
  return { name, value: perSecond(step, rowCount), unit: 'rows/s', ...(floor ? { floor } : {}) }
}

function speeds(step: StepReport, rowCount: number, label: string, batches: Report, oneByOne: Report): Figure[] {
  const single = stepOf(oneByOne, step.name)
  const reading = stepOf(batches, `${step.name}, reading first`)
  const figure = (name: string, peer?: StepReport) => speed(`session: ${name}, ${label}`, step, rowCount, peer)
  return [
    figure(step.name, stepOf(batches, step.name)),
    ...(reading ? [figure(`${step.name}, peer reads first`, reading)] : []),
    ...(single ? [speed(`one row at a time: ${step.name}`, single, rowsOneByOne)] : []),
  ]
}

/** What of the plain loop a step of staging compares with: the sending. */
function sentAs({ name }: StepReport, batches: Report): StepReport | undefined {
  const plain = { 'send: add': 'add', 'send: change': 'change one attribute', 'send: delete': 'delete' }[name]
  return plain === undefined ? undefined : stepOf(batches, plain)
}

const memory = (way: string, { peakMb }: Report, label: string, batches: Report): Figure => ({
  name: `${way}: memory of the process at its highest, ${label}`,
  value: peakMb,
  unit: 'MB',
  floor: { name: 'plain batches', value: batches.peakMb },
})

const holdUps = (way: string, steps: readonly NamedHoldUp[]): Figure[] =>
  steps.filter(isShown).flatMap(({ name, p99Ms, maxMs }): Figure[] => [
    { name: `${way}: longest hold-up, ${name}`, value: maxMs, unit: 'ms' },
    { name: `${way}: hold-up (p99), ${name}`, value: p99Ms, unit: 'ms' },
  ])
