// Keeping a table: from pages of a server to a copy in its place, through all that may go wrong on the way.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery } from '@shared/query/query'
import { pageResponse, serverId } from '../support/engine/fake-server'
import { makeRows, metadata, startKeeping, type Keeping } from '../support/engine/keeping'
import { column, condition, query, table } from '../support/sample-table'

const never = new AbortController().signal

let run: Keeping
beforeEach(async () => {
  run = await startKeeping()
})
afterEach(() => run.close())

describe('a table that is kept', () => {
  test('has every row in the server’s order and all that is known of it', async () => {
    const task = await run.keep()
    expect(task).toMatchObject({ state: 'done', doneCount: 95, totalCount: 95, error: null })
    const dataset = await run.onlyDataset()
    expect(dataset).toMatchObject({
      serverId,
      serverName: 'Test server',
      serverAddress: 'https://server.example',
      userName: 'admin',
      rowCount: 95,
      table: metadata,
      query: emptyQuery(),
    })
    expect(dataset.sizeBytes).toBeGreaterThan(1000)
    expect(await run.rowsOf(dataset.id)).toEqual(makeRows(95))
    expect(JSON.parse(await readFile(join(run.engine.folder, dataset.id, 'manifest.json'), 'utf8'))).toEqual(dataset)
    expect(await run.leftInWork()).toEqual([])
  })

  test('is asked for in pages, each once, at most four at a time', async () => {
    await run.keep()
    expect([...run.server.asked].sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
    expect(run.server.mostAtOnce).toBeGreaterThan(1)
    expect(run.server.mostAtOnce).toBeLessThanOrEqual(4)
  })

  test('may be empty', async () => {
    run.server.rows = []
    expect(await run.keep()).toMatchObject({ state: 'done', doneCount: 0 })
    const { id } = await run.onlyDataset()
    expect(await run.datasets.source(id).rows(emptyQuery(), { offset: 0, limit: 5 }, never)).toMatchObject({
      data: [[], []],
      totalRowCount: 0,
    })
  })

  test('may be some columns of a part; the id always comes along', async () => {
    const asked = query({ columns: ['count'] }, condition('count', 'less', '5'))
    Object.assign(run.server, { table: table('ASE', [column('id'), column('count', 'int'), column('other')]) })
    run.server.pageHook = (page) => {
      expect(page.query.columns).toEqual(['id', 'count'])
      expect(page.query.filter).toEqual(asked.filter)
      return undefined
    }
    expect(await run.keep(asked)).toMatchObject({ state: 'done' })
    expect((await run.onlyDataset()).table.columns.map(({ name }) => name)).toEqual(['id', 'count'])
  })

  test('asked for twice at once is downloaded once', async () => {
    expect(run.datasets.keep(serverId, 'ASE', emptyQuery())).toBe(run.datasets.keep(serverId, 'ASE', emptyQuery()))
  })
})

describe('trouble on the way', () => {
  test('a page that breaks off, one that is cut off and a busy server are asked again', async () => {
    const broken = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"items":['))
        controller.error(new TypeError('terminated'))
      },
    })
    run.server.pageHook = ({ offset, attempt }) => {
      if (attempt > 1) return undefined
      if (offset === 10) return new Response(broken)
      if (offset === 20) return new Response('{"total":95,"items":[{"id"')
      if (offset === 30) throw new AppError('server.unavailable', 'Busy.')
      return undefined
    }
    expect(await run.keep()).toMatchObject({ state: 'done', doneCount: 95 })
    expect(await run.rowsOf((await run.onlyDataset()).id)).toEqual(makeRows(95))
  })

  test('a network that stays away fails the task; asked again, it goes on with the pages that it has', async () => {
    run.server.pageHook = ({ offset }) => {
      if (offset >= 50) throw new AppError('network.unreachable', 'No network.')
      return undefined
    }
    expect(await run.keep()).toMatchObject({ state: 'failed', error: { code: 'network.unreachable' } })
    expect(await run.datasets.list()).toEqual([])
    run.server.pageHook = () => undefined
    const before = run.server.asked.length
    expect(await run.keep()).toMatchObject({ state: 'done' })
    const again = run.server.asked.slice(before)
    expect(again.every((offset) => offset > 0)).toBe(true)
    expect(await run.rowsOf((await run.onlyDataset()).id)).toEqual(makeRows(95))
  })

  test('a token that dies pauses the task, which goes on at the same page after a sign-in', async () => {
    let isSignedIn = true
    run.server.pageHook = ({ offset }) => {
      if (offset === 40 && run.server.asked.filter((each) => each === 40).length === 1) isSignedIn = false
      if (!isSignedIn) throw new AppError('auth.expired', 'The session has ended.')
      return undefined
    }
    let signIns = 0
    run.server.signIn = async () => {
      signIns += 1
      expect(run.tasks.list()[0]?.state).toBe('waiting-for-sign-in')
      isSignedIn = true
    }
    expect(await run.keep()).toMatchObject({ state: 'done', doneCount: 95 })
    expect(signIns).toBe(1)
    expect(run.server.asked.filter((offset) => offset === 0)).toHaveLength(1)
  })

  test('a server’s refusal fails the task with the server’s words and leaves nothing behind', async () => {
    run.once(20, () => new Response('{"errors":[{"message":"No \'Read\' permission","code":"DS04"}]}'))
    expect(await run.keep()).toMatchObject({
      state: 'failed',
      error: { code: 'server.refused', facts: { serverWords: "No 'Read' permission" } },
    })
    expect(await run.leftInWork()).toEqual([])
    expect(await run.datasets.list()).toEqual([])
  })

  test('a table that changes meanwhile is read again from the start', async () => {
    run.once(50, () => {
      run.server.rows = makeRows(97)
      return undefined
    })
    expect(await run.keep()).toMatchObject({ state: 'done', doneCount: 97 })
    expect(run.seen.some(({ phase }) => phase.includes('changed'))).toBe(true)
    expect(await run.rowsOf((await run.onlyDataset()).id)).toEqual(makeRows(97))
  })

  test('a table that keeps changing is not kept', async () => {
    run.server.pageHook = ({ offset }) => {
      if (offset === 50) run.server.rows = makeRows(run.server.rows.length + 1)
      return undefined
    }
    expect(await run.keep()).toMatchObject({ state: 'failed', error: { code: 'dataset.changed' } })
    expect(await run.datasets.list()).toEqual([])
  })

  test('rows that moved between pages are noticed by an id that comes twice', async () => {
    run.server.pageHook = ({ offset }) => (offset === 20 ? pageResponse(makeRows(95).slice(19, 29), 95) : undefined)
    expect(await run.keep()).toMatchObject({ state: 'failed', error: { code: 'dataset.changed' } })
  })

  test('cancelled, it leaves nothing behind', async () => {
    const isAsked = new Promise<void>((resolve) => {
      run.server.pageHook = ({ offset }) => {
        if (offset !== 50) return undefined
        resolve()
        return new Promise(() => undefined)
      }
    })
    const taskId = run.datasets.keep(serverId, 'ASE', emptyQuery())
    await isAsked
    run.tasks.cancel(taskId)
    expect(await run.tasks.whenEnded(taskId)).toMatchObject({ state: 'cancelled', error: null })
    expect(await run.leftInWork()).toEqual([])
    expect(await run.datasets.list()).toEqual([])
  })
})
