// The client of the engine's process: pairing, cancelling, and what happens when the process is gone.
import { describe, expect, test } from 'vitest'
import { EngineClient, type EngineProcess } from '@main/dataset/engine-client'
import type { CopyRef, FromEngine, ToEngine } from '@main/engine/messages'
import { emptyQuery } from '@shared/query/query'

const copy: CopyRef = { kind: 'job', jobId: 'j' }
const question = { copy, query: emptyQuery() }

class FakeProcess implements EngineProcess {
  readonly sent: ToEngine[] = []
  isKilled = false
  private listen: (message: FromEngine) => void = () => undefined
  private exit: () => void = () => undefined

  send(message: ToEngine): void {
    this.sent.push(message)
  }
  onMessage(listen: (message: FromEngine) => void): void {
    this.listen = listen
  }
  onExit(listen: () => void): void {
    this.exit = listen
  }
  kill(): void {
    this.isKilled = true
    this.exit()
  }
  say(message: FromEngine): void {
    this.listen(message)
  }
  crash(): void {
    this.exit()
  }
  get asked(): Extract<ToEngine, { kind: 'ask' }>[] {
    return this.sent.filter((message) => message.kind === 'ask')
  }
}

function startClient() {
  const processes: FakeProcess[] = []
  let restarts = 0
  const client = new EngineClient({
    folder: '/datasets',
    startProcess: () => {
      const process = new FakeProcess()
      processes.push(process)
      return process
    },
    onRestart: () => (restarts += 1),
  })
  const last = (): FakeProcess => {
    const process = processes.at(-1)
    if (!process) throw new Error('No process was started.')
    return process
  }
  return { client, processes, last, restarts: () => restarts }
}

describe('the client', () => {
  test('starts the process with the first question and pairs answers by number', async () => {
    const { client, processes, last } = startClient()
    expect(processes).toHaveLength(0)
    const one = client.ask('view.count', question)
    const two = client.ask('view.count', question)
    expect(last().sent[0]).toEqual({ kind: 'start', folder: '/datasets' })
    const [first, second] = last().asked
    last().say({ kind: 'answer', id: second?.id ?? 0, value: 2 })
    last().say({ kind: 'answer', id: first?.id ?? 0, value: 1 })
    expect([await one, await two]).toEqual([1, 2])
    expect(processes).toHaveLength(1)
  })

  test('passes on failures with their code and facts, and progress', async () => {
    const { client, last } = startClient()
    const seen: unknown[] = []
    const answer = client.ask('csv.write', { ...question, filePath: '/x' }, { onProgress: (each) => seen.push(each) })
    const id = last().asked[0]?.id ?? 0
    last().say({ kind: 'progress', id, progress: { doneCount: 5, totalCount: 9 } })
    last().say({ kind: 'failure', id, error: { code: 'disk.full', message: 'Full.', facts: { path: '/x' } } })
    await expect(answer).rejects.toMatchObject({ code: 'disk.full', message: 'Full.', facts: { path: '/x' } })
    expect(seen).toEqual([{ doneCount: 5, totalCount: 9 }])
  })

  test('sends a cancel when the signal fires, and asks nothing when it has fired before', async () => {
    const { client, last, processes } = startClient()
    await expect(client.ask('view.count', question, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(processes).toHaveLength(0)
    const controller = new AbortController()
    const answer = client.ask('view.count', question, { signal: controller.signal })
    const id = last().asked[0]?.id ?? 0
    controller.abort()
    expect(last().sent.at(-1)).toEqual({ kind: 'cancel', id })
    last().say({ kind: 'failure', id, error: { code: 'cancelled', message: 'Cancelled.', facts: {} } })
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('a process that crashes', () => {
  test('is started again; questions that only read are asked once more, others fail', async () => {
    const { client, processes, last, restarts } = startClient()
    const reading = client.ask('view.count', question)
    const writing = client.ask('csv.write', { ...question, filePath: '/x' })
    last().crash()
    await expect(writing).rejects.toMatchObject({ code: 'engine.stopped' })
    expect(processes).toHaveLength(2)
    expect(restarts()).toBe(1)
    expect(last().asked.map(({ name }) => name)).toEqual(['view.count'])
    last().say({ kind: 'answer', id: last().asked[0]?.id ?? 0, value: 7 })
    expect(await reading).toBe(7)
  })

  test('twice over one question fails it', async () => {
    const { client, last } = startClient()
    const reading = client.ask('view.count', question)
    last().crash()
    last().crash()
    await expect(reading).rejects.toMatchObject({ code: 'engine.stopped' })
  })

  test('is not started again once the client is closed', async () => {
    const { client, processes, last } = startClient()
    const reading = client.ask('view.count', question)
    client.close()
    await expect(reading).rejects.toMatchObject({ code: 'engine.stopped' })
    expect(last().isKilled).toBe(true)
    expect(processes).toHaveLength(1)
    await expect(client.ask('view.count', question)).rejects.toMatchObject({ code: 'engine.stopped' })
  })

  test('gives up on an engine that ends again and again, until it is asked once more', async () => {
    const { client, processes, last } = startClient()
    const asked = client.ask('view.count', question)
    last().crash()
    last().crash()
    await expect(asked).rejects.toMatchObject({ code: 'engine.stopped' })
    last().crash()
    const started = processes.length
    expect(started).toBe(3)
    const again = client.ask('view.count', question)
    expect(processes.length).toBe(started + 1)
    last().say({ kind: 'answer', id: last().asked[0]?.id ?? 0, value: 7 })
    expect(await again).toBe(7)
  })
})
