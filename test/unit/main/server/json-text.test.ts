import { parseJsonText } from '@main/server/json-text'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('JSON without loss', () => {
  it('gives whole numbers beyond 2^53 as text and leaves the rest alone', () => {
    const text =
      '{"a":9007199254740993,"b":-9223372036854775807,"c":9007199254740991,"d":[12345678901234567890],"e":0.12345678901234567,"f":1.0E-300,"g":"9007199254740993"}'
    expect(parseJsonText(text)).toEqual({
      a: '9007199254740993',
      b: '-9223372036854775807',
      c: 9007199254740991,
      d: ['12345678901234567890'],
      e: 0.12345678901234567,
      f: 1e-300,
      g: '9007199254740993',
    })
  })

  it('keeps a number that is all there is', () => {
    expect(['9007199254740992', ' -9007199254740992\n', '42'].map(parseJsonText)).toEqual([
      '9007199254740992',
      '-9007199254740992',
      42,
    ])
  })

  it('keeps every 64-bit number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (long) => {
        const { v } = parseJsonText(`{"v": ${String(long)} }`) as { v: number | string }
        return BigInt(v) === long
      }),
    )
  })

  it('reads any other JSON as JSON.parse does', () => {
    const digits = (_: string, value: unknown) =>
      typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21
        ? String(value)
        : value
    fc.assert(fc.property(fc.json(), (text) => void expect(parseJsonText(text)).toEqual(JSON.parse(text, digits))))
  })

  it('throws on what is not JSON', () => {
    expect(() => parseJsonText('{"a":12345678901234567890')).toThrow(SyntaxError)
    expect(() => parseJsonText('<html>')).toThrow(SyntaxError)
  })
})

describe('JSON with long numbers', () => {
  it('leaves what looks like a number within a text alone, quotes and backslashes before it included', () => {
    const texts = ['[12345678901234567890]', 'a "[9007199254740993," b', '\\', '\\"', '\\\\":9007199254740993,']
    const text = JSON.stringify({ texts, long: 0 }).replace(/0}$/, '9007199254740993}')
    expect(parseJsonText(text)).toEqual({ texts, long: '9007199254740993' })
  })

  it('reads as it reads without them, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (texts) => {
        const whole = texts.map((each) => Buffer.from(each).toString())
        const text = `{"texts":${JSON.stringify(whole)},"long":-9223372036854775808}`
        expect(parseJsonText(text)).toEqual({ texts: whole, long: '-9223372036854775808' })
      }),
    )
  })

  it('shows halves of characters as U+FFFD and whole ones as they are', () => {
    const text = String.raw`["\ud83d","\udc00x","\ud83d\ude00","\\ud83d","\\\ud83d"]`
    expect(parseJsonText(text)).toEqual(['\ufffd', '\ufffdx', '😀', '\\ud83d', '\\\ufffd'])
  })
})
