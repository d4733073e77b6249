// Pasted lists of ids, in the forms in which people have them.
import { candidates, idLines, readIds } from '@renderer/edit/by-id/id-list'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** Read a text as a server would that has these rows. */
function read(text: string, rows: readonly string[]) {
  const lines = idLines(text)
  const asked = new Set(candidates(lines))
  return readIds(lines, (id) => asked.has(id) && rows.includes(id))
}

describe('a list of ids', () => {
  it.each([
    ['one per line', 'a\nb\r\n\n c \n'],
    ['commas', 'a, b,c,'],
    ['semicolons', 'a; b; c'],
    ['tabs', 'a\tb\tc'],
    ['quotes', '"a", "b", \'c\''],
    ['lines that end in commas', 'a,\nb,\nc'],
    ['several in a line', 'a, b\nc'],
  ])('is read from %s', (_, text) => {
    expect(read(text, ['a', 'b', 'c']).ids).toEqual(['a', 'b', 'c'])
  })

  it('keeps ids with spaces and commas that stand on a line of their own', () => {
    const rows = ['Smith, J', 'liver sample 2', 'a/b']
    expect(read('Smith, J\nliver sample 2\na/b', rows).ids).toEqual(rows)
    expect(read('Smith, J', rows).ids).toEqual(['Smith, J'])
  })

  it('takes a line with commas that is not there for one id among others', () => {
    expect(read('Smith, J\nb', ['b']).ids).toEqual(['Smith, J', 'b'])
  })

  it('says which lines it read as several ids', () => {
    expect(read('a, b\nc', ['a', 'c'])).toEqual({ ids: ['a', 'b', 'c'], doubleCount: 0, splitLines: ['a, b'] })
    expect(read('a, b', ['a']).splitLines).toEqual([])
  })

  it('counts ids that are there twice once, and says so', () => {
    expect(read('a\nb\na\na', ['a'])).toMatchObject({ ids: ['a', 'b'], doubleCount: 2 })
  })

  it('takes a quote that a spreadsheet doubled for one', () => {
    expect(read('"5"" probe"\nb', ['b']).ids).toEqual(['5" probe', 'b'])
  })

  it('finds nothing in nothing', () => {
    expect(idLines(' \n,,\t; ')).toEqual([])
  })

  it('finds every row by its id alone on a line, whatever the id', () => {
    const id = fc.string({ minLength: 1 }).filter((text) => /^[^\s"',;]([^\r\n\t]*[^\s"',;])?$/.test(text))
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 2, maxLength: 20 }), (ids) => {
        expect(read(ids.join('\n'), ids).ids).toEqual(ids)
      }),
    )
  })
})
