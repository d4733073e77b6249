// Where a pasted block goes: onto cells, over a range, beyond the last row, as new rows with or without headings.
import {
  blockRow,
  headingColumns,
  headingKind,
  planPaste,
  plannedCount,
  type PasteAt,
} from '@renderer/edit/cells/paste-plan'
import { describe, expect, it } from 'vitest'
import { column } from '../../../../support/sample-table'

const all = [
  column('id', 'string', { isId: true }),
  column('chr', 'string', { label: 'Chromosome' }),
  column('pos', 'int', { label: 'Position' }),
  column('hidden', 'string'),
]
const shown = all.slice(0, 3)
const at = (block: string[][], more: Partial<PasteAt> = {}): PasteAt => ({
  block,
  box: { firstRow: 2, lastRow: 2, columns: ['chr'] },
  shown,
  all,
  rowCount: 10,
  ...more,
})
const names = (plan: { columns: readonly ({ name: string } | null)[] }) => plan.columns.map((one) => one?.name ?? null)

describe('the plan of a paste', () => {
  it('begins at the selected cell and goes to the right and down', () => {
    const plan = planPaste(
      at([
        ['1', '2'],
        ['3', '4'],
      ]),
      'onto-cells',
    )
    expect(names(plan)).toEqual(['chr', 'pos'])
    expect([plan.firstRow, plan.ontoCount, plan.newCount]).toEqual([2, 2, 0])
    expect(plannedCount(plan)).toBe(4)
  })

  it('fills a range that is a multiple of the block', () => {
    const box = { firstRow: 0, lastRow: 3, columns: ['chr', 'pos'] }
    const one = planPaste(at([['x']], { box }), 'onto-cells')
    expect([names(one), one.ontoCount]).toEqual([['chr', 'pos'], 4])
    expect(blockRow(one, 3)).toEqual(['x', 'x'])
    const two = planPaste(
      at(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        { box },
      ),
      'onto-cells',
    )
    expect(two.ontoCount).toBe(4)
    expect(blockRow(two, 3)).toEqual(['c', 'd'])
  })

  it('does not fill a range that is no multiple of the block', () => {
    const box = { firstRow: 0, lastRow: 2, columns: ['chr'] }
    expect(planPaste(at([['a'], ['b']], { box }), 'onto-cells').ontoCount).toBe(2)
  })

  it('adds rows beyond the last one, and leaves out columns beyond the last one', () => {
    const box = { firstRow: 9, lastRow: 9, columns: ['pos'] }
    const plan = planPaste(
      at(
        [
          ['1', 'x'],
          ['2', 'y'],
          ['3', 'z'],
        ],
        { box },
      ),
      'onto-cells',
    )
    expect([plan.ontoCount, plan.newCount]).toEqual([1, 2])
    expect(names(plan)).toEqual(['pos', null])
  })

  it('knows headings by name or label, hidden columns too, each once', () => {
    expect(
      headingColumns(['Chromosome', ' id ', 'HIDDEN', 'other', 'id'], all).map((one) => one?.name ?? null),
    ).toEqual(['chr', 'id', 'hidden', null, null])
    expect(
      headingKind(
        [
          ['id', 'Position'],
          ['1', '2'],
        ],
        all,
      ),
    ).toBe('all')
    expect(
      headingKind(
        [
          ['id', 'other'],
          ['1', '2'],
        ],
        all,
      ),
    ).toBe('some')
    expect(
      headingKind(
        [
          ['1', '2'],
          ['3', '4'],
        ],
        all,
      ),
    ).toBe('none')
    // One line alone is a value, even when it is called like a column.
    expect(headingKind([['id']], all)).toBe('none')
  })

  it('takes the first line as headings of new rows', () => {
    const plan = planPaste(
      at([
        ['pos', 'id'],
        ['1', 'a'],
        ['2', 'b'],
      ]),
      'headings',
    )
    expect(names(plan)).toEqual(['pos', 'id'])
    expect([plan.ontoCount, plan.newCount, plan.rows.length]).toEqual([0, 2, 2])
  })

  it('gives new rows without headings the columns on screen, from the first where the block is that wide', () => {
    expect(names(planPaste(at([['a', 'b', 'c']]), 'in-order'))).toEqual(['id', 'chr', 'pos'])
    expect(names(planPaste(at([['a', 'b']]), 'in-order'))).toEqual(['chr', 'pos'])
    expect(names(planPaste(at([['a', 'b', 'c', 'd']]), 'in-order'))).toEqual(['id', 'chr', 'pos', null])
  })
})
