// Blocks of rows: read when near the view, cancelled when scrolled past, kept, and renewed with a new question.
import { AppError } from '@shared/errors/app-error'
import type { TableSlice } from '@shared/table/table-slice'
import { BlockReader, cellOf, type RowHandle } from '@renderer/table/rows/block-reader'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { numberedSlice } from './table-fixtures'

type Asked = {
  id: string
  block: number
  answer(slice?: TableSlice): Promise<void>
  fail(error: Error): Promise<void>
}

function open(total = 1_500_000) {
  const asked: Asked[] = []
  const cancelled: string[] = []
  const failures: unknown[] = []
  const fresh: number[] = []
  let number = 0
  const reader = new BlockReader(
    {
      nextId: () => `q${++number}`,
      cancel: (id) => cancelled.push(id),
      read: (offset, limit, id) =>
        new Promise((resolve, reject) => {
          const settle = async (act: () => void) => {
            act()
            await Promise.resolve()
            await Promise.resolve()
          }
          asked.push({
            id,
            block: offset / limit,
            answer: (slice = numberedSlice(['id', 'a'], offset, limit, total)) => settle(() => resolve(slice)),
            fail: (error: Error) => settle(() => reject(error)),
          })
        }),
    },
    {
      onFresh: (count) => fresh.push(count),
      onBlock: () => undefined,
      onFailure: (error) => failures.push(error),
    },
  )
  const delivered = new Map<number, readonly RowHandle[]>()
  const want = (block: number) => reader.want(block, (rows) => delivered.set(block, rows))
  const last = () => asked.at(-1) as Asked
  return { reader, asked, cancelled, failures, fresh, delivered, want, last }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('BlockReader', () => {
  it('reads the first block of a question and delivers it from what it keeps', async () => {
    const { reader, last, fresh, delivered, want } = open()
    reader.ask(0)
    await last().answer()
    expect(fresh).toEqual([1_500_000])
    want(0)
    const row = delivered.get(0)?.[7] as RowHandle
    expect([cellOf(row, 'id'), cellOf(row, 'a'), cellOf(row, 'unread')]).toEqual(['7', 'a 7', undefined])
    expect(reader.rowAt(99)?.index).toBe(99)
    expect(reader.rowAt(100)).toBeUndefined()
  })

  it('cancels a block that was scrolled past and reads it again when it comes back', async () => {
    const { reader, asked, cancelled, delivered, want, last } = open()
    reader.ask(0)
    await last().answer()
    reader.look(5000, 5040)
    want(50)
    vi.advanceTimersByTime(100)
    const passed = last()
    expect(passed.block).toBe(50)
    reader.look(900_000, 900_040)
    expect(cancelled).toEqual([passed.id])
    await passed.answer()
    expect(delivered.has(50)).toBe(false)
    reader.look(5000, 5040)
    vi.advanceTimersByTime(100)
    expect(asked.filter(({ block }) => block === 50)).toHaveLength(2)
    await last().answer()
    expect(delivered.get(50)).toHaveLength(100)
  })

  it('asks nothing for blocks that the view flies past', async () => {
    const { reader, asked, want, last } = open()
    reader.ask(0)
    await last().answer()
    for (let row = 10_000; row < 1_000_000; row += 10_000) {
      reader.look(row, row + 40)
      want(row / 100)
      vi.advanceTimersByTime(10)
    }
    expect(asked).toHaveLength(1)
    vi.advanceTimersByTime(100)
    expect(asked.map(({ block }) => block)).toEqual([0, 9900])
  })

  it('has at most three blocks on their way, the nearest first', async () => {
    const { reader, asked, want, last } = open()
    reader.ask(0)
    await last().answer()
    reader.look(150, 450)
    for (const block of [1, 2, 3, 4, 5]) want(block)
    expect(asked).toHaveLength(4)
    await last().answer()
    expect(asked).toHaveLength(5)
  })

  it('keeps the rows of the question before until the first rows of the new one are there', async () => {
    const { reader, last, want, delivered, asked, cancelled } = open()
    reader.ask(0)
    await last().answer()
    reader.ask(0)
    const lead = last()
    expect([reader.isLeading, reader.shownRound, reader.rowAt(3)?.index]).toEqual([true, 1, 3])
    want(1)
    expect(asked).toHaveLength(2)
    reader.ask(0)
    expect(cancelled).toEqual([lead.id])
    await lead.answer(numberedSlice(['id'], 0, 100, 5))
    expect(reader.totalCount).toBe(1_500_000)
    await last().answer(numberedSlice(['id'], 0, 100, 21))
    expect([reader.totalCount, reader.shownRound, reader.round]).toEqual([21, 3, 3])
    want(0)
    expect(delivered.get(0)).toHaveLength(21)
  })

  it('begins at the top when the new answer is shorter than the place that was in view', async () => {
    const { reader, last, fresh } = open()
    reader.ask(90_000)
    expect(last().block).toBe(900)
    await last().answer(numberedSlice(['id'], 90_000, 100, 21))
    expect(last().block).toBe(0)
    await last().answer(numberedSlice(['id'], 0, 100, 21))
    expect(fresh).toEqual([21])
  })

  it('stops after a failure until it is told to try again, and says nothing of a cancelled read', async () => {
    const { reader, last, failures, asked, want, delivered } = open()
    reader.ask(0)
    await last().answer()
    want(1)
    await last().fail(new AppError('network.timeout', 'Too slow.'))
    expect(failures).toHaveLength(1)
    want(2)
    expect(asked).toHaveLength(2)
    reader.look(100, 140)
    reader.retry()
    for (const ask of asked.slice(2)) await ask.answer()
    expect([...delivered.keys()].sort()).toEqual([1, 2])
    reader.ask(0)
    await last().fail(new AppError('cancelled', 'Cancelled.'))
    expect(failures).toHaveLength(1)
  })

  it('forgets the blocks that were not needed for longest', async () => {
    const { reader, last, want } = open()
    reader.ask(0)
    await last().answer()
    for (let block = 1; block <= 320; block += 1) {
      reader.look(block * 100, block * 100 + 40)
      want(block)
      await last().answer()
    }
    expect(reader.rowAt(0)).toBeUndefined()
    expect(reader.rowAt(32_050)?.index).toBe(32_050)
  })
})
