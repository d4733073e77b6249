import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimal, RawJson, writeDouble, writeJson, writeText } from '@main/sample-server/wire/gson'

describe('writeDouble', () => {
  it.each([
    [3, '3.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [0.001, '0.001'],
    [0.0009, '9.0E-4'],
    [0.000132500824069775, '1.32500824069775E-4'],
    [9999999, '9999999.0'],
    [1e7, '1.0E7'],
    [1234567890.1234567, '1.2345678901234567E9'],
    [1e-300, '1.0E-300'],
    [-2.5e21, '-2.5E21'],
    [5e-324, '4.9E-324'],
    [1e-323, '9.9E-324'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [7.1708540619282e-14, '7.1708540619282E-14'],
  ])('writes %s as Java does: %s', (value, text) => {
    expect(writeDouble(value)).toBe(text)
  })

  it('writes every double so that it reads back as itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = writeDouble(value)
        expect(Number(text)).toBe(value)
        expect(text).toMatch(/^-?\d+\.\d+(E-?\d+)?$/)
      }),
    )
  })
})

describe('writeText', () => {
  it('writes every text so that it reads back as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(writeText(text))).toBe(text)
      }),
    )
  })

  it('escapes what the real writer escapes, and markup not', () => {
    expect(writeText('a\u2028b\u2029c\u001f"\\<b>&\'')).toBe('"a\\u2028b\\u2029c\\u001f\\"\\\\<b>&\'"')
  })
})

describe('writeJson', () => {
  it('leaves missing keys out and writes missing entries of lists', () => {
    expect(writeJson({ a: null, b: undefined, c: [null, 'x', []], d: { e: null } })).toBe('{"c":[null,"x",[]],"d":{}}')
  })

  it('writes 64-bit integers as plain numbers and doubles as doubles', () => {
    expect(writeJson([9223372036854775807n, -9007199254740993n, 5, decimal(5), true, new RawJson('{"x":1}')])).toBe(
      '[9223372036854775807,-9007199254740993,5,5.0,true,{"x":1}]',
    )
  })
})
