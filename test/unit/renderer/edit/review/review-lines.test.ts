// Staged rows taken apart: which cells get a line, and where trouble is said.
import { conflictWords, linesOf, rowName } from '@renderer/edit/review/review-lines'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../../support/shared/tables'
import { changed, newKey } from './staged-fixtures'

const ase = table('ASE', [
  column('SNP_ID', 'string'),
  column('Note', 'text', 'Remark'),
  column('Pvalue', 'decimal', 'P value'),
])

describe('lines of a staged row', () => {
  it('are the changed cells of a change, in the order of the table, by their labels', () => {
    const { lines } = linesOf(changed({ after: { Pvalue: 0.25, Note: null, Gone: 'x' } }), ase)
    expect(lines.map(({ label, before, mine }) => [label, before, mine])).toEqual([
      ['Remark', '', null],
      ['P value', 0.5, 0.25],
      ['Gone', null, 'x'],
    ])
  })

  it('are the values of a new row, and the cells that lack one', () => {
    const row = changed({
      key: newKey(1),
      kind: 'add',
      id: '',
      label: '',
      before: {},
      after: { Pvalue: 1, Note: null },
      problems: { SNP_ID: 'SNP_ID needs a value.' },
    })
    const { lines } = linesOf(row, ase)
    expect(lines.map(({ name, mine, problem }) => [name, mine, problem])).toEqual([
      ['SNP_ID', null, 'SNP_ID needs a value.'],
      ['Pvalue', 1, null],
    ])
    expect(rowName(row)).toBe('Row without an id')
  })

  it('show cells that only somebody else changed beside those that both did', () => {
    const row = changed({ conflict: { theirs: { Pvalue: 0.75, Note: 'seen' }, isGone: false } })
    const { lines } = linesOf(row, ase)
    expect(lines.map(({ name, mine, theirs }) => [name, mine, theirs])).toEqual([
      ['Note', undefined, 'seen'],
      ['Pvalue', 0.25, 0.75],
    ])
  })

  it('bring a refusal to its cell, or to the row when the cell has no line', () => {
    const refusal = { column: 'Pvalue', message: 'Too large.', serverWords: 'value out of range' }
    expect(linesOf(changed({ refusal }), ase)).toMatchObject({ refusal: null, lines: [{ refusal }] })
    const elsewhere = { ...refusal, column: 'SNP_ID' }
    expect(linesOf(changed({ refusal: elsewhere }), ase)).toMatchObject({ refusal: elsewhere })
    expect(linesOf(changed({ problems: { '': 'No row.' } }), ase).problems).toEqual(['No row.'])
  })

  it('are known by name where the metadata cannot be had', () => {
    expect(linesOf(changed(), null).lines).toMatchObject([{ label: 'Pvalue', column: null, mine: 0.25 }])
  })
})

describe('conflicts in words', () => {
  it('offer what makes sense for the row', () => {
    const gone = { theirs: {}, isGone: true }
    expect(conflictWords(changed())).toBeNull()
    expect(conflictWords(changed({ conflict: { theirs: {}, isGone: false } }))).toMatchObject({ mine: 'Keep mine' })
    expect(conflictWords(changed({ conflict: gone }))).toMatchObject({ mine: 'Add it again' })
    expect(conflictWords(changed({ kind: 'delete', conflict: gone }))?.mine).toBeNull()
    expect(conflictWords(changed({ kind: 'add', id: 'rs9', conflict: gone }))?.sentence).toContain('id rs9')
  })
})
