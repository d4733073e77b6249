// The questions of a row source over a copy: windows, counts, positions, numbers, look-ups, search and cancelling.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type FilterNode, type Query } from '@shared/query/query'
import { sliceRows } from '@shared/table/table-slice'
import type { Table } from '@shared/table/table'
import { column, condition, group, query, table } from '../support/sample-table'
import type { WireRow } from '../support/engine/fake-server'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

const target = (labelColumn: string) => ({
  tableId: 'Person',
  tableLabel: 'Person',
  idColumn: 'key',
  labelColumn,
  idType: 'int' as const,
})

const people: Table = table('Visits', [
  column('id'),
  column('text'),
  column('html', 'html'),
  column('count', 'int'),
  column('big', 'long'),
  column('share', 'decimal'),
  column('done', 'bool'),
  column('day', 'date'),
  column('at', 'date-time'),
  column('person', 'reference', { target: target('name') }),
  column('others', 'references', { target: target('name') }),
])

const ann = { key: 7, name: 'Ann Bäcker' }
const bo = { key: 12, name: 'Bo, the "second"' }
const rows: WireRow[] = [
  { id: 'c', text: 'The quick brown foxes jumped', count: 5, share: 0.5, done: true, person: ann, others: [bo, ann] },
  { id: 'a', text: '12', count: -3, big: 9223372036854775807n, day: '2015-12-31', person: bo, others: [] },
  { id: 'B', text: '', share: 7.1708540619282e-14, done: false, at: '2015-12-31T22:59:59Z', others: [ann] },
  { id: 'd', text: 'naïve 50% a_b', html: '<p>run<b>ning</b></p>', count: 12, big: 5, day: '2016-01-01', others: [] },
]

let engine: TestEngine
let copy: CopyRef
beforeAll(async () => {
  engine = await startTestEngine()
  copy = await engine.copyOfRows(people, rows)
})
afterAll(() => engine.close())

const idsOf = async (asked: Query): Promise<unknown[]> => {
  const slice = await engine.engine.ask('view.rows', {
    copy,
    query: { ...asked, columns: ['id'] },
    offset: 0,
    limit: 100,
  })
  expect(await engine.engine.ask('view.count', { copy, query: asked })).toBe(slice.totalRowCount)
  return [...(slice.data[0] ?? [])]
}
const filtered = (...nodes: FilterNode[]) => idsOf(query({}, ...nodes))
const sorted = (attribute: string, direction: 'ascending' | 'descending') =>
  idsOf({ ...emptyQuery(), sort: [{ attribute, direction }] })

describe('windows', () => {
  test('give each cell the form that its type has', async () => {
    const slice = await engine.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 0, limit: 2 })
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
    const slice = await engine.engine.ask('view.rows', { copy, query: asked, offset: 1, limit: 5 })
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
    const slice = await engine.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 10, limit: 5 })
    expect(slice).toMatchObject({ rowCount: 0, totalRowCount: 4 })
    expect(slice.data.every((cells) => cells.length === 0)).toBe(true)
  })
})

describe('filters', () => {
  test('a missing value passes no comparison, and every denial', async () => {
    expect(await filtered(condition('count', 'not-equals', '5'))).toEqual(['a', 'B', 'd'])
    expect(await filtered(condition('done', 'not-equals', 'true'))).toEqual(['a', 'B', 'd'])
    expect(await filtered(condition('text', 'not-contains', 'quick'))).toEqual(['a', 'B', 'd'])
    expect(await filtered(condition('count', 'less', '6'))).toEqual(['c', 'a'])
  })

  test('empty text is a value, and no value is not', async () => {
    expect(await filtered(condition('text', 'empty'))).toEqual([])
    expect(await filtered(condition('html', 'empty'))).toEqual(['c', 'a', 'B'])
    expect(await filtered(condition('others', 'empty'))).toEqual(['a', 'd'])
    expect(await filtered(condition('others', 'not-empty'))).toEqual(['c', 'B'])
  })

  test('a list has an element, or has none such', async () => {
    expect(await filtered(condition('others', 'equals', '7'))).toEqual(['c', 'B'])
    expect(await filtered(condition('others', 'not-equals', '7'))).toEqual(['a', 'd'])
    expect(await filtered(condition('others', 'in', '12', '99'))).toEqual(['c'])
  })

  test('contains, begins and ends ignore case, and % and _ are signs like others', async () => {
    expect(await filtered(condition('text', 'contains', 'QUICK'))).toEqual(['c'])
    expect(await filtered(condition('text', 'contains', 'a_b'))).toEqual(['d'])
    expect(await filtered(condition('text', 'contains', 'qu%fox'))).toEqual([])
    expect(await filtered(condition('text', 'begins', 'the Q'))).toEqual(['c'])
    expect(await filtered(condition('text', 'ends', 'A_B'))).toEqual(['d'])
  })

  test('a denied group keeps the rows for which it does not hold, those without a value among them', async () => {
    const not = (node: FilterNode): FilterNode => ({ ...node, isNot: true }) as FilterNode
    expect(await filtered(not(group('and', condition('count', 'range', '0', '6'))))).toEqual(['a', 'B', 'd'])
    const either = group('or', condition('done', 'equals', 'true'), condition('text', 'begins', 'na'))
    expect(await filtered(not(either))).toEqual(['a', 'B'])
    expect(await filtered(not(group('and', not(either), condition('id', 'not-equals', 'a'))))).toEqual(['c', 'a', 'd'])
    expect(await filtered(not(group('and', condition('text', 'search', 'fox'))))).toEqual(['a', 'B', 'd'])
    expect(await filtered(not(group('and')))).toEqual(['c', 'a', 'B', 'd'])
  })

  test('whole numbers of 64 bits, days and instants compare exactly', async () => {
    expect(await filtered(condition('big', 'greater', '9223372036854775806'))).toEqual(['a'])
    expect(await filtered(condition('day', 'range', '2015-12-31', '2015-12-31'))).toEqual(['a'])
    expect(await filtered(condition('at', 'equals', '2015-12-31T23:59:59+01:00'))).toEqual(['B'])
  })

  test('groups nest, and what is switched off does not count', async () => {
    const off = { ...condition('count', 'equals', '5'), isOff: true }
    const either = group(
      'or',
      condition('count', 'equals', '12'),
      group('and', condition('done', 'equals', 'false'), off),
    )
    expect(await filtered(either)).toEqual(['B', 'd'])
  })

  test('thousands of values are as good as three', async () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `x${i}`)
    expect(await filtered(condition('id', 'in', ...ids, 'a', 'd'))).toEqual(['a', 'd'])
    expect(await filtered(condition('id', 'not-in', ...ids, 'a', 'd'))).toEqual(['c', 'B'])
  })

  test.each([
    [condition('count', 'equals', 'many'), 'query.invalid', 'count'],
    [condition('count', 'equals', '1.5'), 'query.invalid', 'count'],
    [condition('big', 'equals', '9223372036854775808'), 'query.invalid', 'big'],
    [condition('day', 'equals', '2015-02-30'), 'query.invalid', 'day'],
    [condition('at', 'less', 'yesterday'), 'query.invalid', 'at'],
    [condition('done', 'equals', 'maybe'), 'query.invalid', 'done'],
    [condition('nothing', 'equals', '1'), 'query.invalid', 'nothing'],
    [condition('text', 'greater', '1'), 'query.refused', 'text'],
    [condition('person.age', 'equals', '1'), 'query.refused', 'person.age'],
    [condition('id', 'in'), 'query.invalid', 'id'],
  ])('%o is refused at its attribute', async (node, code, attribute) => {
    const failure = await filtered(node).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code, facts: { attribute } })
  })

  test('a value is a value, whatever it says', async () => {
    for (const text of [`'; DROP TABLE rows; --`, `' OR '1'='1`, '$1', '"', '\\', '%']) {
      expect(await filtered(condition('id', 'equals', text))).toEqual([])
    }
    expect(await filtered()).toEqual(['c', 'a', 'B', 'd'])
  })
})

describe('text search', () => {
  const searched = (search: string) => idsOf({ ...emptyQuery(), search })

  test.each([
    ['fox jump', ['c']],
    ['NAIVE', ['d']],
    ['ran', []],
    ['run', ['d']],
    ['backer', ['c', 'B']],
    ['second bo', ['c', 'a']],
    ['12', ['c', 'a', 'd']],
    ['-3', ['a']],
    ['3', []],
    ['2015-12-31', ['a']],
    ['true', ['c']],
    ['7.1708540619282E-14', ['B']],
    ['...', []],
  ])('%s', async (words, ids) => {
    expect(await searched(words)).toEqual(ids)
  })

  test('words in one column: any of them', async () => {
    expect(await filtered(condition('text', 'search', 'foxes naive'))).toEqual(['c', 'd'])
  })

  test('with a search the denial keeps the rows without a value', async () => {
    const asked = query({ search: 'backer' }, condition('count', 'not-equals', '5'))
    expect(await idsOf(asked)).toEqual(['B'])
  })

  test('the label of a reference can be asked for, without what the copy lacks', async () => {
    expect(await filtered(condition('person.name', 'equals', 'Ann Bäcker'))).toEqual(['c'])
    expect(await filtered(condition('others.key', 'equals', '12'))).toEqual(['c'])
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
  const ask: TestEngine['engine']['ask'] = (name, input, options) => engine.engine.ask(name, input, options)

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
    const many = await engine.copyOfRows(
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
