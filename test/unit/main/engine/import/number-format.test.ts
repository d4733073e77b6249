// What numbers of a workbook stand for, by their formats.
import { numberForm, numberText } from '@main/engine/import/workbook/number-format'
import { describe, expect, it } from 'vitest'

describe('formats', () => {
  it('of dates, times and padded numbers are told from those of numbers', () => {
    const kinds = (codes: readonly string[]) => codes.map((code) => numberForm(200, code).kind)
    expect(kinds(['yyyy-mm-dd', 'd/m/yy', '[$-F800]dddd\\, mmmm dd\\, yyyy', 'mmm yy'])).toEqual(Array(4).fill('date'))
    expect(kinds(['dd/mm/yyyy hh:mm', 'm/d/yy h:mm AM/PM', 'yyyy-mm-dd hh:mm:ss.000'])).toEqual(
      Array(3).fill('date-time'),
    )
    expect(kinds(['hh:mm', '[h]:mm:ss', 'mm:ss.0'])).toEqual(Array(3).fill('time'))
    expect(kinds(['0', '0.00', '#,##0 "days"', '[Red]-0.0', 'General', '0E+00', '@', '0%'])).toEqual(
      Array(8).fill('number'),
    )
    expect(numberForm(200, '00000')).toEqual({ kind: 'padded', digitCount: 5 })
    expect([14, 22, 20, 1].map((id) => numberForm(id, null).kind)).toEqual(['date', 'date-time', 'time', 'number'])
  })
})

describe('numbers', () => {
  const text = (raw: string, kind: 'number' | 'date' | 'date-time' | 'time' = 'number') =>
    numberText(raw, { kind }, false)

  it('are written with all their digits and without exponents', () => {
    expect(
      ['1E5', '1e-7', '1.25E-5', '123456789012345', '0.30000000000000004', '-1.5E+21', '5'].map((raw) => text(raw)),
    ).toEqual([
      '100000',
      '0.0000001',
      '0.0000125',
      '123456789012345',
      '0.30000000000000004',
      '-1500000000000000000000',
      '5',
    ])
  })

  it('are days and moments where their format says so', () => {
    expect(['1', '59', '61', '43831', '45350'].map((raw) => text(raw, 'date'))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2020-01-01',
      '2024-02-28',
    ])
    expect(text('43831.999988425926', 'date-time')).toBe('2020-01-01T23:59:59')
    expect(text('43831.25', 'date')).toBe('2020-01-01T06:00:00')
    expect(text('0.75', 'time')).toBe('18:00:00')
    expect(numberText('42369', { kind: 'date' }, true)).toBe('2020-01-01')
    expect(numberText('7', { kind: 'padded', digitCount: 4 }, false)).toBe('0007')
  })
})
