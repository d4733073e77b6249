// Ranges of cells and the keys that make them.
import { boxOf, boxSize, isInBox, singleCell, stepFrom, wholeTable } from '@renderer/table/range/cell-range'
import { gridAction } from '@renderer/table/grid/grid-keys'
import { describe, expect, it } from 'vitest'

const order = ['a', 'b', 'c', 'd']
const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

describe('a range of cells', () => {
  it('is the same box whichever corner it began at', () => {
    const box = { firstRow: 2, lastRow: 5, columns: ['b', 'c'] }
    const corners = [
      { row: 5, column: 'b' },
      { row: 2, column: 'c' },
    ] as const
    expect(boxOf({ anchor: corners[0], head: corners[1] }, order)).toEqual(box)
    expect(boxOf({ anchor: corners[1], head: corners[0] }, order)).toEqual(box)
    expect(boxSize(box)).toBe(8)
    expect([isInBox(box, 2, 'b'), isInBox(box, 6, 'b'), isInBox(box, 3, 'a')]).toEqual([true, false, false])
  })

  it('ends when its column is hidden', () => {
    expect(boxOf(singleCell({ row: 0, column: 'hidden' }), order)).toBeNull()
  })

  it('covers the whole table, or nothing of an empty one', () => {
    const whole = wholeTable(1_500_000, order)
    expect(whole && boxSize(boxOf(whole, order) ?? { firstRow: 0, lastRow: -1, columns: [] })).toBe(6_000_000)
    expect(wholeTable(0, order)).toBeNull()
    expect(wholeTable(5, [])).toBeNull()
  })

  it('steps stay inside the table', () => {
    const at = { row: 3, column: 'b' }
    expect(stepFrom(at, { rows: -10, columns: 0 }, 21, order)).toEqual({ row: 0, column: 'b' })
    expect(stepFrom(at, { rows: 'end', columns: 'end' }, 21, order)).toEqual({ row: 20, column: 'd' })
    expect(stepFrom(at, { rows: 0, columns: -5 }, 21, order)).toEqual({ row: 3, column: 'a' })
    expect(stepFrom({ row: 3, column: 'hidden' }, { rows: 1, columns: 0 }, 21, order)).toEqual({ row: 4, column: 'a' })
  })
})

describe('keys on a cell', () => {
  it('move, extend with Shift, and go to the ends with Ctrl or Cmd', () => {
    const go = (rows: unknown, columns: unknown, isExtending = false) => ({
      kind: 'go',
      step: { rows, columns },
      isExtending,
    })
    expect(gridAction(press('ArrowDown'), 20)).toEqual(go(1, 0))
    expect(gridAction(press('ArrowRight', { shiftKey: true }), 20)).toEqual(go(0, 1, true))
    expect(gridAction(press('Home'), 20)).toEqual(go(0, 'start'))
    expect(gridAction(press('End', { ctrlKey: true }), 20)).toEqual(go('end', 'end'))
    expect(gridAction(press('Home', { metaKey: true }), 20)).toEqual(go('start', 'start'))
    expect(gridAction(press('PageDown'), 20)).toEqual(go(20, 0))
  })

  it('copy, select all, open and show the menu', () => {
    expect(gridAction(press('c', { ctrlKey: true }), 1)).toEqual({ kind: 'copy' })
    expect(gridAction(press('x', { metaKey: true }), 1)).toEqual({ kind: 'cut' })
    expect(gridAction(press('x'), 1)).toEqual({ kind: 'edit', text: 'x' })
    expect(gridAction(press('a', { metaKey: true }), 1)).toEqual({ kind: 'select-all' })
    expect(gridAction(press('Enter'), 1)).toEqual({ kind: 'enter' })
    expect(gridAction(press('Enter', { ctrlKey: true }), 1)).toEqual({ kind: 'open' })
    expect(gridAction(press(' '), 1)).toEqual({ kind: 'details' })
    expect(gridAction(press('F10', { shiftKey: true }), 1)).toEqual({ kind: 'menu' })
  })

  it('edit with F2 or any sign, clear, undo and redo', () => {
    expect(gridAction(press('F2'), 1)).toEqual({ kind: 'edit', text: null })
    for (const sign of ['c', 'Z', '7', 'é', '漢', '😀']) {
      expect(gridAction(press(sign), 1)).toEqual({ kind: 'edit', text: sign })
    }
    expect(gridAction(press('@', { ctrlKey: true, altKey: true }), 1)).toEqual({ kind: 'edit', text: '@' })
    expect(gridAction(press('Delete'), 1)).toEqual({ kind: 'clear' })
    expect(gridAction(press('z', { ctrlKey: true }), 1)).toEqual({ kind: 'undo' })
    expect(gridAction(press('Z', { metaKey: true, shiftKey: true }), 1)).toEqual({ kind: 'redo' })
    expect(gridAction(press('y', { ctrlKey: true }), 1)).toEqual({ kind: 'redo' })
  })

  it('leave other keys to the window', () => {
    const keys = [press('Backspace', { ctrlKey: true }), press('Dead'), press('Shift'), press('x', { altKey: true })]
    for (const key of [...keys, press('ArrowLeft', { altKey: true }), press('F6'), press('k', { ctrlKey: true })]) {
      expect(gridAction(key, 1)).toBeNull()
    }
  })
})
