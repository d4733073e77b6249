// What counts as the same value decides what is a change and what is a conflict.
import { cellsEqual } from '@shared/edit/cells-equal'
import type { Cell } from '@shared/table/table-slice'
import type { ValueType } from '@shared/table/value-type'
import { describe, expect, it } from 'vitest'

const same = (type: ValueType, one: Cell, other: Cell) => {
  expect(cellsEqual({ type }, other, one)).toBe(cellsEqual({ type }, one, other))
  return cellsEqual({ type }, one, other)
}
const ref = (id: string, label = id) => ({ id, label })

describe('two cells', () => {
  it('with numbers are the same by value', () => {
    expect(same('int', 5, 5)).toBe(true)
    expect(same('int', 5, 6)).toBe(false)
    expect(same('decimal', 0, -0)).toBe(true)
    expect(same('decimal', 0, null)).toBe(false)
    expect(same('long', '9007199254740993', '9007199254740992')).toBe(false)
    expect(same('long', '+007', '7')).toBe(true)
  })

  it('with text are the same letter for letter, and empty text is not no value', () => {
    expect(same('string', 'a', 'A')).toBe(false)
    expect(same('text', 'a ', 'a')).toBe(false)
    expect(same('text', '', null)).toBe(false)
    expect(same('bool', false, null)).toBe(false)
  })

  it('with moments are the same at the same instant', () => {
    expect(same('date-time', '2020-01-01T10:00:00Z', '2020-01-01T11:00:00+0100')).toBe(true)
    expect(same('date-time', '2020-01-01T10:00:00Z', '2020-01-01T10:00:00.000Z')).toBe(true)
    expect(same('date-time', '2020-01-01T10:00:00Z', '2020-01-01T10:00:00.0000001Z')).toBe(false)
    expect(same('date-time', '0001-01-01T00:00:00Z', '0001-01-01T00:00:01Z')).toBe(false)
    expect(same('date', '2020-01-01', '2020-01-02')).toBe(false)
  })

  it('with references are the same by their ids in their order, not by labels', () => {
    expect(same('reference', ref('a', 'A'), ref('a'))).toBe(true)
    expect(same('reference', ref('a'), ref('b'))).toBe(false)
    expect(same('reference', ref('a'), null)).toBe(false)
    expect(same('references', [ref('a'), ref('b')], [ref('a', 'A'), ref('b')])).toBe(true)
    expect(same('references', [ref('a'), ref('b')], [ref('b'), ref('a')])).toBe(false)
    expect(same('back-references', [ref('a'), ref('b')], [ref('b'), ref('a')])).toBe(true)
    expect(same('categories', [], null)).toBe(true)
    expect(same('file', ref('chosen-file/1', 'a.txt'), ref('f1', 'a.txt'))).toBe(false)
  })
})
