import type { AppError } from '@shared/errors/app-error'
import { toWireRow } from '@main/server/molgenis-classic/writing/write-value'
import { sameValue } from '@main/server/molgenis-classic/writing/arrival'
import type { RowValues, WriteValue } from '@main/server/table-access'
import { describe, expect, it } from 'vitest'
import { column, madeUpTable } from './made-up-table'

const wire = (row: RowValues, wantsOffsets = false) => toWireRow(madeUpTable, row, wantsOffsets)
const refusal = (type: string, value: WriteValue): AppError | null => {
  try {
    wire({ [type]: value })
    return null
  } catch (error) {
    return error as AppError
  }
}

describe('values to write', () => {
  it('keep every digit, whatever form they are given in', () => {
    expect(wire({ long: 9_223_372_036_854_775_807n })).toEqual({ long: '9223372036854775807' })
    expect(wire({ long: '-9223372036854775808' })).toEqual({ long: '-9223372036854775808' })
    expect(wire({ long: 5 })).toEqual({ long: '5' })
    expect(wire({ decimal: '0.1234567890123456' })).toEqual({ decimal: '0.1234567890123456' })
    expect(wire({ decimal: 1e-300, int: '+7' })).toEqual({ decimal: 1e-300, int: 7 })
  })

  it('are what the server reads: text for text, ids for references, null for nothing', () => {
    expect(
      wire({ string: 5, bool: 'false', reference: 7, references: ['a,b', 2], categories: null, date: '', text: '' }),
    ).toEqual({
      string: '5',
      bool: false,
      reference: '7',
      references: ['a,b', '2'],
      categories: [],
      date: null,
      text: '',
    })
  })

  it('have no zone as Z for servers that do not read it', () => {
    const at = (moment: string) => wire({ 'date-time': moment }, true)['date-time']
    expect(at('2020-02-29T10:00:00Z')).toBe('2020-02-29T10:00:00+0000')
    expect(at('2020-02-29T10:00:00+01:30')).toBe('2020-02-29T10:00:00+0130')
    expect(wire({ 'date-time': '2020-02-29T10:00:00Z' })).toEqual({ 'date-time': '2020-02-29T10:00:00Z' })
  })

  it('that do not fit are refused with the attribute, before a server loses them', () => {
    const wrong: [string, WriteValue][] = [
      ['int', 2_147_483_648],
      ['int', '1.5'],
      ['int', true],
      ['long', '9223372036854775808'],
      // Digits that a number has lost already cannot be sent.
      ['long', 2 ** 53 + 2],
      ['decimal', NaN],
      ['decimal', '0x10'],
      ['decimal', '1,5'],
      ['bool', 'yes'],
      ['date', '1/2/2020'],
      ['references', 'a,b'],
      ['reference', ['a']],
    ]
    for (const [type, value] of wrong)
      expect(refusal(type, value)).toMatchObject({ code: 'input.invalid', facts: { attribute: type } })
    expect(refusal('nosuch', 1)).toMatchObject({ code: 'input.invalid', facts: { attribute: 'nosuch' } })
  })

  it('of computed attributes are left out', () => {
    const table = { ...madeUpTable, columns: [column('a', 'string', { isComputed: true }), column('b', 'string')] }
    expect(toWireRow(table, { a: 'x', b: 'y' }, false)).toEqual({ b: 'y' })
  })
})

describe('a value that was sent and one that is there', () => {
  const same = (type: Parameters<typeof column>[1], sent: Parameters<typeof sameValue>[0], there: unknown) =>
    sameValue(sent, there, column('x', type))

  it('are the same when the server makes the one of the other', () => {
    expect(same('long', '9007199254740993', '9007199254740993')).toBe(true)
    expect(same('long', '5', 5)).toBe(true)
    expect(same('decimal', '0.10', 0.1)).toBe(true)
    expect(same('date-time', '2020-02-29T11:00:00.999+01:00', '2020-02-29T10:00:00Z')).toBe(true)
    expect(same('date-time', '2020-02-29T10:00:00Z', '2020-02-29T11:00:00+0100')).toBe(true)
    expect(same('date', '2020-02-29T10:00:00Z', '2020-02-29')).toBe(true)
    expect(same('string', '', undefined)).toBe(true)
    expect(same('reference', 'a', { code: 'a', name: 'A' })).toBe(true)
    expect(same('references', ['a', 'b'], [{ code: 'a' }, { code: 'b' }])).toBe(true)
    expect(same('references', [], undefined)).toBe(true)
  })

  it('are not when anything else is there', () => {
    expect(same('long', '9007199254740993', '9007199254740992')).toBe(false)
    expect(same('decimal', '0.1', 0.2)).toBe(false)
    expect(same('date-time', '2020-02-29T10:00:00Z', '2020-02-29T10:00:01Z')).toBe(false)
    expect(same('string', 'a', 'A')).toBe(false)
    expect(same('string', 'a', undefined)).toBe(false)
    expect(same('string', null, 'a')).toBe(false)
    expect(same('bool', true, false)).toBe(false)
    expect(same('bool', null, false)).toBe(false)
    expect(same('references', ['b', 'a'], [{ code: 'a' }, { code: 'b' }])).toBe(false)
    expect(same('reference', 'a', { code: 'b' })).toBe(false)
  })
})
