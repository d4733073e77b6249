// Typed and pasted text becomes cells: what is clear is read, what can mean two things is asked back.
import { keepsEmptyText, readCell, type ReadOptions } from '@shared/edit/read-cell'
import { isAmbiguousDay } from '@shared/edit/read-date'
import { joinReferences, referenceTexts } from '@shared/edit/read-references'
import type { Column } from '@shared/table/table'
import { valueTypes, type ValueType } from '@shared/table/value-type'
import { describe, expect, it } from 'vitest'
import { column } from '../../../support/sample-table'

/** The cell, or the problem in brackets. */
const read = (type: ValueType, text: string, options: ReadOptions = {}, more: Partial<Column> = {}) => {
  const answer = readCell(column('c', type, more), text, options)
  return answer.ok ? answer.cell : `[${answer.problem}]`
}
const ref = (id: string, label = id) => ({ id, label })
const target = { tableId: 'R', tableLabel: 'Grades', idColumn: 'n', labelColumn: 'n', idType: 'int' } as const

describe('nothing', () => {
  it('is no value in each type', () => {
    for (const type of valueTypes) {
      const isMany = type === 'references' || type === 'categories' || type === 'back-references'
      expect(read(type, '')).toEqual(isMany ? [] : null)
    }
    expect(read('int', '  ')).toBeNull()
    expect(read('references', ' ')).toEqual([])
  })

  it('cannot be written as empty text, so two quotes are two quotes', () => {
    for (const type of valueTypes) expect(keepsEmptyText({ type })).toBe(false)
    expect(read('text', '""')).toBe('""')
  })
})

describe('whole numbers', () => {
  it('keep all their digits', () => {
    expect(read('int', ' -2147483648 ')).toBe(-2147483648)
    expect(read('int', '+7')).toBe(7)
    expect(read('int', '\u22125')).toBe(-5)
    expect(read('long', '9223372036854775807')).toBe('9223372036854775807')
    expect(read('long', '-009007199254740993')).toBe('-9007199254740993')
    expect(read('int', '5.0')).toBe(5)
  })

  it('outside their bits, broken or with an exponent are refused', () => {
    expect(read('int', '2147483648')).toBe("['2147483648' is not between -2147483648 and 2147483647.]")
    expect(read('long', '9223372036854775808')).toContain('is not between -9223372036854775808')
    expect(read('int', '1.5')).toBe("['1.5' is not a whole number.]")
    expect(read('int', '12a')).toBe("['12a' is not a whole number.]")
    expect(read('long', '1E+15')).toContain('can hide digits')
    for (const text of ['-', '.', '1-2', '0x10', '1 2', '٣', 'NaN', '']) expect(read('int', text)).not.toBe(0)
  })

  it('may be grouped where that means one number', () => {
    expect(read('int', '1 234 567')).toBe(1234567)
    expect(read('int', '1\u202f234')).toBe(1234)
    expect(read('int', "1'234")).toBe(1234)
    expect(read('int', '1,234,567')).toBe(1234567)
    expect(read('int', '1.234.567')).toBe(1234567)
    expect(read('int', '1,234')).toContain('can mean 1234 or 1.234')
    expect(read('int', '1.000')).toBe("['1.000' can mean 1 or 1000. Write it without the dot.]")
    expect(read('int', '1,234', { decimalSign: '.' })).toBe(1234)
    expect(read('int', '1.234', { decimalSign: ',' })).toBe(1234)
    expect(read('int', '12,34,567')).toContain('not a whole number')
    expect(read('int', '1,234,56')).toContain('not a whole number')
    expect(read('int', '0,123', { decimalSign: '.' })).toContain('not a whole number')
  })
})

describe('decimal numbers', () => {
  it('are read in every usual form', () => {
    expect(read('decimal', '0.1')).toBe(0.1)
    expect(read('decimal', '.5')).toBe(0.5)
    expect(read('decimal', '5.')).toBe(5)
    expect(read('decimal', '-1.5E-300')).toBe(-1.5e-300)
    expect(read('decimal', '5e-324')).toBe(5e-324)
    expect(read('decimal', '0,5')).toBe(0.5)
    expect(read('decimal', '1,5')).toBe(1.5)
    expect(read('decimal', '1.234')).toBe(1.234)
    expect(read('decimal', '1,234.5')).toBe(1234.5)
    expect(read('decimal', '1.234,5')).toBe(1234.5)
    expect(read('decimal', '1 234,5')).toBe(1234.5)
    expect(read('decimal', '-0')).toBe(0)
  })

  it('follow the decimal sign that is known', () => {
    expect(read('decimal', '1,234')).toContain('can mean 1234 or 1.234')
    expect(read('decimal', '1,234', { decimalSign: ',' })).toBe(1.234)
    expect(read('decimal', '1,234', { decimalSign: '.' })).toBe(1234)
    expect(read('decimal', '1,5', { decimalSign: '.' })).toBe("['1,5' is not a number.]")
    expect(read('decimal', '1.5', { decimalSign: ',' })).toBe("['1.5' is not a number.]")
    expect(read('decimal', '1.234,5', { decimalSign: '.' })).toContain('not a number')
    expect(read('decimal', '1,234.5,6')).toContain('not a number')
  })

  it('never lose digits without a word', () => {
    expect(read('decimal', '0.10000000000000001')).toBe(0.1)
    expect(read('decimal', '0.1000000000000000055511151231257827')).toBe(0.1)
    expect(read('decimal', '9007199254740993')).toContain('it would become 9007199254740992')
    expect(read('decimal', '0.1234567890123456789')).toContain('more digits than are kept')
    expect(read('decimal', '1e400')).toContain('larger than')
    expect(read('decimal', '1e-400')).toContain('smaller than')
    expect(read('decimal', '1.500000000000000000000')).toBe(1.5)
    expect(read('decimal', '1192891961900223.2')).toBe(1192891961900223.25)
    for (const text of ['NaN', 'Infinity', '1e', '5 %', '1..2', '--1']) expect(read('decimal', text)).toContain('not a')
  })
})

describe('yes and no', () => {
  it('are read from words and numbers', () => {
    expect(['TRUE', 'yes', '1', ' y '].map((text) => read('bool', text))).toEqual([true, true, true, true])
    expect(['false', 'No', '0', 'n'].map((text) => read('bool', text))).toEqual([false, false, false, false])
    expect(read('bool', '2')).toBe("['2' is neither yes nor no.]")
  })
})

describe('days', () => {
  it('are read year first, with a named month, or where one order is possible', () => {
    for (const text of ['2020-01-31', '2020/1/31', '20200131', '31 Jan 2020', 'January 31, 2020', '31-Jan-2020']) {
      expect(read('date', text)).toBe('2020-01-31')
    }
    expect(read('date', '31.01.2020')).toBe('2020-01-31')
    expect(read('date', '1/31/2020')).toBe('2020-01-31')
    expect(read('date', '5/5/2020')).toBe('2020-05-05')
    expect(read('date', '0001-01-01')).toBe('0001-01-01')
    expect(read('date', '+10000-01-01')).toBe('+010000-01-01')
  })

  it('that can be two days are asked back unless the order is known', () => {
    expect(read('date', '3/4/2020')).toBe("['3/4/2020' can mean 2020-04-03 or 2020-03-04. Write the year first.]")
    expect(isAmbiguousDay('3/4/2020 10:00')).toBe(true)
    expect(isAmbiguousDay('13/4/2020')).toBe(false)
    expect(read('date', '3/4/2020', { dateOrder: 'day-first' })).toBe('2020-04-03')
    expect(read('date', '3/4/2020', { dateOrder: 'month-first' })).toBe('2020-03-04')
    expect(read('date', '31/1/2020', { dateOrder: 'month-first' })).toContain('not a day of the calendar')
  })

  it('that are not in the calendar or hold a time are refused', () => {
    for (const text of ['2021-02-29', '2020-13-01', '31/31/2020', '0/5/2020']) expect(read('date', text)).toContain('[')
    expect(read('date', '2020-02-29')).toBe('2020-02-29')
    expect(read('date', '1900-02-29')).toContain('not a day of the calendar')
    expect(read('date', '31/1/20')).toContain('four digits')
    expect(read('date', '43861')).toContain('is not a day')
    expect(read('date', '2020-01-31 00:00:00')).toBe('2020-01-31')
    expect(read('date', '2020-01-31T14:30Z')).toContain('keeps only the day')
  })
})

describe('moments', () => {
  it('are in UTC, by their zone or without one', () => {
    expect(read('date-time', '2020-01-31T10:00:00Z')).toBe('2020-01-31T10:00:00Z')
    expect(read('date-time', '2020-01-31 10:00')).toBe('2020-01-31T10:00:00Z')
    expect(read('date-time', '2020-01-31 10:00:05 UTC')).toBe('2020-01-31T10:00:05Z')
    expect(read('date-time', '2020-01-01T00:30:00+0100')).toBe('2019-12-31T23:30:00Z')
    expect(read('date-time', '2020-01-01T00:30:00-05:30')).toBe('2020-01-01T06:00:00Z')
    expect(read('date-time', '31/1/2020 3:05 PM')).toBe('2020-01-31T15:05:00Z')
    expect(read('date-time', '31/1/2020 12:05 am')).toBe('2020-01-31T00:05:00Z')
    expect(read('date-time', '2020-01-31')).toBe('2020-01-31T00:00:00Z')
    expect(read('date-time', '2020-01-31T10:00:00.250Z')).toBe('2020-01-31T10:00:00.25Z')
    expect(read('date-time', '0001-01-01T00:00:00Z')).toBe('0001-01-01T00:00:00Z')
  })

  it('that no clock shows are refused', () => {
    for (const time of ['24:00', '10:60', '10:00:61', '13:00 PM', '10:00 CET', '10:00+19:00', 'noon', '10']) {
      expect(read('date-time', `2020-01-31 ${time}`)).toContain(
        'is not a day with a time, such as 2020-12-31 14:30'.slice(0, 12),
      )
    }
  })
})

describe('choices', () => {
  const choices = [ref('a', 'Alpha'), ref('A', 'Other'), ref('b', 'Beta'), ref('1', 'b')]

  it('are named by id, by label, or by either in any case', () => {
    expect(read('enum', 'b', {}, { choices })).toBe('b')
    expect(read('enum', 'Alpha', {}, { choices })).toBe('a')
    expect(read('category', 'beta', {}, { choices })).toEqual(ref('b', 'Beta'))
    expect(read('categories', 'OTHER, a', {}, { choices })).toEqual([ref('A', 'Other'), ref('a', 'Alpha')])
  })

  it('that are none, or more than one, are said', () => {
    expect(read('enum', 'z', {}, { choices })).toContain('is not one of the choices: a (Alpha), A (Other), b (Beta)')
    expect(read('enum', 'B', {}, { choices })).toContain('can mean b or 1')
    expect(read('categories', 'a, z', {}, { choices })).toContain("'z' is not one of the choices")
    expect(read('enum', 'anything', {}, { choices: [] })).toBe('anything')
    expect(read('category', 'x', {}, { choices: null })).toEqual(ref('x'))
  })
})

describe('references', () => {
  it('are ids, several with commas between', () => {
    expect(read('reference', ' rs1 ')).toEqual(ref('rs1'))
    expect(read('reference', 'a, b')).toEqual(ref('a, b'))
    expect(read('references', 'a, b,,c ,')).toEqual([ref('a'), ref('b'), ref('c')])
    expect(read('references', '"a, ""b""", c')).toEqual([ref('a, "b"'), ref('c')])
    expect(read('references', '5" pipe')).toEqual([ref('5" pipe')])
    expect(read('references', '"a, b')).toContain('a quote that is not closed')
    expect(read('reference', '"a" b')).toEqual(ref('"a" b'))
  })

  it('to whole numbers are whole numbers', () => {
    expect(read('references', '1, -2, +03', {}, { target })).toEqual([ref('1'), ref('-2'), ref('3')])
    expect(read('reference', 'one', {}, { target })).toBe("['one' is no id in Grades, whose ids are whole numbers.]")
  })

  it('can be taken apart and joined', () => {
    expect(referenceTexts({ type: 'references' }, '"Blood, whole", Skin')).toEqual(['Blood, whole', 'Skin'])
    expect(referenceTexts({ type: 'reference' }, 'Blood, whole')).toEqual(['Blood, whole'])
    expect(referenceTexts({ type: 'reference' }, ' ')).toEqual([])
    expect(joinReferences({ type: 'references' }, ['a', 'b, c', ' d', '"e"'])).toBe('a, "b, c", " d", """e"""')
  })
})

describe('text', () => {
  it('is taken as it is', () => {
    for (const text of ['  padded  ', 'a\r\nb', 'NULL', 'שלום', '=1+1', '\t']) {
      expect(read('string', text)).toBe(text)
      expect(read('html', text)).toBe(text)
    }
    expect(read('email', ' a@example.org ')).toBe('a@example.org')
    expect(read('file', 'a.txt')).toContain('Choose it')
  })
})
