// The index's way with filters: NOT that sticks, words, references, and what it refuses.
import { describe, expect, it } from 'vitest'
import type { CellValue } from '@main/sample-server/model/table-model'
import type { QueryRule } from '@main/sample-server/query/query-rule'
import { rowsToAggregate, runQuery } from '@main/sample-server/query/run-query'
import { plainAttribute, tableOf } from './recorded-tables'
import { answerTo, catalogueOf, smallTable } from './small-table'

const lands = smallTable(
  'Land',
  [plainAttribute('title', 'STRING', { isLabel: true })],
  [
    { id: 'n', title: 'Nether lands' },
    { id: 'z', title: 'Zeeland' },
  ],
)
const genes = smallTable(
  'Gene',
  [
    plainAttribute('name', 'STRING'),
    plainAttribute('pos', 'INT'),
    plainAttribute('land', 'XREF', { refTable: 'Land' }),
  ],
  [
    { id: 'g1', name: 'alpha beta', pos: 5, land: 'n' },
    { id: 'g2', name: 'gamma', pos: 50, land: 'z' },
    { id: 'g3', name: null, pos: null },
  ],
)
const rows = smallTable(
  'Rows',
  [
    plainAttribute('n', 'INT'),
    plainAttribute('l', 'LONG'),
    plainAttribute('s', 'STRING'),
    plainAttribute('t', 'TEXT'),
    plainAttribute('b', 'BOOL'),
    plainAttribute('dt', 'DATE'),
    plainAttribute('x', 'XREF', { refTable: 'Gene' }),
    plainAttribute('m', 'MREF', { refTable: 'Gene' }),
  ],
  [
    {
      n: 1,
      l: 9007199254740993n,
      s: 'quick brown fox',
      t: 'Foxes are running',
      b: true,
      dt: '2020-01-01',
      x: 'g1',
      m: ['g1', 'g2'],
    },
    { n: 2, l: 9223372036854775807n, s: 'brown dog', t: '<b>dogs</b>', b: false, x: 'g2', m: ['g2'] },
    { n: null, s: null, m: [] },
    { n: 12, l: 10n, s: 'rs12-7', x: 'g3', m: ['g3'] },
  ],
)
const catalogue = catalogueOf(rows, genes, lands)
const asked = (rsql: string): string => answerTo(catalogue, rows, { rsql })
/** A condition that all rows fulfil and that only the index can answer. */
const ALL = "(x.pos=lt=1000,x.pos=='')"

describe('the index', () => {
  it.each([
    ['x.pos==5', 'a'],
    ['m.pos=gt=5', 'a b'],
    ['x.pos!=5', 'b c d'],
    ["x.pos==''", 'c d'],
    ["x.name=in=(gamma,'')", 'b c d'],
    [`${ALL};n!=1`, 'b c d'],
    [`${ALL};m!=g1`, 'b c d'],
    [`${ALL};m!=g1;n==2`, 'c d'],
    [`${ALL};n=rng=('',2)`, 'a b'],
    ['s=q="fox dogs"', 'a b'],
    ['t=q=dog', 'b'],
    ['n=q=12', 'd'],
    ['n=q=12.0', 'd'],
    ['l=q=10', 'd'],
    ['l=q=10.0', 'd'],
    ['l=q=1e1', 'd'],
    ['l=q=10.5', ''],
    ['l=q=9007199254740993.0', 'a'],
    ['l=q=9223372036854775808', ''],
    ['*=q=10.0', 'd'],
    ['x=q=g1', 'a'],
    ['*=q=12', 'd'],
    ['*=q=true', 'a'],
    ['*=q="beta alpha"', 'a'],
    ['*=q="fox brown"', 'a'],
    ['*=q="fox beta"', ''],
    ['*=q=zeeland', 'a b'],
    ['*=q="-"', ''],
    [`${ALL};s=like="brown f"`, 'a'],
    [`${ALL};s=like=rown`, ''],
    [`${ALL};s=like="%"`, ''],
    ['x.name=like=gam', 'b'],
  ])('%s finds %s', (rsql, expected) => {
    expect(asked(rsql)).toBe(expected)
  })

  it('keeps a NOT in hand: every condition after it on its level is negated too', () => {
    expect(asked(`${ALL};n!=1;n!=2`)).toBe('c d')
    expect(asked('n!=1,x.pos==50')).toBe('c d')
    expect(asked('x.pos==50,n!=1')).toBe('b')
    expect(asked('x.pos==5,x.pos==50,n!=1,n==12')).toBe('b')
    expect(asked('n!=1;n==2;x.pos==50')).toBe('500 Mixing query operators not allowed, use nested queries')
    expect(asked('(n!=1;n!=1);x.pos==50')).toBe('b')
  })

  it.each([
    [`${ALL};t=like=fox`, '500 Unsupported data type [TEXT] for operator [LIKE]'],
    [`${ALL};n=like=1`, '500 Illegal data type [INT] for operator [LIKE]'],
    [`${ALL};x=like=g`, '500 Illegal data type [XREF] for operator [LIKE]'],
    [`${ALL};dt=rng=(2020-01-01,2021-01-01)`, '500 Query value must be of type LocalDate instead of [ArrayList]'],
    ['b=q=true', '500 Cannot execute search query on [BOOL] attribute'],
    ["x.pos=gt=''", '500 Query value cannot be null'],
    ['x.land.title==q', '500 Can not filter on references deeper than 1.'],
    ['x.nosuch==1', "404 Unknown attribute 'x.nosuch' of entity type 'Gene'. [D04]"],
  ])('refuses %s', (rsql, expected) => {
    expect(asked(rsql)).toBe(expected)
  })

  it('fails by itself on the id behind two references, and on words where it holds numbers', () => {
    expect(asked('x.land.id==n')).toMatch(/^500 Error counting docs in index 'rows_[0-9a-f]{8}'\. \[IX09\]$/)
    expect(asked('n=q=fox')).toMatch(/\[IX09\]$/)
    expect(asked('l=q=fox')).toMatch(/\[IX09\]$/)
  })

  it('reads rule lists strictly', () => {
    const search: QueryRule = { operator: 'SEARCH', value: 'fox' }
    const one: QueryRule = { operator: 'EQUALS', field: 'n', value: 1 }
    const ruled = (...rules: QueryRule[]): string => answerTo(catalogue, rows, { rules })
    expect(ruled(search, one)).toBe('500 Expected query occur operator instead of [EQUALS]')
    expect(ruled(search, { operator: 'AND' }, one)).toBe('a')
    expect(ruled({ operator: 'SHOULD', nestedRules: [one, { operator: 'SEARCH', value: 'dog' }] })).toBe('a b')
    expect(ruled({ operator: 'NESTED', nestedRules: [{ operator: 'NOT' }, search] })).toBe('b c d')
    expect(ruled(search, { operator: 'OR' }, { operator: 'NOT' })).toMatch(/^500 /)
  })

  it('tries fifty words of the index for the beginning of a word', () => {
    const many = Array.from(
      { length: 80 },
      (_, index) => new Map<string, CellValue>([['id', `w${String(index).padStart(3, '0')}`]]),
    )
    const table = tableOf('Many', [plainAttribute('id', 'STRING', { isId: true })], many)
    const { total } = runQuery(catalogueOf(table), table, { rsql: 'id=like=w;*=q=w079', start: 0, num: 10 })
    expect(total).toBe(0)
    expect(runQuery(catalogueOf(table), table, { rsql: 'id=like=w;*=q=w049', start: 0, num: 10 }).total).toBe(1)
  })

  it.each([
    ['quick fox', 'a'],
    ['fox | dog', 'a b'],
    ['brown -fox', 'b'],
    ['"brown fox"', 'a'],
    ['"fox brown"', ''],
    ['qui*', 'a'],
    ['brwon~1', 'a b'],
    ['(fox | dog) -quick', 'b'],
    ['', ''],
  ])('answers the small query language: %s', (query, expected) => {
    expect(asked(`s=sq='${query}'`)).toBe(expected)
    expect(asked(`*=sq='${query}'`)).toBe(expected)
  })

  it('ends after ten thousand hits', () => {
    const count = 12_000
    const attributes = [plainAttribute('id', 'INT', { isId: true }), plainAttribute('s', 'STRING')]
    const base = tableOf('Big', attributes, [])
    const table = { ...base, rowCount: count, value: (row: number, name: string) => (name === 'id' ? row : 'x') }
    const ask = (start: number, num: number, rsql = 's=q=x'): string =>
      answerTo(catalogueOf(table), table, { rsql, start, num }).replace(/ .*/s, '')
    expect(ask(0, 9999)).toBe('0')
    expect(ask(9990, 10)).toBe('9990')
    expect(ask(9990, 11)).toBe('500')
    expect(ask(0, 10_000)).toBe('500')
    expect(ask(11_000, 10, 's==x')).toBe('11000')
    expect(rowsToAggregate(catalogueOf(table), table, { rsql: 's=q=x' })).toHaveLength(count)
  })
})
