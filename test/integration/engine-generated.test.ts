// Filters that no recording has: the engine over copies and the built-in server's own evaluator give the same rows in
// the same order, or both refuse. `RSQL_RUNS` asks for more of them, `RSQL_ROWS_SEED` for other rows.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { ServerRefusal } from '@main/sample-server/model/server-refusal'
import type { TableCatalogue, TableModel } from '@main/sample-server/model/table-model'
import { runQuery } from '@main/sample-server/query/run-query'
import type { SortOrder } from '@main/sample-server/query/row-order'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery } from '@shared/query/query'
import { cellId } from '@shared/table/table-slice'
import { allTypes, seeded } from '../support/engine/all-types'
import { anyRsql } from '../support/engine/any-rsql'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

const runs = Number(process.env['RSQL_RUNS'] ?? '500')
const rowsSeed = Number(process.env['RSQL_ROWS_SEED'] ?? '7')

let engine: TestEngine
let copy: CopyRef
let references: CopyRef[]
let catalogue: TableCatalogue
let main: TableModel

beforeAll(async () => {
  engine = await startTestEngine()
  const made = allTypes(120, seeded(rowsSeed))
  const copies: CopyRef[] = []
  for (const { table, page } of made.tables) copies.push((await engine.copyOf(table, [page])).copy)
  const [first, ...others] = copies
  const model = made.tables[0]?.model
  if (!first || !model) throw new Error('There is no table.')
  copy = first
  references = others
  catalogue = made.catalogue
  main = model
})
afterAll(() => engine.close())

function ofServer(rsql: string, sort: readonly SortOrder[]): readonly string[] | 'refused' {
  try {
    const { rows } = runQuery(catalogue, main, { rsql, sort, start: 0, num: 1000 })
    return rows.map((row) => String(main.value(row, 'id')))
  } catch (error) {
    if (error instanceof ServerRefusal) return 'refused'
    throw error
  }
}

async function ofEngine(rsql: string, sort: readonly SortOrder[]): Promise<readonly string[] | 'refused'> {
  const keys = sort.map(({ attribute, direction }) => ({
    attribute,
    direction: direction === 'ASC' ? ('ascending' as const) : ('descending' as const),
  }))
  const query = { ...emptyQuery(), rsql, sort: keys, columns: ['id'] }
  try {
    const slice = await engine.engine.ask('view.rows', { copy, references, query, offset: 0, limit: 1000 })
    return (slice.data[0] ?? []).map(cellId)
  } catch (error) {
    if (error instanceof AppError && /^query\./.test(error.code)) return 'refused'
    throw error
  }
}

const sorts = fc.array(
  fc.record<SortOrder>({
    attribute: fc.constantFrom('i', 'l', 'd', 's', 'b', 'dt', 'ts', 'e', 'x', 'm', 'c', 'cm', 'id'),
    direction: fc.constantFrom('ASC', 'DESC'),
  }),
  { maxLength: 2 },
)

test(
  'any filter finds the same rows in the same order, or is refused by both',
  async () => {
    const counts = { answered: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(anyRsql, sorts, async (rsql, sort) => {
        const expected = ofServer(rsql, sort)
        if (expected === 'refused') counts.refused += 1
        else if (expected.length > 0) counts.answered += 1
        expect(await ofEngine(rsql, sort)).toEqual(expected)
      }),
      { numRuns: runs },
    )
    // A test of refusals and of empty answers alone would prove nothing.
    expect(counts.answered).toBeGreaterThan(runs / 10)
    expect(counts.refused).toBeGreaterThan(runs / 20)
  },
  60_000 + runs * 100,
)
