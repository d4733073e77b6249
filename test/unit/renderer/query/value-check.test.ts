// What is typed becomes what a query carries, or a sentence about what is wrong.
import { newCondition } from '@renderer/query/filter-tree'
import { checkValue, problemOf, readyCondition } from '@renderer/query/value-check'
import { describe, expect, it } from 'vitest'
import { column } from '../../../support/shared/tables'

const value = (text: string, type: Parameters<typeof checkValue>[1]) => {
  const checked = checkValue(text, type)
  return 'value' in checked ? checked.value : `! ${checked.problem}`
}

describe('checkValue', () => {
  it('keeps every digit of whole numbers up to 64 bits', () => {
    expect(value('9223372036854775807', 'long')).toBe('9223372036854775807')
    expect(value('-9223372036854775808', 'long')).toBe('-9223372036854775808')
    expect(value('9007199254740993', 'long')).toBe('9007199254740993')
    expect(value('9223372036854775808', 'long')).toMatch(/^! Outside of what 64 bits/)
    expect(value('2147483648', 'int')).toMatch(/^! Outside of what 32 bits/)
  })

  it('takes grouped thousands and a plus, and no decimal comma for one', () => {
    expect(value(' +0,012 ', 'int')).toBe('12')
    expect(value("1'234 567", 'int')).toBe('1234567')
    expect(value('1,5', 'int')).toMatch(/^!/)
    expect(value('1,5', 'decimal')).toBe('! Write the decimals behind a point: 1.5')
    expect(value('1e-300', 'decimal')).toBe('1e-300')
    expect(value('.5', 'decimal')).toBe('.5')
    expect(
      [value('1e999', 'decimal'), value('abc', 'decimal'), value('', 'int')].every((one) => one.startsWith('!')),
    ).toBe(true)
  })

  it('knows the calendar', () => {
    expect(value('2000-02-29', 'date')).toBe('2000-02-29')
    expect(value('1900-02-29', 'date')).toBe('! There is no such day.')
    expect(value('2026-13-01', 'date')).toBe('! There is no such day.')
    expect(value('1.2.2026', 'date')).toMatch(/^! Write a date/)
  })

  it('writes times in UTC', () => {
    expect(value('2026-02-28', 'date-time')).toBe('2026-02-28T00:00:00Z')
    expect(value('2026-02-28 14:30', 'date-time')).toBe('2026-02-28T14:30:00Z')
    expect(value('2026-02-28T14:30:15+01:00', 'date-time')).toBe('2026-02-28T13:30:15Z')
    expect(value('1969-07-20T20:17:40Z', 'date-time')).toBe('1969-07-20T20:17:40Z')
    expect(value('2026-02-28 25:00', 'date-time')).toBe('! There is no such time.')
    expect(value('2026-02-30 10:00', 'date-time')).toBe('! There is no such day.')
  })

  it('leaves texts as they are, blanks included', () => {
    expect(value('  pad  ', 'string')).toBe('  pad  ')
  })
})

describe('readyCondition', () => {
  it('is null while a value is missing or wrong, and says which one', () => {
    const age = column('age', 'int')
    expect(readyCondition(newCondition('age', 'equals'), age)).toBeNull()
    expect(problemOf(newCondition('age', 'range', ['1', 'x']), age)).toMatchObject({ kind: 'invalid', valueIndex: 1 })
    expect(problemOf(newCondition('age', 'range', ['1']), age)).toMatchObject({ kind: 'incomplete', valueIndex: 1 })
    expect(problemOf(newCondition('', 'empty'), null)?.kind).toBe('incomplete')
    expect(problemOf(newCondition('age', 'empty'), age)).toBeNull()
  })

  it('carries values in their canonical form', () => {
    expect(problemOf(newCondition('born', 'in', ['2000-02-29', 'x']), column('born', 'date'))?.text).toBe(
      '"x": Write a date as 2026-02-28.',
    )
    expect(readyCondition(newCondition('age', 'in', ['007', '+8']), column('age', 'int'))?.values).toEqual(['7', '8'])
    expect(readyCondition(newCondition('age', 'not-empty', ['old']), column('age', 'int'))?.values).toEqual([])
  })

  it('checks references by the type of the ids they hold', () => {
    const reference = column('ref', 'reference')
    const numbered = { ...reference, target: { ...reference.target!, idType: 'long' as const } }
    expect(readyCondition(newCondition('ref', 'equals', ['x']), numbered)).toBeNull()
    expect(readyCondition(newCondition('ref', 'equals', ['x']), reference)?.values).toEqual(['x'])
  })
})
