// What an editor starts with is read back as the same cell, for every type and script.
import { cellsEqual } from '@shared/edit/cells-equal'
import { cellProblem } from '@shared/edit/check-cell'
import { editText, readCell, type ReadOptions } from '@shared/edit/read-cell'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { column } from '../../../support/sample-table'

const options: ReadOptions[] = [{}, { decimalSign: '.' }, { decimalSign: ',' }, { dateOrder: 'month-first' }]
const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
const references = words.map((id) => ({ id, label: id }))
const choices = [
  { id: 'a', label: 'Blood, whole' },
  { id: 'A', label: ' a ' },
  { id: '"b", c', label: 'A' },
]
const second = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().replace(/\.\d+Z$/, 'Z'))
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })

function comesBack(place: Column, cells: fc.Arbitrary<Cell>, known: readonly ReadOptions[] = options) {
  const check = fc.property(cells, fc.constantFrom(...known), (cell, how) => {
    const read = readCell(place, editText(place, cell, how), how)
    expect(read).toMatchObject({ ok: true })
    if (read.ok) expect([cell, cellsEqual(place, read.cell, cell)]).toEqual([cell, true])
  })
  fc.assert(check, { numRuns: 300 })
}

describe('what an editor starts with', () => {
  it('is read back for text of every script', () => {
    for (const type of ['string', 'text', 'html', 'script'] as const) comesBack(column('c', type), words)
    comesBack(column('c', 'enum', { choices: [] }), words)
  })

  it('is read back for numbers, however decimals are written', () => {
    comesBack(column('c', 'int'), fc.integer())
    comesBack(column('c', 'long'), long.map(String))
    comesBack(column('c', 'decimal'), fc.double({ noNaN: true, noDefaultInfinity: true }))
    comesBack(
      column('c', 'decimal'),
      fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => n / 1000),
    )
  })

  it('is read back for yes and no, days and moments', () => {
    comesBack(column('c', 'bool'), fc.constantFrom(true, false, null))
    comesBack(
      column('c', 'date'),
      second.map((text) => text.slice(0, 10)),
    )
    comesBack(column('c', 'date-time'), second)
    comesBack(column('c', 'date-time'), fc.constantFrom('2020-01-01T10:00:00.25Z', '+010000-01-01T00:00:00Z'))
  })

  it('is read back for references and choices', () => {
    comesBack(column('c', 'reference'), fc.option(references))
    comesBack(column('c', 'references'), fc.array(references, { maxLength: 5 }))
    comesBack(column('c', 'category', { choices }), fc.constantFrom(...choices))
    comesBack(column('c', 'categories', { choices }), fc.shuffledSubarray(choices))
    comesBack(column('c', 'enum', { choices }), fc.constantFrom(...choices.map(({ id }) => id)))
  })
})

describe('a text that is read', () => {
  it('gives a cell of its type or a sentence, whatever it is', () => {
    const texts = fc.oneof(words, fc.stringMatching(/^[-+0-9.,eE/: TZ'"]{0,20}$/))
    for (const type of ['int', 'long', 'decimal', 'bool', 'date', 'date-time', 'references'] as const) {
      const place = column('c', type)
      fc.assert(
        fc.property(texts, fc.constantFrom(...options), (text, how) => {
          const read = readCell(place, text, how)
          if (!read.ok) expect(read.problem).toMatch(/\.$/)
          else if (type !== 'references' && type !== 'date-time') expect(cellProblem(place, read.cell)).toBeNull()
        }),
        { numRuns: 500 },
      )
    }
  })
})
