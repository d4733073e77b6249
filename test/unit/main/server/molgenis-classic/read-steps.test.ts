import type { RowWindow } from '@main/server/row-source'
import { readInSteps, readSteps } from '@main/server/molgenis-classic/rows/read-steps'
import { describe, expect, it } from 'vitest'

/** A server of rows 0, 1, 2 …, whose index still knows those that are gone. */
function serverOf(totals: readonly number[], isGone: (row: number) => boolean = () => false) {
  const asked: RowWindow[] = []
  const read = ({ offset, limit }: RowWindow) => {
    const total = totals[Math.min(asked.length, totals.length - 1)] ?? 0
    asked.push({ offset, limit })
    const length = Math.max(0, Math.min(limit, total - offset))
    const rows = Array.from({ length }, (_, at) => offset + at).filter((row) => !isGone(row))
    return Promise.resolve({ items: rows.map((id) => ({ id })), total })
  }
  return { read, asked }
}

const whole = { offset: 0, limit: 1_000 }

describe('rows in steps', () => {
  it('are read to the end of the rows', async () => {
    const { read, asked } = serverOf([25])
    const { items, total, isAll } = await readInSteps(read, whole, 10)
    expect([items.length, total, isAll]).toEqual([25, 25, true])
    expect(asked.map(({ offset }) => offset)).toEqual([0, 10, 20])
  })

  it('are read to the end of the window, the last step as far as it goes', async () => {
    const { read, asked } = serverOf([100])
    const { items, isAll } = await readInSteps(read, { offset: 5, limit: 15 }, 10)
    expect([items[0], items.length, isAll]).toEqual([{ id: 5 }, 15, false])
    expect(asked).toEqual([
      { offset: 5, limit: 10 },
      { offset: 15, limit: 5 },
    ])
  })

  it('go on by position behind a step that lacks rows', async () => {
    const { read } = serverOf([25], (row) => row === 3 || row === 12)
    const { items, isAll } = await readInSteps(read, whole, 10)
    expect([items.length, new Set(items.map(({ id }) => id)).size, isAll]).toEqual([23, 23, true])
  })

  it('end with a step that holds none, which is not the end of the rows', async () => {
    const { read, asked } = serverOf([35], (row) => row >= 10)
    expect(await readInSteps(read, whole, 10)).toMatchObject({ items: { length: 10 }, total: 35, isAll: false })
    expect(asked).toHaveLength(2)
  })

  it('follow a total that changes meanwhile', async () => {
    expect((await readInSteps(serverOf([15, 25]).read, whole, 10)).items).toHaveLength(25)
    const { read, asked } = serverOf([35, 20])
    expect(await readInSteps(read, whole, 10)).toMatchObject({ items: { length: 20 }, total: 20, isAll: true })
    expect(asked).toHaveLength(2)
  })

  it('tell the total also where there are none', async () => {
    const { read, asked } = serverOf([0])
    expect(await readInSteps(read, whole, 10)).toEqual({ items: [], total: 0, isAll: true })
    expect(await readInSteps(serverOf([7]).read, { offset: 50, limit: 10 }, 10)).toMatchObject({
      total: 7,
      isAll: true,
    })
    expect(asked).toHaveLength(1)
  })

  it('come with their position, and are not read before they are asked for', async () => {
    const { read, asked } = serverOf([25])
    const steps = readSteps(read, { offset: 2, limit: 20 }, 10)
    expect((await steps.next()).value).toMatchObject({ offset: 2, isAll: false })
    expect(asked).toHaveLength(1)
    expect((await steps.next()).value).toMatchObject({ offset: 12, isAll: false })
    expect((await steps.next()).done).toBe(true)
  })
})
