// A changed table against the plainest table there is: a list of rows that is sorted anew after each change.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computedTable, defineTable } from '@main/sample-server/model/define-table'
import type { CellValue } from '@main/sample-server/model/table-model'
import { arrangeRows } from '@main/sample-server/store/row-places'
import { createServerStore } from '@main/sample-server/store/server-store'
import type { StoredRow, TableChange } from '@main/sample-server/store/table-changes'

const metadata = defineTable({
  id: 'Number',
  idAttribute: 'id',
  attributes: [
    { name: 'id', type: 'INT' },
    { name: 'colour', type: 'STRING' },
    { name: 'code', type: 'STRING', isUnique: true },
  ],
})
const COLOURS = ['red', 'green', 'blue']
/** Computed rows have even ids, so that there is room for added ones between them. */
const COUNT = 12
const colourOf = (row: number): string => COLOURS[row % 3] ?? ''

function numbers() {
  const table = computedTable(metadata, () => ({
    rowCount: COUNT,
    columns: { id: (row) => row * 2, colour: colourOf, code: (row) => `c${String(row * 2)}` },
    rowOf: (id) => (/^\d+$/.test(id) && Number(id) % 2 === 0 && Number(id) < 2 * COUNT ? Number(id) / 2 : undefined),
    rowsWhere: (attribute, value) =>
      attribute === 'colour'
        ? Array.from({ length: COUNT }, (_, row) => row).filter((row) => colourOf(row) === value)
        : undefined,
  }))
  return createServerStore({ packages: [], tables: [] }, []).makeTable(table)
}

type Step =
  | { readonly kind: 'write' | 'remove'; readonly ids: readonly number[]; readonly colour: string }
  | { readonly kind: 'clear' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('write' as const, 'remove' as const),
      ids: fc.uniqueArray(fc.integer({ min: -3, max: 2 * COUNT + 3 }), { maxLength: 5 }),
      colour: fc.constantFrom(...COLOURS),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'clear' as const }) },
)

describe('a changed table', () => {
  it('holds the rows of a list that was changed in the same way', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const table = numbers()
        const list = new Map<number, StoredRow>()
        for (let row = 0; row < COUNT; row += 1) list.set(row * 2, [row * 2, colourOf(row), `c${String(row * 2)}`])
        for (const one of steps) {
          table.apply(changeFor(one, list))
          const expected = [...list.values()].sort((a, b) => Number(a[0]) - Number(b[0]))
          expect(table.rowCount).toBe(expected.length)
          expect(expected.map((_, row) => table.storedRow(row))).toEqual(expected)
          for (let id = -4; id <= 2 * COUNT + 4; id += 1) {
            const at = expected.findIndex((cells) => cells[0] === id)
            expect(table.rowOf(String(id))).toBe(at < 0 ? undefined : at)
            const holder = expected.find((cells) => cells[2] === `c${String(id)}`)?.[0]
            expect(table.holderOf('code', `c${String(id)}`, '')).toBe(holder === undefined ? undefined : String(holder))
          }
          for (const colour of COLOURS) {
            const rows = expected.flatMap((cells, row) => (cells[1] === colour ? [row] : []))
            expect(table.rowsWhere?.('colour', colour)).toEqual(rows)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('costs runs, not rows', () => {
    const places = arrangeRows(1_500_000, [7, 8, 1_000_000], [0, 8, 8, 1_500_000])
    expect(places.rowCount).toBe(1_500_001)
    expect([0, 1, 8, 9, 10, 1_500_000].map((row) => places.placeOf(row))).toEqual([-1, 0, -2, -3, 9, -4])
    expect([6, 7, 8, 9, 999_999, 1_000_000, 1_000_001].map((row) => places.rowOfComputed(row))).toEqual([
      7,
      undefined,
      undefined,
      10,
      1_000_000,
      undefined,
      1_000_001,
    ])
    expect([0, 1, 2, 3].map((index) => places.rowOfAdded(index))).toEqual([0, 8, 9, 1_500_000])
  })
})

function changeFor(one: Step, list: Map<number, StoredRow>): TableChange {
  if (one.kind === 'clear') {
    list.clear()
    return { removed: 'all' }
  }
  if (one.kind === 'remove') {
    for (const id of one.ids) list.delete(id)
    return { removed: new Set(one.ids.map(String)) }
  }
  const rows = one.ids.map((id): [number, readonly CellValue[]] => [id, [id, one.colour, `c${String(id)}`]])
  const keyed = (isThere: boolean) =>
    new Map(rows.filter(([id]) => list.has(id) === isThere).map(([id, cells]) => [String(id), cells]))
  const change = { added: keyed(false), replaced: keyed(true) }
  for (const [id, cells] of rows) list.set(id, cells)
  return change
}
