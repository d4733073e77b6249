// Addresses copied from the Data Explorer, the older and the newer one.
import { compressToBase64 } from 'lz-string'
import { describe, expect, it } from 'vitest'
import { explorerQuery, readExplorerAddress } from '@renderer/query/text/explorer-url'
import { column, table } from '../../../support/sample-table'

const target = { tableId: 'Ref', tableLabel: 'Ref', idColumn: 'id', labelColumn: 'id', idType: 'string' as const }
const samples = table('p_T', [
  column('id'),
  column('n', 'int'),
  column('b', 'bool'),
  column('day', 'date'),
  column('s', 'string', { label: 'Some text' }),
  column('x', 'reference', { target }),
])
const asked = (text: string) => {
  const address = readExplorerAddress(text)
  if (!address) throw new Error(`${text} was not understood`)
  const { query, ...rest } = explorerQuery(address, samples, () => 'c')
  const conditions = query.filter.children.map((node) =>
    node.kind === 'group' ? null : [node.attribute, node.operator, ...node.values],
  )
  return { root: address.root, tableId: address.tableId, ...query, filter: conditions, ...rest }
}

describe('an address of the older explorer', () => {
  it('tells table, filter, search and columns', () => {
    const text =
      'https://molgenis.example.org/menu/main/dataexplorer?entity=p_T&mod=data&hideselect=false' +
      '&attrs%5B%5D=n&attrs[]=s&query%5Bq%5D%5B0%5D%5Boperator%5D=SEARCH&query[q][0][value]=liver+cell' +
      '&filter=n=ge=3;s=like=%22a%20b%22'
    expect(asked(text)).toEqual({
      root: 'https://molgenis.example.org',
      tableId: 'p_T',
      filter: [],
      search: 'liver cell',
      sort: [],
      rsql: '*=q="liver cell";(n=ge=3;s=like="a b")',
      columns: ['n', 's'],
      leftOut: [],
    })
  })

  it('stands in a folder too, and says which columns there are not', () => {
    const found = asked('http://localhost:8080/molgenis/plugin/dataexplorer?entity=p_T&attrs[]=gone&attrs[]=id')
    expect(found).toMatchObject({
      root: 'http://localhost:8080/molgenis',
      columns: ['id'],
      leftOut: ['the column gone'],
    })
    expect(found).not.toHaveProperty('rsql')
    expect(asked('https://a.example/menu/main/dataexplorer?entity=p_T&attrs=none').columns).toBeNull()
  })
})

it('of the older explorer with rules that it does not write says what is left out', () => {
  const rule = (at: number, part: string, value: string) => `&query[q][${at}][${part}]=${value}`
  const found = asked(
    'https://a.example/menu/main/dataexplorer?entity=p_T' +
      (rule(0, 'field', 'n') + rule(0, 'operator', 'EQUALS') + rule(0, 'value', '3')) +
      (rule(1, 'operator', 'SEARCH') + rule(1, 'value', 'liver')),
  )
  expect(found).toMatchObject({ search: 'liver', leftOut: ['the condition n EQUALS 3'] })
})

describe('an address of the newer explorer', () => {
  const chosen = { shown: 'n,s', searchText: 'brain', n: '3,null', b: 'true', day: '2020-01-01T00:00:00.000Z,2020-02-01T00:00:00.000Z', s: encodeURI('a b%'), x: 'rs1,rs2', nosuch: 'x' } // prettier-ignore
  const filter = compressToBase64(JSON.stringify(chosen))

  it('takes yes and no together for any of the two', () => {
    expect(asked('https://m.example.org/menu/main/dataexplorer2#/explorer/p_T?b=true,false').filter).toEqual([
      ['b', 'not-empty'],
    ])
  })

  it.each([
    ['https://m.example.org/menu/main/dataexplorer2#/explorer/p_T?page=1&size=20&sort=-n&hide=b,day&filter=', true],
    ['https://m.example.org/plugin/data-explorer#/p_T/TableView?sort=-n&hide=b,day&filter=', false],
  ])('tells what is chosen: %s', (start, isEncoded) => {
    expect(asked(start + (isEncoded ? encodeURIComponent(filter) : filter))).toEqual({
      root: 'https://m.example.org',
      tableId: 'p_T',
      filter: [
        ['n', 'greater-or-equal', '3'],
        ['b', 'equals', 'true'],
        ['day', 'range', '2020-01-01T00:00:00.000Z', '2020-02-01T00:00:00.000Z'],
        ['s', 'contains', 'a b%'],
        ['x', 'in', 'rs1', 'rs2'],
      ],
      search: 'brain',
      sort: [{ attribute: 'n', direction: 'descending' }],
      columns: ['id', 'n', 's', 'x'],
      leftOut: ['the filter on nosuch'],
    })
  })

  it('may name its filters one by one, by label too', () => {
    const found = asked('https://m.example.org/app/data#/p_T/CardView?filters=n,s&n=,5&Some%20text=abc')
    expect(found.filter).toEqual([
      ['n', 'less-or-equal', '5'],
      ['s', 'contains', 'abc'],
    ])
  })

  it('with a filter that cannot be read still leads to its table, and says so', () => {
    const start = 'https://m.example.org/x#/explorer/p_T?filter='
    expect(asked(`${start}garbage`)).toMatchObject({ tableId: 'p_T', filter: [], leftOut: ['the filter'] })
    const odd = compressToBase64(JSON.stringify({ shown: ['n'], n: { from: 1 }, day: null, b: true }))
    expect(asked(start + encodeURIComponent(odd))).toMatchObject({
      filter: [['b', 'equals', 'true']],
      leftOut: ['the filter on n'],
    })
  })
})

describe('an address of the interface', () => {
  it('tells filter, columns and order', () => {
    const found = asked('https://m.example.org/api/v2/p_T?q=n%3Dge%3D3&attrs=~id,n,x(id)&sort=n:desc,s&num=10')
    expect(found).toMatchObject({ rsql: 'n=ge=3', columns: ['n', 'x'], leftOut: [] })
    const rules = encodeURIComponent('[{"field":"n","operator":"EQUALS","value":"3"}]')
    expect(asked(`https://m.example.org/api/v1/p_T?q=${rules}`).leftOut).toEqual(['the filter, which is none in RSQL'])
    expect(found.sort).toEqual([
      { attribute: 'n', direction: 'descending' },
      { attribute: 's', direction: 'ascending' },
    ])
  })

  it('of the newest one names columns as a filter and turns the order by a sign', () => {
    const found = asked('https://m.example.org/api/data/p_T?q=n%3Dge%3D3&filter=n,x(id)&sort=-n,s&size=10')
    expect(found).toMatchObject({ tableId: 'p_T', rsql: 'n=ge=3', columns: ['n', 'x'] })
    expect(found.sort).toEqual([
      { attribute: 'n', direction: 'descending' },
      { attribute: 's', direction: 'ascending' },
    ])
  })
})

it.each([
  'rs12460890',
  'https://example.org/',
  'https://m.example.org/menu/main/home',
  'n==1',
  'https://',
  'ftp://a/b',
])('%s is no such address', (text) => {
  expect(readExplorerAddress(text)).toBeNull()
})
