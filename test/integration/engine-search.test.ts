// Words that are found in few values of a column, in many, and in all: each is looked up in another way, with one meaning.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { emptyQuery, type Query } from '@shared/query/query'
import { column, condition, query as asked, table } from '../support/sample-table'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

const target = {
  tableId: 'Person',
  tableLabel: 'Person',
  idColumn: 'key',
  labelColumn: 'name',
  idType: 'string',
} as const
const samples = table('Samples', [
  column('id'),
  column('note', 'text'),
  column('ratio', 'decimal'),
  column('donor', 'reference', { target }),
  column('carers', 'references', { target }),
])
const person = (number: number) => ({ key: `P${number}`, name: `person ${number}${number % 2 === 0 ? ' even' : ''}` })

// Row 7 has neither note nor people; the notes of all others are samples, two thirds of them of blood, one of a kind.
const rows = Array.from({ length: 60 }, (_, at) =>
  at === 7
    ? { id: `r${at}`, carers: [] }
    : {
        id: `r${at}`,
        ratio: at === 12 ? 9223372036854775807 : at === 13 ? 1e300 : at / 8,
        note: `${at % 3 === 0 ? 'tissue' : 'blood'} sample ${at}${at === 31 ? ' unique' : ''}`,
        donor: person(at),
        carers: at === 8 ? [] : [person(at + 100), person(at + 101)],
      },
)

let engine: TestEngine
let copy: CopyRef
beforeAll(async () => {
  engine = await startTestEngine()
  copy = await engine.copyOfRows(samples, rows)
})
afterAll(() => engine.close())

const found = (search: string) => foundBy({ ...emptyQuery(), search })

async function foundBy(query: Query): Promise<string[]> {
  const slice = await engine.engine.ask('view.rows', { copy, query, offset: 0, limit: 100 })
  const numbers = await engine.engine.ask('view.count', { copy, query })
  expect(numbers).toBe(slice.totalRowCount)
  return (slice.data[0] ?? []).map(String)
}
const those = (passes: (at: number) => boolean) => rows.flatMap(({ id }, at) => (at !== 7 && passes(at) ? [id] : []))

test('a word of all values finds the rows that have one', async () => {
  expect(await found('sample')).toEqual(those(() => true))
  expect(await found('PERSON')).toEqual(those(() => true))
})

test('a word of many values finds their rows', async () => {
  expect(await found('blood')).toEqual(those((at) => at % 3 !== 0))
  expect(await found('sample blood')).toEqual(those((at) => at % 3 !== 0))
  expect(await found('even')).toEqual(those(() => true))
})

test('a word of few values finds these, in the texts, the labels and the lists', async () => {
  expect(await found('unique')).toEqual(['r31'])
  expect(await found('person 41')).toEqual(['r41'])
  expect(await found('person 131')).toEqual(['r30', 'r31'])
  expect(await found('P131')).toEqual(['r30', 'r31'])
  expect(await found('nowhere')).toEqual([])
})

test('a number of any size finds the rows that hold it', async () => {
  expect(await found('9223372036854775807')).toEqual(['r12'])
  expect(await found('1e300')).toEqual(['r13'])
  expect(await found('-1e999')).toEqual([])
  expect(await found('1.375')).toEqual(['r11'])
})

test('lists hold one of few values, of many, or none of them', async () => {
  const people = (count: number) => Array.from({ length: count }, (_, at) => `P${120 + at}`)
  for (const count of [1, 4, 5, 60]) {
    const has = (at: number) => at !== 7 && at !== 8 && at + 101 >= 120 && at + 100 < 120 + count
    const one = rows.flatMap(({ id }, at) => (has(at) ? [id] : []))
    const none = rows.flatMap(({ id }, at) => (has(at) ? [] : [id]))
    expect(await foundBy(asked({}, condition('carers', 'in', ...people(count))))).toEqual(one)
    expect(await foundBy(asked({}, condition('carers', 'not-in', ...people(count))))).toEqual(none)
    for (const column of ['ratio', 'carers', 'carers.name']) {
      const spread = {
        copy,
        query: asked({}, condition('carers', 'in', ...people(count))),
        column,
        binCount: 10,
        bins: null,
      }
      expect((await engine.engine.ask('view.distribution', spread)).totalCount).toBe(one.length)
    }
  }
})

test('rows that lie apart come in the order of the query', async () => {
  const query = { ...emptyQuery(), search: 'tissue', sort: [{ attribute: 'id', direction: 'descending' as const }] }
  const slice = await engine.engine.ask('view.rows', { copy, query, offset: 2, limit: 5 })
  const wanted = those((at) => at % 3 === 0)
    .sort()
    .reverse()
    .slice(2, 7)
  expect(slice.data[0]).toEqual(wanted)
  expect(slice.data[1]).toEqual(wanted.map((id) => `tissue sample ${id.slice(1)}`))
})
