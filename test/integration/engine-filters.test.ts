// Which rows of a copy pass a filter or a search.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type FilterNode, type Query } from '@shared/query/query'
import { startVisits, type Visits } from '../support/engine/visits'
import { condition, group, query } from '../support/sample-table'

let visits: Visits
beforeAll(async () => {
  visits = await startVisits()
})
afterAll(() => visits.close())

const idsOf = (asked: Query) => visits.idsOf(asked)
const filtered = (...nodes: FilterNode[]) => idsOf(query({}, ...nodes))

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

  test('many values of a list are found beforehand, whatever else is asked', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => `x${i}`)
    expect(await filtered(condition('others', 'in', ...ids, '7'))).toEqual(['c', 'B'])
    expect(await filtered(condition('others', 'in', ...ids))).toEqual([])
    expect(await filtered(condition('others', 'not-in', ...ids, '7'))).toEqual(['a', 'd'])
    expect(await filtered(condition('others', 'in', ...ids, '7'), condition('id', 'equals', 'B'))).toEqual(['B'])
    const sort = [{ attribute: 'id', direction: 'descending' as const }]
    const sorted = await idsOf(query({ sort }, condition('others', 'in', ...ids, '7')))
    expect([...sorted].sort()).toEqual(['B', 'c'])
    expect(sorted).toEqual((await idsOf(query({ sort }))).filter((id) => sorted.includes(id)))
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
