// Order and windows: any window of any order is the cut of the whole order, and a point query looks at few rows.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellValue, TableModel } from '@main/sample-server/model/table-model'
import { compareCodePoints } from '@main/sample-server/query/code-point-order'
import { runQuery } from '@main/sample-server/query/run-query'
import { plainAttribute } from './recorded-tables'
import { answerTo, catalogueOf, smallTable } from './small-table'

const ATTRIBUTES = [plainAttribute('n', 'INT'), plainAttribute('l', 'LONG'), plainAttribute('s', 'STRING')]
const targets = smallTable(
  'Target',
  [plainAttribute('title', 'STRING', { isLabel: true })],
  [
    { id: 'a', title: 'z' },
    { id: 'b', title: 'y' },
  ],
)

describe('windows', () => {
  it('are cuts of the whole order, for every order', () => {
    const row = fc.record({
      n: fc.option(fc.integer({ min: -3, max: 3 })),
      l: fc.option(fc.bigInt({ min: 9007199254740990n, max: 9007199254740995n })),
      s: fc.option(fc.constantFrom('', 'a', 'B', 'ä', '\uFF5E', '😀')),
    })
    const order = fc.record({
      attribute: fc.constantFrom('n', 'l', 's', 'id'),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
    })
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 25 }),
        fc.array(order, { maxLength: 3 }),
        fc.nat(30),
        fc.nat(10),
        (cells, sort, start, num) => {
          const table = smallTable('Rows', ATTRIBUTES, cells)
          const whole = Array.from({ length: table.rowCount }, (_, index) => index)
          whole.sort((left, right) => {
            for (const { attribute, direction } of sort) {
              const result = compareCells(table.value(left, attribute), table.value(right, attribute))
              if (result !== 0) return direction === 'ASC' ? result : -result
            }
            return left - right
          })
          const answer = runQuery(catalogueOf(table), table, { sort, start, num })
          expect(answer).toEqual({ total: cells.length, rows: whole.slice(start, start + num) })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('of the index put empty values last both ways, and go by labels', () => {
    const table = smallTable(
      'Rows',
      [
        ...ATTRIBUTES,
        plainAttribute('x', 'XREF', { refTable: 'Target' }),
        plainAttribute('m', 'MREF', { refTable: 'Target' }),
      ],
      [
        { n: null, x: 'a', m: ['a'], s: 'w' },
        { n: 2, x: 'b', m: [], s: 'w' },
        { n: 1, x: null, m: ['b', 'a'], s: 'w' },
      ],
    )
    const catalogue = catalogueOf(table, targets)
    const sorted = (attribute: string, direction: 'ASC' | 'DESC', rsql?: string): string =>
      answerTo(catalogue, table, { sort: [{ attribute, direction }], rsql })
    expect(sorted('n', 'DESC')).toBe('a b c')
    expect(sorted('n', 'DESC', 's=q=w')).toBe('b c a')
    expect(sorted('n', 'ASC', 's=q=w')).toBe('c b a')
    expect(sorted('x', 'ASC')).toBe('a b c')
    expect(sorted('x', 'ASC', 's=q=w')).toBe('b a c')
    expect(sorted('m', 'ASC')).toBe('a c b')
    expect(sorted('m', 'ASC', 's=q=w')).toBe('c a b')
    expect(sorted('nosuch', 'ASC')).toMatch(/^500 Cannot invoke/)
  })

  it('go through long lists by the text of the place', () => {
    const ids = Array.from({ length: 11 }, (_, place) => `e${place}`)
    const changed = (place: number, id: string): string[] => ids.map((old, at) => (at === place ? id : old))
    const table = smallTable(
      'Rows',
      [plainAttribute('m', 'MREF', { refTable: 'Target' })],
      [{ m: changed(2, 'zz') }, { m: changed(10, 'zz') }],
    )
    // Place 10 is compared before place 2, so the list that differs there is the greater one.
    expect(answerTo(catalogueOf(table, targets), table, { sort: [{ attribute: 'm', direction: 'DESC' }] })).toBe('b a')
  })
})

describe('large tables', () => {
  function counted(rowCount: number): { table: TableModel; looks: () => number } {
    let looks = 0
    const base = smallTable(
      'Big',
      [plainAttribute('n', 'INT'), plainAttribute('x', 'XREF', { refTable: 'Target' })],
      [],
    )
    const table: TableModel = {
      ...base,
      rowCount,
      value: (row, attribute) => {
        looks += 1
        return attribute === 'n' ? (row * 7919) % 1_000_003 : attribute === 'x' ? `t${row % 1000}` : `id${row}`
      },
      rowOf: (id) => (/^id\d+$/.test(id) ? Number(id.slice(2)) : undefined),
      rowsWhere: (attribute, value) =>
        attribute === 'x'
          ? Array.from({ length: rowCount / 1000 }, (_, index) => index * 1000 + Number(value.slice(1)))
          : undefined,
    }
    return { table, looks: () => looks }
  }

  it('are not walked through where nothing is filtered or sorted', () => {
    const { table, looks } = counted(1_500_000)
    expect(runQuery(catalogueOf(table), table, { start: 1_400_000, num: 2 })).toEqual({
      total: 1_500_000,
      rows: [1_400_000, 1_400_001],
    })
    expect(looks()).toBe(0)
  })

  it('are asked for the rows of an id or a reference', () => {
    const { table, looks } = counted(1_500_000)
    const ask = (rsql: string) => runQuery(catalogueOf(table, targets), table, { rsql, start: 0, num: 5 })
    expect(ask('id==id77').rows).toEqual([77])
    expect(ask('x==t5;n=ge=0').total).toBe(1500)
    expect(ask('id==id3,x=in=(t5,t6)').total).toBe(3001)
    expect(looks()).toBeLessThan(20_000)
  })

  it('are sorted by a number without being turned into objects', () => {
    const { table, looks } = counted(300_000)
    const answer = runQuery(catalogueOf(table), table, {
      sort: [{ attribute: 'n', direction: 'DESC' }],
      start: 0,
      num: 3,
    })
    const numbers = Array.from({ length: 300_000 }, (_, row) => (row * 7919) % 1_000_003).sort((a, b) => b - a)
    expect(looks()).toBe(300_000)
    expect(answer.rows.map((row) => table.value(row, 'n'))).toEqual(numbers.slice(0, 3))
  })
})

function compareCells(left: CellValue, right: CellValue): number {
  if (left === right) return 0
  if (left === null) return 1
  if (right === null) return -1
  if (typeof left === 'string' && typeof right === 'string') return compareCodePoints(left, right)
  return left < right ? -1 : 1
}
