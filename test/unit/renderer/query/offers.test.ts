// What columns and cells offer: operators by type, quick filters, attributes to pick, values from a paste.
import { farItems, ownItems, pickOf } from '@renderer/query/editor/attribute-items'
import { amongChoices, readValues, withValues, writeValues } from '@renderer/query/editor/value-list'
import { firstOperator, operatorsFor } from '@renderer/query/filter-operators'
import { quickFiltersFor } from '@renderer/query/quick-filter'
import { valueTypes } from '@shared/table/value-type'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/shared/tables'

describe('operatorsFor', () => {
  it('offers comparisons for numbers and dates only', () => {
    const comparing = valueTypes.filter((type) => operatorsFor(column('c', type)).includes('greater-or-equal'))
    expect(comparing).toEqual(['int', 'long', 'decimal', 'date', 'date-time'])
  })

  it('offers contains and word search for texts only, emptiness for all', () => {
    const texts = ['string', 'text', 'html', 'script', 'email', 'hyperlink']
    expect(valueTypes.filter((type) => operatorsFor(column('c', type)).includes('contains'))).toEqual(texts)
    expect(valueTypes.filter((type) => operatorsFor(column('c', type)).includes('search'))).toEqual(texts)
    expect(valueTypes.every((type) => operatorsFor(column('c', type)).includes('empty'))).toBe(true)
  })

  it('offers denials for all but two choices, and beginnings and ends of texts', () => {
    for (const type of valueTypes) expect(operatorsFor(column('c', type))).toContain('not-equals')
    expect(operatorsFor(column('c', 'references'))).toEqual([
      'equals',
      'not-equals',
      'in',
      'not-in',
      'empty',
      'not-empty',
    ])
    expect(operatorsFor(column('c', 'text'))).toEqual(expect.arrayContaining(['begins', 'ends']))
    expect(operatorsFor(null)).toContain('not-in')
  })

  it('starts with an operator that it offers', () => {
    for (const type of valueTypes) {
      expect(operatorsFor(column('c', type))).toContain(firstOperator(column('c', type)))
      expect(operatorsFor(column('c', type))).toContain(firstOperator(column('c', type), true))
    }
  })
})

describe('quickFiltersFor', () => {
  const said = (...input: Parameters<typeof quickFiltersFor>) => quickFiltersFor(...input).map((one) => one.title)

  it('offers this, not this, and both directions for numbers', () => {
    expect(said(column('n', 'long'), '9007199254740993')).toEqual([
      'Only 9007199254740993',
      'Not 9007199254740993 (rows without a value stay)',
      '9007199254740993 and larger',
      '9007199254740993 and smaller',
      'Only rows without a value',
      'Only rows with a value',
    ])
  })

  it('names a moment as the grid shows it, and asks for it as it is kept', () => {
    const when = column('when', 'date-time')
    expect(said(when, '2020-01-01T10:00:00Z').slice(0, 4)).toEqual([
      'Only 2020-01-01 10:00:00',
      'Not 2020-01-01 10:00:00 (rows without a value stay)',
      '2020-01-01 10:00:00 and later',
      '2020-01-01 10:00:00 and earlier',
    ])
    expect(quickFiltersFor(when, '2020-01-01T10:00:00Z')[0]?.values).toEqual(['2020-01-01T10:00:00Z'])
    expect(said(column('s', 'string'), '2020-01-01T10:00:00Z')[0]).toBe('Only 2020-01-01T10:00:00Z')
  })

  it('filters references by id and names them by label', () => {
    const [first] = quickFiltersFor(column('r', 'reference'), { id: 'rs1', label: 'First' })
    expect(first).toMatchObject({ title: 'Only First', operator: 'equals', values: ['rs1'] })
    expect(
      said(column('m', 'references'), [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ]),
    ).toEqual([
      'Only rows with A',
      'Only rows with B',
      'Not A (rows without a value stay)',
      'Not B (rows without a value stay)',
      'Only rows without a value',
      'Only rows with a value',
    ])
    expect(said({ ...column('n', 'string'), isNullable: false }, 'x')).toEqual([
      'Only x',
      'Not x',
      'Only rows with a value',
    ])
  })

  it('shows a value of blanks', () => {
    expect(said(column('s', 'string'), ' ').slice(0, 2)).toEqual(['Only " "', 'Not " " (rows without a value stay)'])
  })

  it('offers emptiness where there is no value', () => {
    const emptiness = ['Only rows without a value', 'Only rows with a value']
    expect(said(column('s', 'string'), null)).toEqual(emptiness)
    expect(said(column('m', 'references'), [])).toEqual(emptiness)
  })
})

describe('attribute items', () => {
  const people = table('People', [
    { ...column('id', 'string'), description: 'Key' },
    column('snp', 'reference', 'SNP'),
    column('age', 'int', 'Age at visit'),
  ])

  it('finds columns by label and name, the best match first', () => {
    expect(ownItems(people, 'visit age', () => false).map((one) => one.label)).toEqual(['Age at visit'])
    expect(ownItems(people, 'snp', () => false).map((one) => pickOf(one.id))).toEqual([
      { kind: 'attribute', path: 'snp' },
    ])
    expect(ownItems(people, 'zz', () => false)).toEqual([])
  })

  it('leads on through references and names the whole path', () => {
    const through = ownItems(people, '', (one) => one.type === 'reference').at(-1)
    expect(pickOf(through?.id ?? '')).toEqual({ kind: 'through', column: 'snp' })
    const [chromosome] = farItems(people.columns[1]!, table('ASE', [column('Chr', 'string')]), '')
    expect(pickOf(chromosome?.id ?? '')).toEqual({ kind: 'attribute', path: 'snp.Chr' })
  })

  it('cuts what nobody could read', () => {
    const wide = table(
      'Wide',
      Array.from({ length: 3000 }, (_, index) => column(`c${index}`, 'int')),
    )
    expect(ownItems(wide, '', () => false)).toHaveLength(200)
    expect(ownItems(wide, 'c2999', () => false)[0]?.label).toBe('c2999')
  })
})

describe('pasted values', () => {
  const pastedValues = (text: string) => readValues(text).values
  it('splits lines and cells, or a single line at commas', () => {
    expect(pastedValues('rs1\r\nrs2\n\nrs1\n')).toEqual(['rs1', 'rs2'])
    expect(pastedValues('a, with comma\tb\n')).toEqual(['a, with comma', 'b'])
    expect(pastedValues(' rs1, rs2;rs3 ')).toEqual(['rs1', 'rs2', 'rs3'])
  })

  it('takes quotes off, splits what looks like ids at blanks, and leaves names whole', () => {
    expect(pastedValues('"rs1","a, b",\'c\'')).toEqual(['rs1', 'a, b', 'c'])
    expect(pastedValues('"say ""hi"""\n rs2 \n')).toEqual(['say "hi"', 'rs2'])
    expect(pastedValues('rs1 rs2  rs3')).toEqual(['rs1', 'rs2', 'rs3'])
    expect(pastedValues('rs1,\nrs2, rs3,\n')).toEqual(['rs1', 'rs2', 'rs3'])
    expect(pastedValues('Jan Jansen')).toEqual(['Jan Jansen'])
    expect(readValues('a\na\na\nb')).toEqual({ values: ['a', 'b'], repeatedCount: 2 })
  })

  it('takes what is in quotes as one value, over several lines and in brackets too', () => {
    expect(pastedValues('"rs1","rs2"\n"rs3", "rs4",\n')).toEqual(['rs1', 'rs2', 'rs3', 'rs4'])
    expect(pastedValues("'rs1', 'a, b',\r\n 'rs3'")).toEqual(['rs1', 'a, b', 'rs3'])
    expect(pastedValues('"one\ntwo"\t"a,b;c\td"\nthree')).toEqual(['one\ntwo', 'a,b;c\td', 'three'])
    expect(pastedValues('c("rs1", "rs2",\n  "rs3")')).toEqual(['rs1', 'rs2', 'rs3'])
    expect(pastedValues("['rs1', 'rs2']")).toEqual(['rs1', 'rs2'])
    expect(pastedValues('[1, 2,\n 3]')).toEqual(['1', '2', '3'])
    expect(pastedValues('(left) heart\n(right)')).toEqual(['(left) heart', '(right)'])
    expect(pastedValues('"\nrs1')).toEqual(['"', 'rs1'])
  })

  it('writes values so that they are read as the same', () => {
    expect(writeValues(['rs1', 'Jan Jansen', 'a, b'])).toBe('rs1\nJan Jansen\n"a, b"')
    const hard = fc.string({ unit: fc.constantFrom(...'a1 ,;|"\'\t\n\r()[]{}c.'), minLength: 1 })
    const value = fc.oneof(hard, fc.string({ unit: 'grapheme', minLength: 1 }))
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 1 }), (values) => {
        expect(pastedValues(writeValues(values))).toEqual(values)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes a text that is a choice as one, commas and all', () => {
    const choices = [{ id: 'blood', label: 'Blood, whole' }]
    const text = 'Blood, whole'
    expect(amongChoices(text, readValues(text), choices)).toEqual({ values: ['blood'], repeatedCount: 0 })
  })

  it('adds thousands to a list, each once', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `rs${index}`)
    expect(withValues(['rs1', 'x'], pastedValues(many.join('\n')))).toHaveLength(5001)
  })
})
