// The database's way with filters: three-valued logic, patterns, and rule lists read as SQL.
import { describe, expect, it } from 'vitest'
import type { QueryRule } from '@main/sample-server/query/query-rule'
import { containsPattern } from '@main/sample-server/query/sql-engine/sql-text'
import { plainAttribute } from './recorded-tables'
import { answerTo, catalogueOf, smallTable } from './small-table'

const genes = smallTable('Gene', [plainAttribute('name', 'STRING')], [{ id: 'g1' }, { id: 'g2' }, { id: 'g3' }])
const rows = smallTable(
  'Rows',
  [
    plainAttribute('n', 'INT'),
    plainAttribute('d', 'DECIMAL'),
    plainAttribute('l', 'LONG'),
    plainAttribute('s', 'STRING'),
    plainAttribute('b', 'BOOL'),
    plainAttribute('t', 'DATE_TIME'),
    plainAttribute('e', 'ENUM', { enumOptions: ['red', 'green'] }),
    plainAttribute('x', 'XREF', { refTable: 'Gene' }),
    plainAttribute('m', 'MREF', { refTable: 'Gene' }),
    plainAttribute('g', 'COMPOUND'),
  ],
  [
    { n: 1, d: 3, l: 9007199254740993n, s: 'A_b', b: true, t: '2020-01-01T10:00:00Z', e: 'red', x: 'g1', m: ['g1'] },
    { n: 2, d: 1e-300, l: 9007199254740992n, s: '100%', b: false, t: '2020-01-01T11:00:00Z', x: 'g2', m: ['g1', 'g2'] },
    { n: null, s: 'axb', m: [] },
    { n: 12, d: 12.5, l: -1n, s: 'back\\slash', b: true, e: 'green', m: ['g3'] },
  ],
)
const catalogue = catalogueOf(rows, genes)
const asked = (rsql: string): string => answerTo(catalogue, rows, { rsql })
const ruled = (...rules: QueryRule[]): string => answerTo(catalogue, rows, { rules })

describe('the database', () => {
  it.each([
    ['n!=1', 'b d'],
    ['n!=1,n==1', 'a b d'],
    ["n==''", 'c'],
    ["n!=''", 'a b d'],
    ["n=in=(1,'')", 'a'],
    ["n=gt=''", ''],
    ['b!=true', 'b c'],
    ['b==nonsense', 'b'],
    ['l==9007199254740993', 'a'],
    ['l=gt=9007199254740992', 'a'],
    ['d==3.0d', 'a'],
    ['t==2020-01-01T11:00:00+0100', 'a'],
    ['t=gt=2020-01-01T10:30', 'b'],
    ['x!=g1', 'b'],
    ['m!=g1', 'b d'],
    ['m!=g1;m==g1', 'b'],
    ['m=in=(g2,g3)', 'b d'],
    ["m==''", 'c'],
    ['m=like=G', 'a b d'],
    ['m=notlike=g1', 'a b d'.replace('a ', '')],
  ])('%s finds %s', (rsql, expected) => {
    expect(asked(rsql)).toBe(expected)
  })

  it('writes numbers into a pattern in its own spelling, so that whole decimals are missed', () => {
    expect(asked('n=like=1')).toBe('a d')
    expect(asked('d=like=3')).toBe('')
    expect(asked('d=like=12.5')).toBe('d')
    expect(asked('e=like=re')).toBe('400 Attribute [e] value [re] is not a valid enum option')
  })

  it('knows wild cards but no escape', () => {
    expect(asked('s=like=a_b')).toBe('a c')
    expect(asked('s=like=A%B')).toBe('a c')
    expect(asked('s=like="0%"')).toBe('b')
    expect(asked("s=like='\\'")).toBe('d')
    const text = 'x'.repeat(5000)
    expect(containsPattern('%x%x%x%x%x%y')(text)).toBe(false)
    expect(containsPattern('_😀')('a😀')).toBe(true)
  })

  it('reads rules by the precedence of SQL and adds a missing AND before comparisons only', () => {
    const is = (field: string, value: string | number): QueryRule => ({ operator: 'EQUALS', field, value })
    const or: QueryRule = { operator: 'OR' }
    const and: QueryRule = { operator: 'AND' }
    expect(ruled(is('n', 1), or, is('n', 2), and, is('s', 'no'))).toBe('a')
    expect(ruled(is('n', 1), is('s', 'A_b'))).toBe('a')
    expect(ruled({ operator: 'GREATER', field: 's', value: 'a' })).toBe('c d')
    expect(ruled({ operator: 'NOT' }, { operator: 'NESTED', nestedRules: [is('m', 'g1'), or, is('n', 12)] })).toBe('b')
    const like: QueryRule = { operator: 'LIKE', field: 's', value: 'b' }
    expect(ruled(is('n', 1), like)).toMatch(/^500 PreparedStatementCallback; bad SQL grammar/)
    expect(ruled({ operator: 'NESTED', nestedRules: [] })).toMatch(/bad SQL grammar/)
    expect(ruled({ operator: 'IN', field: 'n', value: [] })).toMatch(/bad SQL grammar/)
  })

  it('negates only the first half of a range', () => {
    const range: QueryRule = { operator: 'RANGE', field: 'n', value: [2, 12] }
    expect(ruled(range)).toBe('b d')
    expect(ruled({ operator: 'NOT' }, range)).toBe('a')
  })

  it('refuses a range of instants with the statement that failed', () => {
    expect(asked('n==1;t=rng=(2020-01-01,2021-01-01)')).toContain(
      'WHERE (this."n" = ?  AND this."t" >= ? AND this."t" <= ?)]; nested exception is',
    )
  })

  it.each([
    [
      { operator: 'EQUALS', field: 'n', value: 'x' },
      '400 Attribute [n] value [x] cannot be converter to type [Integer]',
    ],
    [
      { operator: 'EQUALS', field: 'b', value: 1 },
      '400 Attribute [b] value is of type [Double] instead of [String] or [Boolean]',
    ],
    [{ operator: 'EQUALS', field: 'nosuch', value: 1 }, "400 Unknown attribute 'nosuch' of entity type 'Rows'."],
    [{ operator: 'EQUALS', field: 'g', value: 1 }, '400 Attribute [g] type [COMPOUND] is not allowed'],
    [
      { operator: 'EQUALS', field: 't', value: '2020-02-30' },
      '400 Failed to parse attribute [t] value [2020-02-30] as datetime. Valid datetime format is [YYYY-MM-DDThh:mm:ssZ]',
    ],
    [
      { operator: 'IN', field: 'n', value: 1 },
      '400 Query rule with operator [IN] value is of type [String] instead of [Iterable]',
    ],
  ] satisfies [QueryRule, string][])('refuses %j', (rule, expected) => {
    expect(ruled(rule)).toBe(expected)
  })

  it('takes the numbers of JSON as doubles', () => {
    expect(ruled({ operator: 'EQUALS', field: 'n', value: 2.9 })).toBe('b')
    expect(ruled({ operator: 'EQUALS', field: 's', value: 5 })).toBe('')
    expect(asked('g==1')).toBe('500 Illegal attribute type [COMPOUND]')
  })
})
