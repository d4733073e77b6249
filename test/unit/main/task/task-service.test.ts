// Tasks: what they show of their work, how they end, and how often they speak.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { taskHandlers } from '@main/task/task-handlers'
import { TaskService, type TaskHandle } from '@main/task/task-service'
import { AppError } from '@shared/errors/app-error'
import type { Task } from '@shared/task/task'

const spec = { kind: 'export', title: 'Exporting a.csv', phase: 'Starting', serverId: null } as const

let announced: Task[]
let removed: unknown[]
let nowMs: number
let reported: unknown[]
let tasks: TaskService

beforeEach(() => {
  vi.useFakeTimers()
  announced = []
  removed = []
  reported = []
  nowMs = 0
  tasks = new TaskService({
    announce: (name, payload) => {
      if (name === 'task.changed') announced.push(payload as Task)
      else removed.push(payload)
    },
    nowMs: () => nowMs,
    report: (error) => reported.push(error),
  })
})
afterEach(() => vi.useRealTimers())

/** A task whose work the test itself does. */
function startByHand() {
  let finish: (error?: Error) => void = () => undefined
  const handles: TaskHandle[] = []
  const id = tasks.start(spec, (given) => {
    handles.push(given)
    return new Promise((resolve, reject) => {
      finish = (error) => (error === undefined ? resolve({ filePath: '/a.csv' }) : reject(error))
      given.signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')))
    })
  })
  const [handle] = handles
  if (!handle) throw new Error('The work did not start.')
  return { id, handle, finish: (error?: Error) => finish(error) }
}

describe('a task', () => {
  test('starts as running, and ends as done with what it has made', async () => {
    const { id, finish } = startByHand()
    expect(tasks.list()).toMatchObject([{ id, state: 'running', doneCount: 0, endedAtIso: null }])
    finish()
    expect(await tasks.whenEnded(id)).toMatchObject({ state: 'done', filePath: '/a.csv', error: null })
    expect(announced.map(({ state }) => state)).toEqual(['running', 'done'])
    expect(tasks.get(id).endedAtIso).not.toBeNull()
  })

  test('that fails carries its error as data', async () => {
    const { id, finish } = startByHand()
    finish(new AppError('disk.full', 'Full.', { facts: { path: '/a' } }))
    expect(await tasks.whenEnded(id)).toMatchObject({
      state: 'failed',
      error: { code: 'disk.full', message: 'Full.', facts: { path: '/a' } },
    })
    expect(reported).toEqual([])
  })

  test('that fails with what nobody foresaw is reported', async () => {
    const { id, finish } = startByHand()
    const surprise = new TypeError('oops')
    finish(surprise)
    expect(await tasks.whenEnded(id)).toMatchObject({ state: 'failed', error: { code: 'internal' } })
    expect(reported).toEqual([surprise])
  })

  test('that is cancelled ends as cancelled, without an error', async () => {
    const { id } = startByHand()
    tasks.cancel(id)
    expect(await tasks.whenEnded(id)).toMatchObject({ state: 'cancelled', error: null })
  })

  test('shows that it waits for a sign-in', async () => {
    const { id, handle } = startByHand()
    let signIn: () => void = () => undefined
    const waiting = handle.whileWaitingForSignIn(() => new Promise<void>((resolve) => (signIn = resolve)))
    expect(tasks.get(id).state).toBe('waiting-for-sign-in')
    signIn()
    await waiting
    expect(tasks.get(id).state).toBe('running')
  })

  test('measures rate and rest', () => {
    const { id, handle } = startByHand()
    handle.update({ doneCount: 0, totalCount: 1000 })
    nowMs = 1000
    handle.update({ doneCount: 200 })
    expect(tasks.get(id)).toMatchObject({ ratePerSecond: 200, remainingMs: 4000 })
    nowMs = 2000
    handle.update({ doneCount: 600 })
    expect(tasks.get(id)).toMatchObject({ ratePerSecond: 300, remainingMs: (400 / 300) * 1000 })
  })

  test('speaks at most eight times a second, and says the last word', () => {
    const { handle } = startByHand()
    for (let count = 1; count <= 1000; count += 1) {
      nowMs = count
      handle.update({ doneCount: count })
    }
    vi.advanceTimersByTime(200)
    expect(announced.length).toBeLessThanOrEqual(10)
    expect(announced.at(-1)?.doneCount).toBe(1000)
  })

  test('tells at once that it does something else now', () => {
    const { handle } = startByHand()
    handle.update({ phase: 'Writing' })
    expect(announced.at(-1)?.phase).toBe('Writing')
  })
})

describe('the calls', () => {
  test('list the newest first, dismiss what has ended, and show its file', async () => {
    const shown: string[] = []
    const handlers = taskHandlers(tasks, (path) => shown.push(path))
    const first = startByHand()
    const second = startByHand()
    expect(handlers['task.list']().map(({ id }) => id)).toEqual([second.id, first.id])
    expect(() => handlers['task.dismiss']({ taskId: first.id })).toThrow(AppError)
    expect(() => handlers['task.showFile']({ taskId: first.id })).toThrow(AppError)
    first.finish()
    await tasks.whenEnded(first.id)
    handlers['task.showFile']({ taskId: first.id })
    expect(shown).toEqual(['/a.csv'])
    handlers['task.dismiss']({ taskId: first.id })
    expect(removed).toEqual([{ id: first.id }])
    expect(handlers['task.list']().map(({ id }) => id)).toEqual([second.id])
  })

  test('cancel, and the end of the program waits for it', async () => {
    const { id } = startByHand()
    await tasks.close()
    expect(tasks.get(id).state).toBe('cancelled')
    expect(tasks.isBusy).toBe(false)
  })
})
