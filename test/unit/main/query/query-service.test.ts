// Questions find their source and can be cancelled.
import { QueryService } from '@main/query/query-service'
import type { RowSource } from '@main/server/row-source'
import { emptyQuery } from '@shared/query/query'
import type { DatasetId } from '@shared/table/table'
import { sampleServerId } from '@shared/server/server-profile'
import { expect, it } from 'vitest'

const answering = (answer: number) => ({ count: () => Promise.resolve(answer) }) as unknown as RowSource
const waiting = {
  count: (_query: unknown, signal: AbortSignal) =>
    new Promise((_done, fail) =>
      signal.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError'))),
    ),
} as unknown as RowSource

const live = { kind: 'live', serverId: sampleServerId, tableId: 'ASE' } as const
const offline = { kind: 'offline', datasetId: 'd1' as DatasetId } as const
const count = (source: RowSource, signal: AbortSignal) => source.count(emptyQuery(), signal)

it('asks the server or the copy', async () => {
  const queries = new QueryService({ live: () => answering(1), offline: () => answering(2) })
  expect([await queries.ask(live, 'a', count), await queries.ask(offline, 'b', count)]).toEqual([1, 2])
})

it('cancels by request id, and a second question under the same id cancels the first', async () => {
  const queries = new QueryService({ live: () => waiting, offline: () => answering(2) })
  const first = queries.ask(live, 'a', count)
  expect(await queries.ask(offline, 'a', count)).toBe(2)
  await expect(first).rejects.toThrow('aborted')
  const second = queries.ask(live, 'c', count)
  queries.cancel('c')
  await expect(second).rejects.toThrow('aborted')
})

it('cancels all that is out when it closes', async () => {
  const queries = new QueryService({ live: () => waiting, offline: () => waiting })
  const questions = [queries.ask(live, 'a', count), queries.ask(offline, 'b', count)]
  queries.close()
  expect((await Promise.allSettled(questions)).map((one) => one.status)).toEqual(['rejected', 'rejected'])
})
