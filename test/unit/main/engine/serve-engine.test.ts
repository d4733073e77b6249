// The engine behind a port, asked through the client as the application does it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EngineClient } from '@main/dataset/engine-client'
import type { FromEngine, ToEngine } from '@main/engine/messages'
import { serveEngine } from '@main/engine/serve-engine'
import { emptyQuery } from '@shared/query/query'
import { table, column } from '../../../support/sample-table'

let folder: string
let close: () => Promise<void>
let client: EngineClient

/** A port whose messages are cloned on the way, as between processes. */
function startPair() {
  let toEngine: (message: ToEngine) => void = () => undefined
  let fromEngine: (message: FromEngine) => void = () => undefined
  close = serveEngine({
    send: (message) => fromEngine(structuredClone(message)),
    onMessage: (listen) => (toEngine = listen),
  })
  client = new EngineClient({
    folder,
    startProcess: () => ({
      send: (message) => toEngine(structuredClone(message)),
      onMessage: (listen) => (fromEngine = listen),
      onExit: () => undefined,
      kill: () => undefined,
    }),
    onRestart: () => undefined,
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-test-'))
  startPair()
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true, force: true })
})

test('questions, answers and errors cross the port as data', async () => {
  const empty = table('T', [column('id')])
  const { mkdir, writeFile } = await import('node:fs/promises')
  await mkdir(join(folder, '.work/j/pages'), { recursive: true })
  await writeFile(join(folder, '.work/j/pages/0.json'), '{"total":1,"items":[{"id":"a"}]}')
  expect(await client.ask('page.convert', { jobId: 'j', offset: 0, table: empty })).toEqual({
    rowCount: 1,
    totalCount: 1,
  })
  expect(await client.ask('copy.build', { jobId: 'j', table: empty })).toMatchObject({ rowCount: 1, duplicateIds: [] })
  const copy = { kind: 'job', jobId: 'j' } as const
  const numbers = await client.ask('view.numbers', {
    copy,
    query: emptyQuery(),
    columns: ['id'],
    labelColumn: null,
    maxRows: 10,
  })
  expect(numbers.values[0]).toBeInstanceOf(Float64Array)
  await expect(
    client.ask('view.count', { copy: { kind: 'job', jobId: 'other' }, query: emptyQuery() }),
  ).rejects.toMatchObject({ code: 'dataset.missing' })
})

test('a cancelled question ends as cancelled', async () => {
  const controller = new AbortController()
  const copy = { kind: 'job', jobId: 'j' } as const
  const answer = client.ask('view.count', { copy, query: emptyQuery() }, { signal: controller.signal })
  controller.abort()
  await expect(answer).rejects.toMatchObject({
    code: expect.stringMatching(/^(cancelled|dataset\.missing)$/) as string,
  })
})
