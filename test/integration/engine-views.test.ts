// The questions of a row source over a copy: windows, orders, positions, numbers, look-ups and cancelling.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { emptyQuery } from '@shared/query/query'
import { sliceRows } from '@shared/table/table-slice'
import { startVisits, type Visits } from '../support/engine/visits'
import { column, condition, query, table } from '../support/sample-table'

let visits: Visits
let copy: CopyRef
beforeAll(async () => {
  visits = await startVisits()
  copy = visits.copy
})
afterAll(() => visits.close())

const sorted = (attribute: string, direction: 'ascending' | 'descending') =>
  visits.idsOf({ ...emptyQuery(), sort: [{ attribute, direction }] })

describe('windows', () => {
  test('give each cell the form that its type has', async () => {
    const slice = await visits.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 0, limit: 2 })
    expect(slice).toMatchObject({ rowCount: 2, offset: 0, totalRowCount: 4 })
    expect(sliceRows(slice)[0]).toEqual({
      id: 'c',
      text: 'The quick brown foxes jumped',
      html: null,
      count: 5,
      big: null,
      share: 0.5,
      done: true,
      day: null,
      at: null,
      person: { id: '7', label: 'Ann Bäcker' },
      others: [
        { id: '12', label: 'Bo, the "second"' },
        { id: '7', label: 'Ann Bäcker' },
      ],
    })
    expect(sliceRows(slice)[1]).toMatchObject({ big: '9223372036854775807', day: '2015-12-31', text: '12', others: [] })
  })

  test('follow filter, order and columns of the query', async () => {
    const asked = query(
      { columns: ['count', 'id'], sort: [{ attribute: 'count', direction: 'descending' }] },
      condition('count', 'not-empty'),
    )
    const slice = await visits.engine.ask('view.rows', { copy, query: asked, offset: 1, limit: 5 })
    expect(slice).toEqual({
      columns: ['count', 'id'],
      data: [
        [5, -3],
        ['c', 'a'],
      ],
      rowCount: 2,
      offset: 1,
      totalRowCount: 3,
    })
  })

  test('past the end are empty', async () => {
    const slice = await visits.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 10, limit: 5 })
    expect(slice).toMatchObject({ rowCount: 0, totalRowCount: 4 })
    expect(slice.data.every((cells) => cells.length === 0)).toBe(true)
  })
})

describe('orders', () => {
  test('missing values come last ascending and first descending', async () => {
    expect(await sorted('count', 'ascending')).toEqual(['a', 'c', 'd', 'B'])
    expect(await sorted('count', 'descending')).toEqual(['B', 'd', 'c', 'a'])
  })

  test('text goes by code point, references by id, lists by their elements as text, ties by id', async () => {
    expect(await sorted('id', 'ascending')).toEqual(['B', 'a', 'c', 'd'])
    expect(await sorted('person', 'ascending')).toEqual(['c', 'a', 'B', 'd'])
    expect(await sorted('others', 'ascending')).toEqual(['c', 'B', 'a', 'd'])
    expect(await sorted('done', 'ascending')).toEqual(['B', 'c', 'a', 'd'])
    expect(await sorted('html', 'descending')).toEqual(['B', 'a', 'c', 'd'])
  })
})

describe('other questions', () => {
  const ask: Visits['engine']['ask'] = (name, input, options) => visits.engine.ask(name, input, options)

  test('one row by its id', async () => {
    const row = await ask('view.row', { copy, id: 'B' })
    expect(row && sliceRows(row)[0]).toMatchObject({ id: 'B', at: '2015-12-31T22:59:59Z', text: '' })
    expect(await ask('view.row', { copy, id: 'b' })).toBeNull()
  })

  test('the position of a row', async () => {
    const asked = query({ sort: [{ attribute: 'count', direction: 'ascending' }] }, condition('count', 'not-empty'))
    expect(await ask('view.position', { copy, query: asked, id: 'd' })).toBe(2)
    expect(await ask('view.position', { copy, query: asked, id: 'B' })).toBeNull()
    expect(await ask('view.position', { copy, query: emptyQuery(), id: 'B' })).toBe(2)
  })

  test('columns as numbers: text that is a number counts, all else is missing', async () => {
    const request = { columns: ['text', 'share'], labelColumn: 'person', maxRows: 100 }
    const numbers = await ask('view.numbers', { copy, query: emptyQuery(), ...request })
    expect(numbers).toEqual({
      columns: ['text', 'share'],
      values: [Float64Array.of(NaN, 12, NaN, NaN), Float64Array.of(0.5, NaN, 7.1708540619282e-14, NaN)],
      ids: ['c', 'a', 'B', 'd'],
      labels: ['Ann Bäcker', 'Bo, the "second"', 'B', 'd'],
      shownCount: 4,
      totalCount: 4,
      missingCount: 4,
      choice: 'all',
    })
  })

  test('more rows than a plot takes are sampled, the same each time', async () => {
    const many = await visits.copyOfRows(
      table('Many', [column('id'), column('v', 'int')]),
      Array.from({ length: 5000 }, (_, v) => ({ id: `r${String(v).padStart(4, '0')}`, v })),
    )
    const request = { copy: many, query: emptyQuery(), columns: ['v'], labelColumn: null, maxRows: 1000 }
    const sample = await ask('view.numbers', request)
    expect(sample).toMatchObject({ shownCount: 1000, totalCount: 5000, choice: 'sample', missingCount: 0 })
    const values = [...(sample.values[0] ?? [])]
    expect(values).toEqual([...new Set(values)].sort((a, b) => a - b))
    expect(await ask('view.numbers', request)).toEqual(sample)
    const mean = values.reduce((total, value) => total + value, 0) / values.length
    expect(Math.abs(mean - 2500)).toBeLessThan(150)
  })

  test('values and referenced rows by a part of their text', async () => {
    expect(await ask('view.lookUp', { copy, column: 'others', text: 'bä', limit: 10 })).toEqual([
      { id: '7', label: 'Ann Bäcker' },
    ])
    expect(await ask('view.lookUp', { copy, column: 'person', text: '', limit: 1 })).toEqual([
      { id: '7', label: 'Ann Bäcker' },
    ])
    expect(await ask('view.lookUp', { copy, column: 'text', text: '%', limit: 10 })).toEqual([
      { id: 'naïve 50% a_b', label: 'naïve 50% a_b' },
    ])
  })

  test('a question that is cancelled ends as cancelled, and one that waits for the same rows goes on', async () => {
    const asked = query({ sort: [{ attribute: 'text', direction: 'descending' }] })
    const controller = new AbortController()
    const cancelled = ask('view.count', { copy, query: asked }, { signal: controller.signal })
    const other = ask('view.count', { copy, query: asked })
    controller.abort()
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(await other).toBe(4)
  })

  test('a copy that is not there says so', async () => {
    const missing: CopyRef = { kind: 'job', jobId: 'nothing' }
    await expect(ask('view.count', { copy: missing, query: emptyQuery() })).rejects.toMatchObject({
      code: 'dataset.missing',
    })
    const outside: CopyRef = { kind: 'job', jobId: '../..' }
    await expect(ask('view.count', { copy: outside, query: emptyQuery() })).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })
})
