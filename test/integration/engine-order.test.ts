// Filters under an order: of few rows these are sorted, of many the order of the whole table is gone through.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import type { SortKey } from '@shared/query/query'
import { column, condition, query, table } from '../support/sample-table'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

const measured = table('Measured', [column('id'), column('depth', 'int'), column('kind', 'enum')])
const rows = Array.from({ length: 25_000 }, (_, at) => ({
  id: `r${String((at * 7919) % 25_000).padStart(5, '0')}`,
  ...(at % 10 === 0 ? {} : { depth: (at * 331) % 1000 }),
  kind: ['case', 'control'][at % 2],
}))

let engine: TestEngine
let copy: CopyRef
beforeAll(async () => {
  engine = await startTestEngine()
  copy = await engine.copyOfRows(measured, rows)
})
afterAll(() => engine.close())

const byDepth: SortKey[] = [{ attribute: 'depth', direction: 'descending' }]
/** Rows without a value come first downwards; ties go by id. */
const inOrder = (passes: (depth: number | null) => boolean) =>
  rows
    .map(({ id, depth = null }: { id: string; depth?: number | null }) => ({ id, depth }))
    .filter(({ depth }) => passes(depth))
    .sort((one, other) => (other.depth ?? Infinity) - (one.depth ?? Infinity) || (one.id < other.id ? -1 : 1) || 0)
    .map(({ id }) => id)

test.each([
  ['few', 'less', '5', (depth: number | null) => depth !== null && depth < 5],
  ['one', 'equals', '500', (depth: number | null) => depth === 500],
  ['many', 'less', '950', (depth: number | null) => depth !== null && depth < 950],
  ['many, missing values among them', 'not-equals', '7', (depth: number | null) => depth !== 7],
  ['none', 'less', '-1', () => false],
] as const)('%s rows come in their order', async (_, operator, value, passes) => {
  const wanted = inOrder(passes)
  for (const offset of [0, Math.max(0, wanted.length - 50)]) {
    const asked = query({ sort: byDepth, columns: ['id'] }, condition('depth', operator, value))
    const slice = await engine.engine.ask('view.rows', { copy, query: asked, offset, limit: 50 })
    expect(slice.totalRowCount).toBe(wanted.length)
    expect(slice.data[0]).toEqual(wanted.slice(offset, offset + 50))
  }
})

test('all rows do, and the next order is another one', async () => {
  const asked = query({ sort: [{ attribute: 'kind', direction: 'ascending' }, ...byDepth], columns: ['kind', 'depth'] })
  const slice = await engine.engine.ask('view.rows', { copy, query: asked, offset: 0, limit: 2000 })
  expect(new Set(slice.data[0])).toEqual(new Set(['case']))
  expect(slice.data[1]?.filter((depth) => depth === null)).toHaveLength(2000)
})
