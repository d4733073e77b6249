// The engine counts what a count of the cells themselves gives, for every type, filter and set of bars.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { binConditions } from '@shared/query/distribution/bin-conditions'
import { countCells } from '@shared/query/distribution/count-cells'
import { hasAxis, type Distribution } from '@shared/query/distribution/distribution'
import { emptyQuery, type Query } from '@shared/query/query'
import type { Table } from '@shared/table/table'
import { cellId, type Cell, type ReferenceCell } from '@shared/table/table-slice'
import { anyFilter } from '../contract/any-filter'
import { column, condition, query, table as tableOf } from '../support/sample-table'
import { allTypes, seeded } from '../support/engine/all-types'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

let engine: TestEngine
let copy: CopyRef
let table: Table

beforeAll(async () => {
  engine = await startTestEngine()
  const [main] = allTypes(300, seeded(23)).tables
  if (!main) throw new Error('There is no table.')
  table = main.table
  copy = (await engine.copyOf(table, [main.page])).copy
})
afterAll(() => engine.close())

const ask = (asked: Query, name: string, binCount: number, bins: Parameters<typeof countCells>[1]['bins'] = null) =>
  engine.engine.ask('view.distribution', { copy, query: asked, column: name, binCount, bins })

async function expected(asked: Query, name: string, binCount: number): Promise<Distribution> {
  const found = table.columns.find((each) => each.name === name)
  if (!found) throw new Error(name)
  const { data } = await engine.engine.ask('view.rows', {
    copy,
    query: { ...asked, columns: [name] },
    offset: 0,
    limit: 1000,
  })
  const cells = data[0] ?? []
  return countCells(found, { binCount, bins: null }, cells, { totalCount: cells.length, coverage: { kind: 'all' } })
}

/** Of equal values the order, and of several labels the one, are not promised. */
const settled = (one: Distribution): Distribution =>
  one.kind === 'histogram' ? one : { ...one, values: one.values.map((value) => ({ ...value, label: '' })) }

test('the engine and the cells agree', async () => {
  const { data, columns } = await engine.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 0, limit: 1000 })
  const texts = (cells: readonly Cell[]) =>
    cells.flatMap((cell) => (Array.isArray(cell) ? cell.map(({ id }: ReferenceCell) => id) : [cellId(cell)]))
  const held = new Map(
    columns.map((name, at) => [name, [...new Set(texts(data[at] ?? []))].filter((text) => text !== '')]),
  )
  const filters = anyFilter(table, held)
  const names = fc.constantFrom(...table.columns.map(({ name }) => name))
  await fc.assert(
    fc.asyncProperty(filters, names, fc.integer({ min: 1, max: 60 }), async (filter, name, binCount) => {
      const asked = { ...emptyQuery(), filter }
      expect(settled(await ask(asked, name, binCount))).toEqual(settled(await expected(asked, name, binCount)))
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('a bar counts the rows that its conditions give', async () => {
  for (const { name } of table.columns.filter(({ type }) => hasAxis(type))) {
    const found = await ask(emptyQuery(), name, 12)
    if (found.kind !== 'histogram') throw new Error(name)
    for (const [at, bin] of found.bins.entries()) {
      const asked = query({}, ...binConditions(bin).map(({ operator, values }) => condition(name, operator, ...values)))
      expect(await engine.engine.ask('view.count', { copy, query: asked }), `${name} ${bin.from}`).toBe(
        found.counts[at],
      )
    }
    const again = await ask(emptyQuery(), name, 1, [...found.bins])
    expect(again).toEqual(found)
  }
})

test('what is beyond the bars asked for is counted apart', async () => {
  const bins = [{ from: '0', to: '9', isClosed: true }]
  const found = await ask(emptyQuery(), 'i', 1, bins)
  const whole = await ask(emptyQuery(), 'i', 1)
  if (found.kind !== 'histogram' || whole.kind !== 'histogram') throw new Error('No histogram.')
  expect((found.counts[0] ?? 0) + found.outsideCount).toBe(whole.counts[0])
  await expect(ask(emptyQuery(), 'i', 1, [...bins, { from: '11', to: '12', isClosed: true }])).rejects.toMatchObject({
    code: 'input.invalid',
  })
})

test('a row that names another twice counts once for it', async () => {
  const target = {
    ...{ tableId: 'Person', tableLabel: 'Person', idColumn: 'key', labelColumn: 'name' },
    idType: 'string' as const,
  }
  const visits = tableOf('Visits', [column('id'), column('others', 'references', { target })])
  const [ann, bo] = [
    { key: 'a', name: 'Ann' },
    { key: 'b', name: 'Bo' },
  ]
  const made = await engine.copyOfRows(visits, [
    { id: '1', others: [ann, ann, bo] },
    { id: '2', others: [ann] },
    { id: '3', others: [] },
  ])
  const found = await engine.engine.ask('view.distribution', {
    copy: made,
    query: emptyQuery(),
    column: 'others',
    binCount: 1,
    bins: null,
  })
  expect(found).toMatchObject({
    totalCount: 3,
    missingCount: 1,
    values: [
      { id: 'a', label: 'Ann', count: 2 },
      { id: 'b', label: 'Bo', count: 1 },
    ],
  })
})

test('infinite numbers and a table without rows are no trouble', async () => {
  const shares = tableOf('Shares', [column('id'), column('share', 'decimal'), column('big', 'long')])
  const none = await engine.copyOfRows(shares, [])
  const empty = await engine.engine.ask('view.distribution', {
    copy: none,
    query: emptyQuery(),
    column: 'share',
    binCount: 10,
    bins: null,
  })
  expect(empty).toMatchObject({ bins: [], counts: [], totalCount: 0, missingCount: 0 })
  const longs = await engine.copyOfRows(
    shares,
    [-9223372036854775808n, 9223372036854775807n, 0n, 9007199254740993n].map((big, at) => ({ id: `${at}`, big })),
  )
  const wide = await engine.engine.ask('view.distribution', {
    copy: longs,
    query: emptyQuery(),
    column: 'big',
    binCount: 40,
    bins: null,
  })
  if (wide.kind !== 'histogram') throw new Error('No histogram.')
  expect(wide.counts.reduce((sum, count) => sum + count, 0)).toBe(4)
  expect([wide.min, wide.max]).toEqual(['-9223372036854775808', '9223372036854775807'])
})
