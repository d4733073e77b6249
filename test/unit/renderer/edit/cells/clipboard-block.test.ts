// Blocks as spreadsheets write them: quotes, tabs and line breaks in fields, and what copying writes read back.
import { blockRowsOf, readBlock } from '@renderer/edit/cells/clipboard-block'
import { tabField } from '@renderer/table/range/clipboard-text'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('a block of cells', () => {
  it('has its fields between tabs and its rows between line breaks of any kind', () => {
    expect(readBlock('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(readBlock('a\nb\rc')).toEqual([['a'], ['b'], ['c']])
  })

  it('keeps line breaks, tabs and quotes of quoted fields', () => {
    expect(readBlock('"two\r\nlines"\t"a\ttab"\n"say ""hi"""\tx')).toEqual([
      ['two\r\nlines', 'a\ttab'],
      ['say "hi"', 'x'],
    ])
  })

  it('takes quotes that do not close before a tab as text', () => {
    expect(readBlock('"a\tb')).toEqual([['"a', 'b']])
    expect(readBlock('5" pipe\t"half" done')).toEqual([['5" pipe', '"half" done']])
  })

  it('keeps empty fields and empty rows, and fills up short rows', () => {
    expect(readBlock('\t\n')).toEqual([['', '']])
    expect(readBlock('a\t')).toEqual([['a', '']])
    expect(readBlock('a\n\nb\tc')).toEqual([
      ['a', ''],
      ['', ''],
      ['b', 'c'],
    ])
    expect(readBlock('')).toEqual([])
  })

  it('reads back whatever copying writes', () => {
    const sign = fc.constantFrom('a', '"', '\t', '\n', '\r', ',', 'é', '漢', ' ', '1')
    const field = fc.array(sign, { maxLength: 6 }).map((signs) => signs.join(''))
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([width, height]) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
      )
      // A row of one empty field at the end is a line break, and no row.
      .filter((rows) => rows[0]?.length !== 1 || rows.at(-1)?.[0] !== '')
    fc.assert(
      fc.property(block, (rows) => {
        const text = rows.map((row) => row.map(tabField).join('\t')).join('\r\n')
        expect(readBlock(text)).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  it('comes row by row, so that a large one need not be read at a stretch', () => {
    const rows = blockRowsOf('a\nb\nc')
    expect(rows.next().value).toEqual(['a'])
    expect(rows.next().value).toEqual(['b'])
  })
})
