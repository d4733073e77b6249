// Marks and sentences of rows with changes that are not sent, and the steps that make them.
import { copyStep, deleteStep, setStep } from '@renderer/edit/cells/edit-steps'
import { cellMark, cellSentence, rowMark, rowSentence } from '@renderer/edit/cells/staged-mark'
import { keyOfRow, rowKeySchema, type StagedRow } from '@shared/edit/staged'
import type { Cell } from '@shared/table/table-slice'
import { describe, expect, it } from 'vitest'
import { column } from '../../../../support/sample-table'

const staged = (more: Partial<StagedRow> = {}): StagedRow => ({
  key: keyOfRow('r1'),
  kind: 'change',
  id: 'r1',
  label: 'Row 1',
  before: { a: 12, b: null },
  after: { a: 13, b: 'x' },
  problems: {},
  refusal: null,
  conflict: null,
  isUnknown: false,
  ...more,
})
const write = (cell: Cell) => (cell === null ? 'no value' : JSON.stringify(cell))

describe('marks', () => {
  it('tell changed cells from others, and say what was there', () => {
    expect([cellMark(staged(), 'a'), cellMark(staged(), 'c'), cellMark(null, 'a')]).toEqual(['changed', null, null])
    expect(cellSentence(staged(), 'a', write)).toBe('Was 12')
    expect(cellSentence(staged(), 'b', write)).toBe('Was no value')
    expect(cellSentence(staged(), 'c', write)).toBeNull()
  })

  it('put trouble before a change: what is wrong, what the server refused, what somebody else wrote', () => {
    const wrong = staged({ problems: { a: '13 is too much.' } })
    expect([cellMark(wrong, 'a'), rowMark(wrong)]).toEqual(['problem', 'problem'])
    expect(cellSentence(wrong, 'a', write)).toBe('13 is too much.\nWas 12')
    const refused = staged({ refusal: { column: 'b', message: 'It is there twice.', serverWords: 'Duplicate' } })
    expect([cellMark(refused, 'b'), cellSentence(refused, 'b', write)]).toEqual([
      'problem',
      'It is there twice.\nWas no value',
    ])
    const conflict = staged({ conflict: { theirs: { a: 14 }, isGone: false } })
    expect([cellMark(conflict, 'a'), rowMark(conflict)]).toEqual(['conflict', 'conflict'])
    expect(cellSentence(conflict, 'a', write)).toBe('Somebody else changed this to 14.\nWas 12')
  })

  it('tell new and deleted rows, and rows of which nothing is known', () => {
    expect([rowMark(staged({ kind: 'add' })), rowMark(staged({ kind: 'delete', after: {} }))]).toEqual([
      'added',
      'deleted',
    ])
    expect(cellMark(staged({ kind: 'add' }), 'a')).toBeNull()
    expect(rowSentence(staged({ isUnknown: true }))).toContain('not known whether it arrived')
    expect(rowSentence(staged({ kind: 'add', conflict: { theirs: {}, isGone: false } }))).toContain(
      'has a row with this id',
    )
  })
})

describe('steps', () => {
  const newKey = rowKeySchema.parse('new/1')

  it('say what was read of the changed cells, and nothing of new rows', () => {
    const read = { id: 'r1', a: 12, b: null }
    expect(setStep({ key: keyOfRow('r1'), label: 'Row 1', read }, { a: 13 })).toMatchObject({
      cells: { a: 13 },
      before: { a: 12 },
    })
    expect(setStep({ key: newKey, label: '', read }, { a: 13 })).toMatchObject({ before: {} })
    expect(deleteStep({ key: keyOfRow('r1'), label: 'Row 1', read })).toMatchObject({ before: read })
  })

  it('copy a row without what tells rows apart, what the server fills in, and files', () => {
    const columns = [
      column('id', 'string', { isId: true }),
      column('when', 'date-time', { isAuto: true }),
      column('code', 'string', { isUnique: true }),
      column('sum', 'int', { isComputed: true }),
      column('uses', 'back-references'),
      column('scan', 'file'),
      column('a', 'int'),
      column('b', 'string'),
    ]
    const table = { columns } as unknown as Parameters<typeof copyStep>[0]
    const file = { id: 'f', label: 'scan.png' }
    const row = { id: 'r1', when: 'x', code: 'c', sum: 3, uses: [], scan: file, a: 12, b: null }
    expect(copyStep(table, row)).toEqual({ kind: 'add', cells: { a: 12 } })
  })
})
