// Cells become the values that a session writes, and what the server fills in is left to it.
import { chosenFiles, isEmptyCell, writeCell, writeRow } from '@shared/edit/write-cell'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const ref = (id: string, label = id) => ({ id, label })

describe('a cell', () => {
  it('is written as a plain value', () => {
    expect(writeCell({ type: 'long' }, '9007199254740993')).toBe('9007199254740993')
    expect(writeCell({ type: 'decimal' }, 0.1)).toBe(0.1)
    expect(writeCell({ type: 'bool' }, false)).toBe(false)
    expect(writeCell({ type: 'text' }, '')).toBe('')
    expect(writeCell({ type: 'int' }, null)).toBeNull()
    expect(writeCell({ type: 'reference' }, ref('a', 'A'))).toBe('a')
    expect(writeCell({ type: 'references' }, [ref('b'), ref('a, c')])).toEqual(['b', 'a, c'])
    expect(writeCell({ type: 'categories' }, null)).toEqual([])
    expect(writeCell({ type: 'file' }, ref('f1', 'notes.txt'))).toBe('notes.txt')
  })

  it('is empty with no value or no references, not with empty text', () => {
    expect([null, undefined, []].map(isEmptyCell)).toEqual([true, true, true])
    expect(['', 0, false, ref('')].map(isEmptyCell)).toEqual([false, false, false, false])
  })
})

describe('a row', () => {
  const place = table('T', [
    column('id', 'string', { isAuto: true }),
    column('made', 'date-time', { isAuto: true }),
    column('count', 'int', { isNullable: false, defaultValue: '5' }),
    column('note', 'text', { defaultValue: 'none' }),
    column('sum', 'int', { isComputed: true }),
    column('file', 'file'),
    column('__proto__', 'string'),
  ])

  it('that is new leaves out what the server fills in, and says no value where that is meant', () => {
    const row = { id: null, made: null, count: null, note: null, sum: 1, other: 'x' }
    expect(writeRow(place, row, true)).toEqual({ note: null })
    expect(writeRow(place, { id: 'mine', count: 0 }, true)).toEqual({ id: 'mine', count: 0 })
  })

  it('that is there says all that it names', () => {
    expect(writeRow(place, { id: 'a', made: null, note: null }, false)).toEqual({ id: 'a', made: null, note: null })
  })

  it('may have a column of any name', () => {
    const row = JSON.parse('{ "id": "a", "__proto__": "x" }') as Record<string, string>
    expect(Object.entries(writeRow(place, row, false))).toEqual(Object.entries(row))
  })

  it('keeps its chosen files apart', () => {
    const row = { id: 'a', file: ref('chosen-file/7', 'a.txt') }
    expect(writeRow(place, row, true)).toEqual({ id: 'a' })
    expect(chosenFiles(row)).toEqual({ file: row.file })
    expect(chosenFiles({ file: ref('f1', 'a.txt') })).toEqual({})
  })
})
