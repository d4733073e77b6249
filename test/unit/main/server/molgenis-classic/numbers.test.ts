import { emptyQuery, type Query } from '@shared/query/query'
import { throwIfCancelled } from '@shared/errors/app-error'
import { generationOf } from '@main/server/molgenis-classic/generations'
import { planQuery } from '@main/server/molgenis-classic/plan/query-plan'
import { readNumbers } from '@main/server/molgenis-classic/rows/numbers'
import { describe, expect, it } from 'vitest'
import { madeUpTable } from './made-up-table'

const never = new AbortController().signal

/** A table of so many rows: `string` holds the row's number, but nothing in each third row. */
function tableOf(total: number) {
  const asked: number[] = []
  const read = (_query: Query, _names: readonly string[] | null, window: { offset: number; limit: number }) => {
    asked.push(window.offset)
    const length = Math.max(0, Math.min(window.limit, total - window.offset))
    const items = Array.from({ length }, (_, at) => {
      const row = window.offset + at
      return {
        id: `r${row}`,
        int: row,
        ...(row % 3 === 2 ? {} : { string: String(row) }),
        reference: { code: 'c', name: `L${row}` },
      }
    })
    return Promise.resolve({ items, total })
  }
  const plan = (query: Query, signal: AbortSignal) => {
    throwIfCancelled(signal)
    return planQuery(query, madeUpTable, generationOf('10.2.4'), () => Promise.resolve([]))
  }
  return { reader: { table: madeUpTable, read, plan }, asked }
}

const request = { columns: ['int', 'string'], labelColumn: null, maxRows: 100_000 }

describe('numbers of a table', () => {
  it('are read in pages of 1,000 to the end, missing ones counted', async () => {
    const { reader, asked } = tableOf(2500)
    const numbers = await readNumbers(reader, emptyQuery(), request, never)
    expect(asked).toEqual([0, 1000, 2000])
    expect(numbers).toMatchObject({ shownCount: 2500, totalCount: 2500, missingCount: 833, choice: 'all' })
    expect([...(numbers.values[1] ?? [])].slice(0, 4)).toEqual([0, 1, NaN, 3])
    expect(numbers.ids[2499]).toBe('r2499')
    expect(numbers.labels[0]).toBe('r0')
  })

  it('end at the number of rows wanted, and say so', async () => {
    const { reader, asked } = tableOf(2500)
    const numbers = await readNumbers(
      reader,
      emptyQuery(),
      { ...request, labelColumn: 'reference', maxRows: 1500 },
      never,
    )
    expect(asked).toEqual([0, 1000])
    expect(numbers).toMatchObject({ shownCount: 1500, totalCount: 2500, choice: 'first' })
    expect(numbers.labels[7]).toBe('L7')
  })

  it('of a search end where the index of the server ends', async () => {
    const { reader } = tableOf(12_000)
    const numbers = await readNumbers(reader, { ...emptyQuery(), search: 'x' }, request, never)
    expect(numbers).toMatchObject({ shownCount: 10_000, totalCount: 12_000, choice: 'first' })
  })

  it('of no rows are none, and unknown columns are refused', async () => {
    const { reader } = tableOf(0)
    expect(await readNumbers(reader, emptyQuery(), request, never)).toMatchObject({
      shownCount: 0,
      missingCount: 0,
      choice: 'all',
    })
    await expect(readNumbers(reader, emptyQuery(), { ...request, columns: ['nosuch'] }, never)).rejects.toMatchObject({
      code: 'query.invalid',
      facts: { attribute: 'nosuch' },
    })
  })
})
