// The order of a sending: referenced rows first, circles broken where a reference may be empty for a while.
import type { Row } from '@shared/table/table-slice'
import { newRow, newRowKey, plain, type HeldRow } from '@main/edit/staged/held-row'
import { linksOf, planAdditions, planDeletions, type TableRows } from '@main/edit/send/send-plan'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const target = (tableId: string) => ({
  tableId,
  tableLabel: tableId,
  idColumn: 'id',
  labelColumn: 'id',
  idType: 'string' as const,
})
const tableA = table('A', [
  column('id'),
  column('b', 'reference', { target: target('B') }),
  column('up', 'references', { target: target('A') }),
])
const tableB = table('B', [column('id'), column('a', 'reference', { target: target('A'), isNullable: false })])
const ref = (id: string) => ({ id, label: id })
let number = 0
const row = (of: typeof tableA, after: Row): HeldRow => newRow(of, newRowKey(++number), after)
const a = (id: string, b: string | null, ...up: string[]) =>
  row(tableA, { id, b: b === null ? null : ref(b), up: up.map(ref) })
const b = (id: string, to: string) => row(tableB, { id, a: ref(to) })

/** Work that is done in pieces, done at once. */
function whole<T>(pieces: Generator<void, T>): T {
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
  }
}
const plan = (tables: readonly TableRows[], missing: readonly string[] = []) =>
  whole(planAdditions(tables, (_table, id) => missing.includes(id)))
const order = (tables: readonly TableRows[]) =>
  plan(tables).segments.map(({ tableId, rows }) => [tableId, ...rows.map((each) => each.row.id)].join(' '))

describe('additions', () => {
  it('go table by table when references allow it, and in the order of references within one', () => {
    const rows = [a('a1', null, 'a2'), a('a2', null, 'a3'), a('a3', null)]
    expect(
      order([
        { table: tableB, rows: [b('b1', 'a1')] },
        { table: tableA, rows },
      ]),
    ).toEqual(['A a3 a2 a1', 'B b1'])
  })

  it('break a circle by a reference that may be empty for a while', () => {
    const { segments, circular } = plan([
      { table: tableA, rows: [a('a1', 'b1')] },
      { table: tableB, rows: [b('b1', 'a1')] },
    ])
    expect(circular).toEqual([])
    expect(segments.map(({ tableId, rows }) => [tableId, rows.map(({ deferred }) => deferred)])).toEqual([
      ['A', [['b']]],
      ['B', [[]]],
    ])
  })

  it('hold back rows that refer to rows which do not go, and those that refer to them', () => {
    const { segments, blocked } = plan(
      [
        { table: tableA, rows: [a('a1', null, 'gone'), a('a2', null)] },
        { table: tableB, rows: [b('b1', 'a1')] },
      ],
      ['gone'],
    )
    expect(segments.map(({ rows }) => rows.map((each) => each.row.id))).toEqual([['a2']])
    expect(blocked.map(({ row: { id }, column: name, id: to }) => [id, name, to])).toEqual([
      ['a1', 'up', 'gone'],
      ['b1', 'a', 'a1'],
    ])
  })

  it('say when no order suits', () => {
    const strict = table('S', [column('id'), column('s', 'reference', { target: target('S'), isNullable: false })])
    const rows = [row(strict, { id: 's1', s: ref('s2') }), row(strict, { id: 's2', s: ref('s1') })]
    const { segments, circular } = plan([{ table: strict, rows }])
    expect(segments).toEqual([])
    expect(circular.map(({ row: { id } }) => id)).toEqual(['s1', 's2'])
  })

  it('take every row once, and none before what it refers to', () => {
    const ids = ['x0', 'x1', 'x2', 'x3', 'x4', 'x5']
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 12 }), (edges) => {
        const rows = ids.map((id, at) =>
          a(id, null, ...edges.filter(([from]) => from === at).map(([, to]) => ids[to] ?? '')),
        )
        const sent = new Set<string>()
        for (const { row: each, deferred } of plan([{ table: tableA, rows }]).segments.flatMap(
          (segment) => segment.rows,
        )) {
          for (const link of linksOf(tableA, each)) {
            expect(sent.has(link.id) || link.id === each.id || deferred.includes(link.column.name)).toBe(true)
          }
          sent.add(each.id)
        }
        expect([...sent].sort()).toEqual(ids)
      }),
    )
  })
})

it('deletions go the other way round', () => {
  const gone = (id: string, before: Row): HeldRow =>
    plain({ key: newRowKey(++number), kind: 'delete', id, label: id, before, after: {} })
  const segments = whole(
    planDeletions([
      { table: tableA, rows: [gone('a1', { id: 'a1', b: null, up: [] })] },
      { table: tableB, rows: [gone('b1', { id: 'b1', a: ref('a1') })] },
    ]),
  )
  expect(segments.map(({ rows }) => rows.map((each) => each.row.id))).toEqual([['b1'], ['a1']])
})
