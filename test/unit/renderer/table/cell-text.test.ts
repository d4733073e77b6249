// What cells say: on screen, under the pointer, in full.
import { cellFace, exactText, faceText, hoverText, webAddress } from '@renderer/table/cells/cell-text'
import { groupDigits, numberText } from '@renderer/ui/format'
import { cellTraits, stillHold } from '@renderer/table/cells/cell-traits'
import type { Cell } from '@shared/table/table-slice'
import type { ValueType } from '@shared/table/value-type'
import { utcText } from '@shared/table/utc-text'
import { describe, expect, it } from 'vitest'
import { column } from './table-fixtures'

const face = (cell: Cell, type: ValueType, more = {}) => {
  const one = column('c', { type, ...more })
  return cellFace(cell, one, cellTraits(one, [cell]))
}
const shown = (cell: Cell, type: ValueType, more = {}) => faceText(face(cell, type, more))

describe('what a cell shows', () => {
  it('tells missing from empty text', () => {
    expect(face(null, 'string')).toEqual({ kind: 'missing' })
    expect(face('', 'string')).toEqual({ kind: 'empty-text' })
    expect(face([], 'references')).toEqual({ kind: 'missing' })
    expect(face(0, 'int')).toEqual({ kind: 'text', text: '0' })
    expect(face(false, 'bool')).toEqual({ kind: 'text', text: 'false' })
  })

  it('groups whole numbers, not ids, years, decimals or codes', () => {
    expect(shown(1234567, 'int')).toBe('1,234,567')
    expect(shown('-9223372036854775808', 'long')).toBe('-9,223,372,036,854,775,808')
    expect(shown(1418785, 'int', { isId: true })).toBe('1418785')
    expect(shown(1998, 'int')).toBe('1998')
    expect(shown(12345.5, 'decimal')).toBe('12345.5')
    expect(shown('007', 'string')).toBe('007')
    expect(groupDigits('not 1234')).toBe('not 1234')
  })

  it('shows decimals with all digits, small ones with an exponent', () => {
    expect(numberText(7.170529999999999e-14)).toBe('7.170529999999999e-14')
    expect(numberText(0.000133)).toBe('1.33e-4')
    expect(numberText(0.1 + 0.2)).toBe('0.30000000000000004')
    expect([numberText(0), numberText(-0.5), numberText(1e21)]).toEqual(['0', '-0.5', '1e+21'])
  })

  it('shows moments in UTC without losing fractions', () => {
    expect(utcText('2015-05-22T06:12:31Z')).toBe('2015-05-22 06:12:31')
    expect(utcText('2015-05-22T06:12:31.120Z')).toBe('2015-05-22 06:12:31.12')
    expect(utcText('2015-05-22T06:12:31.000Z')).toBe('2015-05-22 06:12:31')
    expect(utcText('no moment')).toBe('no moment')
  })

  it('draws references as links by their label, many of them counted', () => {
    expect(face({ id: 'r1', label: '' }, 'reference')).toEqual({
      kind: 'links',
      links: [{ id: 'r1', label: 'r1' }],
      moreCount: 0,
    })
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `${index}`, label: `L${index}` }))
    const drawn = face(many, 'references')
    expect(drawn.kind === 'links' && [drawn.links.length, drawn.moreCount]).toEqual([12, 28])
  })

  it('opens only web addresses', () => {
    expect(webAddress('https://www.molgenis.org/a?b=c')).toBe('https://www.molgenis.org/a?b=c')
    for (const text of ['javascript:alert(1)', 'file:///etc/passwd', 'https://a b', 'www.molgenis.org', '']) {
      expect(webAddress(text)).toBeNull()
    }
    expect(face('javascript:alert(1)', 'hyperlink')).toEqual({ kind: 'text', text: 'javascript:alert(1)' })
  })

  it('cuts long texts and line breaks to one line', () => {
    expect(shown('one\r\ntwo\n\nthree', 'text')).toBe('one ↵ two ↵ three')
    expect(shown('x'.repeat(5000), 'text').length).toBeLessThan(500)
  })
})

describe('what stands under the pointer', () => {
  const hover = (cell: Cell, type: ValueType, isCut = false) =>
    hoverText(cell, column('c', { type }), { text: shown(cell, type), isCut })

  it('is the whole value where the cell shows less or other', () => {
    expect(hover('one\ntwo', 'text')).toBe('one\ntwo')
    expect(hover(0.000133, 'decimal')).toBe('0.000133')
    expect(hover('short', 'string')).toBeNull()
    expect(hover('short', 'string', true)).toBe('short')
    expect(hover(12345, 'int')).toBeNull()
    expect(hover({ id: 'r1', label: 'One' }, 'reference')).toBe('One\nid r1')
    expect(hover('2015-05-22T06:12:31Z', 'date-time')).toMatch(/^2015-05-22T06:12:31Z\n.+/)
  })
})

describe('a cell in full', () => {
  it('keeps every digit and lets references be written by label or id', () => {
    expect(exactText('9223372036854775807')).toBe('9223372036854775807')
    expect(exactText(7.170529999999999e-14)).toBe('7.170529999999999e-14')
    const references = [
      { id: 'a', label: 'Alpha' },
      { id: 'b', label: 'Beta' },
    ]
    expect([exactText(references), exactText(references, 'id')]).toEqual(['Alpha, Beta', 'a, b'])
    expect(exactText(null)).toBe('')
  })
})

describe('looks of a column', () => {
  const text = column('Ref_Counts')
  it('takes text that is all counts for numbers, but not codes, years or few small numbers', () => {
    expect(cellTraits(text, ['130', '4142', null])).toEqual({ isRight: true, isGrouped: true })
    expect(cellTraits(text, ['19', '4', '17']).isRight).toBe(false)
    expect(cellTraits(text, ['0.5', '3']).isRight).toBe(true)
    expect(cellTraits(text, ['1998', '2004']).isRight).toBe(false)
    expect(cellTraits(text, ['130', 'X']).isRight).toBe(false)
    expect(cellTraits(text, ['0130', '4142']).isRight).toBe(false)
    expect(cellTraits(text, [null]).isRight).toBe(false)
  })

  it('gives them up when a later value is no number', () => {
    const traits = cellTraits(text, ['130', '4142'])
    expect(stillHold(traits, text, ['7', null])).toBe(true)
    expect(stillHold(traits, text, ['X'])).toBe(false)
  })
})
