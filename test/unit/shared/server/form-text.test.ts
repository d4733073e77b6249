import { encodedLength, encodedText } from '@shared/server/form-text'
import { describe, expect, it } from 'vitest'

/** The bytes of a text in UTF-8 and percent signs, each counted by itself. */
const writtenOut = (text: string) =>
  [...new TextEncoder().encode(text)]
    .map((byte) => String.fromCharCode(byte))
    .map((sign) =>
      /[\w.!~*()-]/.test(sign) ? sign : `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')

describe('texts for addresses and forms', () => {
  it.each([
    ['', ''],
    ['a b', 'a%20b'],
    [`it's "x"`, 'it%27s%20%22x%22'],
    ['é€', '%C3%A9%E2%82%AC'],
    ['\u{1f600}', '%F0%9F%98%80'],
    ['a\ud800b', 'a%EF%BF%BDb'],
    ['\udc00\ud800', '%EF%BF%BD%EF%BF%BD'],
    ['\ud83d\ud83d\ude00\ude00', '%EF%BF%BD%F0%9F%98%80%EF%BF%BD'],
  ])('%j is written %s', (text, written) => {
    expect(encodedText(text)).toBe(written)
  })

  it('are as long as they are measured, whatever the sign and what stands beside it', () => {
    const units = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code))
    for (const [before, after] of [
      ['', ''],
      ['a', 'b'],
      ['\ud83d', ''],
      ['', '\ude00'],
      ['\ude00', '\ud83d'],
    ]) {
      const wrong = units.filter((unit) => {
        const text = `${before ?? ''}${unit}${after ?? ''}`
        return encodedLength(text) !== encodedText(text).length
      })
      expect(wrong).toEqual([])
    }
  })

  it('are written like UTF-8, sign for sign', () => {
    const units = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code))
    expect(units.filter((unit) => encodedText(unit) !== writtenOut(unit))).toEqual([])
  })
})
