// Pasted texts as cells: references by id or label when only one row can be meant, and every other type as it is typed.
import { isLookedUp, meaningOf, readPasted, textsToLookUp } from '@renderer/edit/cells/paste-read'
import type { ReferenceCell } from '@shared/table/table-slice'
import { describe, expect, it } from 'vitest'
import { column } from '../../../../support/sample-table'

const target = { tableId: 'T', tableLabel: 'Tissues', idColumn: 'id', labelColumn: 'name', idType: 'string' as const }
const one = column('tissue', 'reference', { target })
const many = column('tissues', 'references', { target })
const grade = column('grade', 'category', { target, choices: [{ id: 'g1', label: 'Grade 1' }] })
const found = (...pairs: [string, string][]): ReferenceCell[] => pairs.map(([id, label]) => ({ id, label }))
const rows = { tableLabel: 'Tissues', isCut: false }

describe('what a pasted reference means', () => {
  it('is the row with that id, even where another is called so', () => {
    expect(meaningOf('liver', found(['x', 'liver'], ['liver', 'Liver tissue']), rows)).toEqual({
      id: 'liver',
      label: 'Liver tissue',
    })
  })

  it('is the one row that is called so, in any case when none is called exactly so', () => {
    expect(meaningOf('Liver', found(['x', 'Liver'], ['y', 'Liver left']), rows)).toEqual({ id: 'x', label: 'Liver' })
    expect(meaningOf('liver', found(['x', 'Liver']), rows)).toEqual({ id: 'x', label: 'Liver' })
  })

  it('is not guessed when several rows are called so, none is, or too many were found', () => {
    expect(meaningOf('Liver', found(['x', 'Liver'], ['y', 'Liver']), rows)).toBe(
      'Several rows of Tissues are called “Liver” (x, y). Write the id.',
    )
    expect(meaningOf('heart', found(['x', 'heart valve']), rows)).toBe('No row of Tissues has the id or label “heart”.')
    expect(meaningOf('a', found(['x', 'a']), { ...rows, isCut: true })).toContain('Write the id.')
  })
})

describe('pasted texts', () => {
  it('are looked up once each, in the columns whose rows are not known here', () => {
    expect([one, many, grade, column('n', 'int')].map(isLookedUp)).toEqual([true, true, false, false])
    const texts = textsToLookUp(
      [one, many, null],
      [
        ['liver', 'heart, liver', 'x'],
        ['liver', '', 'y'],
      ],
    )
    expect([...texts].map(([name, some]) => [name, [...some]])).toEqual([
      ['tissue', ['liver']],
      ['tissues', ['heart', 'liver']],
    ])
  })

  it('become cells, or a sentence says why not', () => {
    const meanings = new Map([
      [
        'tissues',
        new Map<string, ReferenceCell | string>([
          ['liver', { id: 'l', label: 'Liver' }],
          ['moon', 'No such.'],
        ]),
      ],
    ])
    expect(readPasted(many, 'liver', meanings)).toEqual({ ok: true, cell: [{ id: 'l', label: 'Liver' }] })
    expect(readPasted(many, 'liver, moon', meanings)).toEqual({ ok: false, problem: 'No such.' })
    expect(readPasted(many, '', meanings)).toEqual({ ok: true, cell: [] })
    expect(readPasted(grade, 'Grade 1', meanings)).toMatchObject({ ok: true, cell: { id: 'g1' } })
    expect(readPasted(column('n', 'int'), 'x', meanings).ok).toBe(false)
  })
})
