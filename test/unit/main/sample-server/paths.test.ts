import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkWithStart, pageStarts, path, segment } from '@main/sample-server/wire/paths'

describe('segment', () => {
  it('encodes as the recorded server does', () => {
    expect(segment('odd (a/b)?')).toBe('odd%20(a%2Fb)%3F')
    expect(path('v2', 'ASE', 'rs1')).toBe('/api/v2/ASE/rs1')
  })

  it('can always be decoded to what it was, as long as that is well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeURIComponent(segment(text))).toBe(text)
        expect(segment(text)).not.toMatch(/[ "#%<>?[\]\\^`{|}/](?![0-9A-F]{2})/)
      }),
    )
  })
})

describe('links to other pages', () => {
  it('say where the pages around begin', () => {
    expect(pageStarts(0, 10, 11)).toEqual({ next: 10 })
    expect(pageStarts(5, 10, 15)).toEqual({ previous: 0 })
    expect(pageStarts(10, 10, 10)).toEqual({ previous: 0 })
    expect(pageStarts(0, 0, 4)).toEqual({ next: 0 })
    expect(pageStarts(1000, 5, 21)).toEqual({ previous: 995 })
  })

  it('keep the query as it was sent and move start to the end', () => {
    const sent = '/api/v2/ASE?start=5&attrs=~id%2C~lbl&num=5&sort=Pos%3Adesc'
    expect(linkWithStart('https://server', sent, 10)).toBe(
      'https://server/api/v2/ASE?attrs=~id%2C~lbl&num=5&sort=Pos%3Adesc&start=10',
    )
    expect(linkWithStart('https://server', '/api/v2/ASE', 100)).toBe('https://server/api/v2/ASE?start=100')
  })
})
