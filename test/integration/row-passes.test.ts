// Rows that are sieved in the program pass the same filters as in the engine.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { activeFilter, emptyQuery, type Group } from '@shared/query/query'
import { rowPasses } from '@shared/query/row-passes'
import type { Table } from '@shared/table/table'
import { cellId, sliceRows, type Row } from '@shared/table/table-slice'
import { anyFilter, type HeldValues } from '../contract/any-filter'
import { column, condition, query, table as tableOf } from '../support/sample-table'
import { allTypes, seeded } from '../support/engine/all-types'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

let engine: TestEngine
let copy: CopyRef
let table: Table
let rows: Row[]
let values: HeldValues

beforeAll(async () => {
  engine = await startTestEngine()
  const [main] = allTypes(120, seeded(11)).tables
  if (!main) throw new Error('There is no table.')
  table = main.table
  copy = (await engine.copyOf(table, [main.page])).copy
  rows = sliceRows(await engine.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 0, limit: 1000 }))
  values = new Map(table.columns.map(({ name }) => [name, textsOf(name)]))
})
afterAll(() => engine.close())

function textsOf(name: string): string[] {
  const texts = rows.flatMap((row) => {
    const cell = row[name] ?? null
    return Array.isArray(cell) ? cell.map(({ id }: { id: string }) => id) : [cellId(cell)]
  })
  return [...new Set(texts)].filter((text) => text !== '')
}

async function ofEngine(filter: Group): Promise<string[]> {
  const query = { ...emptyQuery(), filter, columns: ['id'] }
  const slice = await engine.engine.ask('view.rows', { copy, query, offset: 0, limit: 1000 })
  return (slice.data[0] ?? []).map(cellId)
}

const typeOf = (name: string) => table.columns.find((column) => column.name === name)?.type ?? 'string'

test('capitals are told from small letters sign by sign', async () => {
  const named = tableOf('Names', [column('id'), column('name')])
  const names = ['ΟΔΟΣ', 'ΟΔΟΣΑ', 'οδος', 'İzmir', 'izmir', 'STRASSE', 'Straße', 'Ǆep']
  const held = await engine.copyOfRows(
    named,
    names.map((name) => ({ id: name, name })),
  )
  for (const part of [...names, 'οσ', 'i', 'ß', 'ΟΣ', '\u0307']) {
    for (const operator of ['contains', 'not-contains', 'begins', 'ends'] as const) {
      const asked = condition('name', operator, part)
      const passing = names.filter((name) => rowPasses(asked, { cell: () => name, typeOf: () => 'string' }))
      const slice = await engine.engine.ask('view.rows', {
        copy: held,
        query: query({ columns: ['id'] }, asked),
        offset: 0,
        limit: 99,
      })
      expect([operator, part, passing.sort()]).toEqual([operator, part, (slice.data[0] ?? []).map(cellId).sort()])
    }
  }
})

test('any filter lets the same rows through', async () => {
  let answered = 0
  await fc.assert(
    fc.asyncProperty(anyFilter(table, values, { mayAsk: (operator) => operator !== 'search' }), async (filter) => {
      const active = activeFilter(filter)
      const passing = rows.filter(
        (row) => active === null || rowPasses(active, { cell: (name) => row[name] ?? null, typeOf }),
      )
      if (passing.length > 0) answered += 1
      expect(passing.map((row) => cellId(row['id'] ?? null)).sort()).toEqual((await ofEngine(filter)).sort())
    }),
    { numRuns: 500 },
  )
  expect(answered).toBeGreaterThan(200)
}, 60_000)
