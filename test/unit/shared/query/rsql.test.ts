// Writing filters as RSQL.
import type { FilterNode } from '@shared/query/query'
import { argument, toRsql } from '@shared/query/rsql'
import { describe, expect, it } from 'vitest'
import { column, condition, group, query, table } from '../../../support/sample-table'

const samples = table('T', [
  column('id'),
  column('n', 'int'),
  column('when', 'date-time'),
  column('day', 'date'),
  column('s'),
])
const write = (...children: Parameters<typeof query>[1][]) => toRsql(query({}, ...children), samples)

describe('toRsql', () => {
  it('answers null when every row passes', () => {
    expect(write()).toBeNull()
    expect(toRsql(query({ search: '  ' }, { ...condition('s', 'equals', 'x'), isOff: true }), samples)).toBeNull()
  })

  it('writes each operator', () => {
    const texts = [
      condition('s', 'equals', 'rs12460890'),
      condition('s', 'not-equals', 'a'),
      condition('s', 'in', 'a', 'b c'),
      condition('n', 'less', '-1'),
      condition('n', 'range', '1', '2'),
      condition('day', 'range', '2020-01-01', '2020-02-01'),
      condition('s', 'contains', 'x'),
      condition('s', 'not-contains', 'x'),
      condition('s', 'search', 'one two'),
      condition('s', 'empty'),
      condition('s', 'not-empty'),
    ].map((node) => write(node))
    expect(texts).toEqual([
      's==rs12460890',
      "s!=a,s==''",
      's=in=(a,"b c")',
      'n=lt=-1',
      'n=rng=(1,2)',
      'day=ge=2020-01-01;day=le=2020-02-01',
      's=like=x',
      "s=notlike=x,s==''",
      's=q="one two"',
      "s==''",
      "s!=''",
    ])
  })

  it('puts groups with another joint into parentheses and denials last', () => {
    expect(
      write(
        condition('s', 'not-equals', 'a'),
        group('or', condition('n', 'equals', '1'), condition('s', 'not-in', 'x', 'y')),
        condition('id', 'equals', 'r'),
      ),
    ).toBe("(s!=a,s=='');(n==1,(s!=x;s!=y),s=='');id==r")
    expect(write(condition('id', 'not-equals', 'a'), condition('n', 'less', '1'))).toBe('n=lt=1;id!=a')
  })

  it('turns a denied group inside out, with the rows that have no value', () => {
    const not = (node: FilterNode): FilterNode => (node.kind === 'group' ? { ...node, isNot: true } : node)
    const denied = not(group('and', condition('n', 'range', '1', '5'), condition('s', 'not-empty')))
    expect(write(denied)).toBe("n=lt=1,n=gt=5,n=='',s==''")
    expect(write(not(group('or', condition('s', 'equals', 'a'), condition('n', 'empty'))))).toBe("(s!=a,s=='');n!=''")
  })

  it('says of a condition that the language has no words for it', () => {
    for (const node of [condition('s', 'begins', 'rs'), condition('s', 'contains', '50%')]) {
      expect(() => write(node)).toThrow(expect.objectContaining({ code: 'query.refused', facts: { attribute: 's' } }))
    }
    expect(() => toRsql(query({ search: 'x' }, condition('s', 'contains', 'a')), samples)).toThrow('beside words')
  })

  it('leaves a query alone that is RSQL already', () => {
    expect(toRsql(query({ rsql: 's=like=a%,n!=1' }), samples)).toBe('s=like=a%,n!=1')
  })

  it('joins search and filter', () => {
    expect(
      toRsql(
        query({ search: 'liver cell' }, group('or', condition('n', 'equals', '1'), condition('n', 'equals', '2'))),
        samples,
      ),
    ).toBe('*=q="liver cell";(n==1,n==2)')
  })

  it('refuses what RSQL cannot write, naming the column', () => {
    expect(() => write(condition('s', 'equals', `5'3"`))).toThrow(
      expect.objectContaining({ code: 'query.invalid', facts: { attribute: 's' } }),
    )
    expect(() => write(condition('s', 'in'))).toThrow(expect.objectContaining({ code: 'query.invalid' }))
  })
})

describe('argument', () => {
  it('quotes only where it must', () => {
    expect(
      ['plain', 'ünï', 'a b', 'a"b', "a'b", 'or', 'a,b', '1.5e-7', 'a\\b'].map((text) => argument(text, null)),
    ).toEqual(['plain', 'ünï', '"a b"', `'a"b'`, `"a'b"`, '"or"', '"a,b"', '1.5e-7', '"a\\b"'])
  })
})
