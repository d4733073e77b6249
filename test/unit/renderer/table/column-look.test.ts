// Which columns are shown and how; what a heading's click and menu do.
import {
  arrangeColumns,
  changeColumns,
  columnHint,
  columnsToRead,
  moveColumn,
  shownInOrder,
  toColumnViews,
  typeWord,
} from '@renderer/table/columns/column-look'
import { columnMenu } from '@renderer/table/columns/column-menu'
import { nextSort, sortPlace } from '@renderer/table/columns/sort-keys'
import { fitWidths, wantedWidth } from '@renderer/table/cells/cell-width'
import { describe, expect, it } from 'vitest'
import { column, table, target } from './table-fixtures'

const shown = table([
  column('id', { isId: true }),
  column('a'),
  column('b', { isVisible: false }),
  column('c', { type: 'reference', target: target('R') }),
])
const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name)

describe('arranged columns', () => {
  it('start in metadata order with hidden ones hidden', () => {
    const columns = arrangeColumns(shown, [])
    expect(names(columns)).toEqual(['id', 'a', 'b', 'c'])
    expect(names(shownInOrder(columns))).toEqual(['id', 'a', 'c'])
  })

  it('follow what is remembered, drop what is gone and add what is new', () => {
    const remembered = [
      { name: 'c', isHidden: false, widthPx: 90, pinned: 'right' as const },
      { name: 'gone', isHidden: false, widthPx: null, pinned: null },
      { name: 'id', isHidden: true, widthPx: null, pinned: null },
    ]
    const columns = arrangeColumns(shown, remembered)
    expect(names(columns)).toEqual(['c', 'id', 'a', 'b'])
    expect(names(shownInOrder(columns))).toEqual(['a', 'c'])
    expect(toColumnViews(columns)[0]).toEqual(remembered[0])
  })

  it('move, hide and pin', () => {
    const columns = arrangeColumns(shown, [])
    expect(names(moveColumn(columns, 'c', 'id'))).toEqual(['c', 'id', 'a', 'b'])
    expect(names(moveColumn(columns, 'id', null))).toEqual(['a', 'b', 'c', 'id'])
    expect(names(moveColumn(columns, 'a', 'a'))).toEqual(['id', 'a', 'b', 'c'])
    const pinned = changeColumns(columns, ['c'], { pinned: 'left' })
    expect(names(shownInOrder(pinned))).toEqual(['c', 'id', 'a'])
  })

  it('read all columns only when all are shown, and the id always', () => {
    const columns = arrangeColumns(shown, [])
    expect(columnsToRead(shown, columns)).toEqual(['id', 'a', 'c'])
    expect(columnsToRead(shown, changeColumns(columns, ['id'], { isHidden: true }))).toEqual(['id', 'a', 'c'])
    expect(columnsToRead(shown, changeColumns(columns, ['b'], { isHidden: false }))).toBeNull()
  })

  it('say what they are', () => {
    expect(typeWord(column('x', { type: 'references' }))).toBe('references')
    expect(typeWord(column('x', { type: 'date-time' }))).toBe('UTC')
    expect(typeWord(column('x'))).toBe('')
    expect(columnHint(column('x', { type: 'back-references', description: 'Where it is used' }))).toMatch(
      /^x · back-references\nWhere it is used\nRows cannot be sorted/,
    )
  })
})

describe('sorting by headings', () => {
  const up = { attribute: 'a', direction: 'ascending' } as const
  const down = { attribute: 'a', direction: 'descending' } as const
  const other = { attribute: 'b', direction: 'ascending' } as const

  it('goes up, down, and back to the order of the source', () => {
    expect(nextSort([], 'a', false)).toEqual([up])
    expect(nextSort([up], 'a', false)).toEqual([down])
    expect(nextSort([down], 'a', false)).toEqual([])
    expect(nextSort([other, up], 'a', false)).toEqual([down])
  })

  it('keeps the other keys with Shift', () => {
    expect(nextSort([other], 'a', true)).toEqual([other, up])
    expect(nextSort([up, other], 'a', true)).toEqual([down, other])
    expect(nextSort([down, other], 'a', true)).toEqual([other])
    expect(sortPlace([other, down], 'a')).toEqual({ key: down, number: 2 })
    expect(sortPlace([down], 'a')).toEqual({ key: down, number: null })
  })
})

describe('the menu of a column', () => {
  const items = (arranged = arrangeColumns(shown, [])[1], count = 3) =>
    arranged ? columnMenu(arranged, [{ attribute: 'a', direction: 'ascending' }], count).flat() : []
  it('offers what can be done now', () => {
    const byAction = new Map(items().map((item) => [item.action, item]))
    expect(byAction.get('sort-up')?.isOff).toBe(true)
    expect(byAction.get('sort-down')?.isOff).toBe(false)
    expect(byAction.has('sort-none')).toBe(true)
    expect(items(undefined, 1).find(({ action }) => action === 'hide')?.isOff ?? true).toBe(true)
  })

  it('does not hide the last column', () => {
    const last = items(arrangeColumns(shown, [])[1], 1).find(({ action }) => action === 'hide')
    expect(last?.isOff).toBe(true)
  })
})

describe('widths', () => {
  it('grow to fill the room, by at most a half, and never shrink below what is wanted', () => {
    expect(fitWidths([100, 200], 330)).toEqual([110, 220])
    expect(fitWidths([100, 200], 1000)).toEqual([150, 300])
    expect(fitWidths([100, 200], 250)).toEqual([100, 200])
    expect(fitWidths([101, 103, 97], 400).reduce((sum, width) => sum + width, 0)).toBe(400)
    expect(fitWidths([], 400)).toEqual([])
  })

  it('are wide enough for heading and values, within limits', () => {
    const fonts = { heading: '12px x', small: '10px x', cell: '12px x' }
    const narrow = wantedWidth({ label: 'a', typeWord: '' }, ['1'], fonts)
    const wide = wantedWidth({ label: 'a', typeWord: '' }, ['x'.repeat(4000)], fonts)
    expect(narrow).toBeGreaterThanOrEqual(64)
    expect(wide).toBeLessThanOrEqual(340)
    expect(wantedWidth({ label: 'a long heading indeed', typeWord: 'references' }, [], fonts)).toBeGreaterThan(narrow)
  })
})
