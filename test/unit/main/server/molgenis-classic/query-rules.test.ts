import { needsRules, toRules } from '@main/server/molgenis-classic/rows/query-rules'
import type { Condition, FilterNode, Operator } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { madeUpTable } from './made-up-table'

const condition = (attribute: string, operator: Operator, ...values: string[]): Condition => ({
  kind: 'condition',
  id: attribute,
  attribute,
  operator,
  values,
  isOff: false,
})
const query = (joint: 'and' | 'or', ...children: FilterNode[]) => ({
  search: '',
  node: children.length === 1 && children[0] ? children[0] : group(joint, children),
})
const group = (joint: 'and' | 'or', children: FilterNode[]): FilterNode => ({
  kind: 'group',
  id: 'g',
  joint,
  isOff: false,
  children,
})
const rules = (...children: FilterNode[]) => toRules(query('and', ...children), madeUpTable)

describe('query rules', () => {
  it('are needed only for what RSQL cannot write and what applies', () => {
    expect(needsRules(query('and', condition('string', 'equals', `a"b`)), true)).toBe(false)
    expect(needsRules(query('and', condition('string', 'equals', `a"b'c`)), true)).toBe(true)
    expect(needsRules(query('and', { ...condition('string', 'equals', `a"b'c`), isOff: true }), true)).toBe(false)
    expect(needsRules({ node: null, search: `"'` }, true)).toBe(true)
    expect(needsRules(query('and', condition('Date of birth', 'equals', 'a')), true)).toBe(true)
    expect(needsRules(query('and', condition('SNP_ID#1', 'equals', 'a')), true)).toBe(false)
    const contains = query('and', condition('string', 'contains', 'a'))
    expect([needsRules(contains, true), needsRules(contains, false)]).toEqual([false, true])
  })

  it.each<[Operator, string[], unknown]>([
    ['equals', ['a'], { operator: 'EQUALS', value: 'a' }],
    ['less', ['1'], { operator: 'LESS', value: '1' }],
    ['less-or-equal', ['1'], { operator: 'LESS_EQUAL', value: '1' }],
    ['greater', ['1'], { operator: 'GREATER', value: '1' }],
    ['greater-or-equal', ['1'], { operator: 'GREATER_EQUAL', value: '1' }],
    ['contains', ['a'], { operator: 'LIKE', value: 'a' }],
    ['search', ['a'], { operator: 'SEARCH', value: 'a' }],
    ['in', ['a', 'b'], { operator: 'IN', value: ['a', 'b'] }],
    ['range', ['1', '2'], { operator: 'RANGE', value: ['1', '2'] }],
    ['empty', [], { operator: 'EQUALS' }],
  ])('write %s', (operator, values, expected) => {
    expect(rules(condition('int', operator, ...values))).toEqual([{ field: 'int', ...(expected as object) }])
  })

  it('keep each denial in a nest of its own', () => {
    const not = (rule: object) => ({
      operator: 'NESTED',
      nestedRules: [{ operator: 'NOT' }, { field: 'string', ...rule }],
    })
    expect(rules(condition('string', 'not-equals', 'a'))).toEqual([not({ operator: 'EQUALS', value: 'a' })])
    expect(rules(condition('string', 'not-contains', 'a'))).toEqual([not({ operator: 'LIKE', value: 'a' })])
    expect(rules(condition('string', 'not-empty'))).toEqual([not({ operator: 'EQUALS' })])
    expect(rules(condition('string', 'not-in', 'a', 'b'))).toEqual([
      {
        operator: 'NESTED',
        nestedRules: [
          not({ operator: 'EQUALS', value: 'a' }),
          { operator: 'AND' },
          not({ operator: 'EQUALS', value: 'b' }),
        ],
      },
    ])
  })

  it('deny a long list as one, which RSQL cannot say', () => {
    const ids = Array.from({ length: 51 }, (_, index) => `x${index}`)
    expect(toRules(query('and', condition('xstring', 'not-in', ...ids)), madeUpTable)).toEqual([
      { operator: 'NESTED', nestedRules: [{ operator: 'NOT' }, { field: 'xstring', operator: 'IN', value: ids }] },
    ])
    expect(needsRules(query('and', condition('xstring', 'not-in', ...ids)), true)).toBe(true)
    expect(needsRules(query('and', condition('xstring', 'not-in', ...ids.slice(1))), true)).toBe(false)
    expect(needsRules(query('and', condition('xstring', 'in', ...ids)), true)).toBe(false)
  })

  it('take lists that are too long for a form, of which servers would read nothing', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, at) => `sample ${at} größer`)
    expect(needsRules(query('and', condition('xstring', 'in', ...ids(20_000))), true)).toBe(false)
    expect(needsRules(query('and', condition('xstring', 'in', ...ids(60_000))), true)).toBe(true)
  })

  it('count quotes as they go into a form', () => {
    const values = Array.from({ length: 40_000 }, (_, at) => `'''''''''''''''${at}`)
    expect(needsRules(query('and', condition('xstring', 'in', ...values)), true)).toBe(true)
  })

  it('join groups by their own joint, and the search with the rest', () => {
    const a = condition('string', 'equals', 'a')
    const made = toRules(
      { ...query('or', a, condition('date', 'range', '2020-01-01', '2020-12-31')), search: 'words' },
      madeUpTable,
    )
    expect(made).toEqual([
      { operator: 'SEARCH', value: 'words' },
      { operator: 'AND' },
      {
        operator: 'NESTED',
        nestedRules: [
          { field: 'string', operator: 'EQUALS', value: 'a' },
          { operator: 'OR' },
          {
            operator: 'NESTED',
            nestedRules: [
              { field: 'date', operator: 'GREATER_EQUAL', value: '2020-01-01' },
              { operator: 'AND' },
              { field: 'date', operator: 'LESS_EQUAL', value: '2020-12-31' },
            ],
          },
        ],
      },
    ])
    expect(toRules({ node: null, search: '' }, madeUpTable)).toEqual([])
  })

  it('refuse a condition without a value', () => {
    for (const operator of ['equals', 'in', 'not-in', 'range'] as const) {
      expect(() => rules(condition('int', operator))).toThrow(
        expect.objectContaining({ code: 'query.invalid', facts: { attribute: 'int' } }),
      )
    }
  })
})
