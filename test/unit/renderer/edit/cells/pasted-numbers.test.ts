// Numbers in a pasted block: what is a decimal comma, and what can mean two numbers.
import { doubtAbout, hasDecimalCommas, uncertainNumber } from '@renderer/edit/cells/pasted-numbers'
import { describe, expect, it } from 'vitest'
import { column } from '../../../../support/sample-table'

const decimal = column('d', 'decimal')
const whole = column('n', 'int')
const text = column('t', 'string')

describe('numbers in a pasted block', () => {
  it.each([['1,5'], ['0,125'], ['-12,5'], ['1.234,5'], ['1.234.567'], ['1,5e-7'], [' 1,25 ']])(
    'show by %s that commas are decimal signs',
    (written) => expect(hasDecimalCommas([decimal], [['1'], [written]])).toBe(true),
  )

  it.each([['1,234'], ['1.5'], ['1,234.5'], ['12'], ['a,5'], ['']])('show nothing of the kind by %s', (written) =>
    expect(hasDecimalCommas([decimal], [[written]])).toBe(false),
  )

  it('are looked for in columns of numbers alone', () => {
    expect(hasDecimalCommas([text, null, whole], [['1,5', '1,5', '1']])).toBe(false)
  })

  it('can mean two numbers with three digits after the only sign', () => {
    expect(uncertainNumber(decimal, '1,234')).toEqual({ text: '1,234', meanings: { ',': '1.234', '.': '1234' } })
    expect(uncertainNumber(whole, '-12.345')).toEqual({ text: '-12.345', meanings: { ',': '-12345', '.': '-12.345' } })
    expect([
      uncertainNumber(decimal, '0,234'),
      uncertainNumber(decimal, '1,5'),
      uncertainNumber(text, '1,234'),
    ]).toEqual([null, null, null])
  })

  it('with a point are doubted where others have a decimal comma, until it is said what the signs are', () => {
    expect(doubtAbout(decimal, '1.234', { sign: null, hasCommas: true })).toBe(
      "'1.234' can mean 1.234 or 1234: other numbers here have a decimal comma.",
    )
    expect(doubtAbout(decimal, '1.234', { sign: null, hasCommas: false })).toBeNull()
    expect(doubtAbout(decimal, '1.234', { sign: ',', hasCommas: true })).toBeNull()
    expect(doubtAbout(decimal, '1.5', { sign: null, hasCommas: true })).toBeNull()
  })
})
