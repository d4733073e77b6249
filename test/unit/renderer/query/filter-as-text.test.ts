// The filter as text: what it is read as, what it is written from, what may follow, and conditions that come to it.
import { extendText } from '@renderer/query/text/extend-text'
import { readText } from '@renderer/query/text/read-text'
import { suggestionsFor } from '@renderer/query/text/suggestions'
import { writeText } from '@renderer/query/text/write-text'
import { emptyQuery } from '@shared/query/query'
import { rsqlPlaceAt } from '@shared/rsql/rsql-place'
import type { Choice } from '@shared/table/table'
import type { ValueType } from '@shared/table/value-type'
import { describe, expect, it } from 'vitest'
import { column, condition, query, table } from '../../../support/sample-table'

const target = {
  tableId: 'Genes',
  tableLabel: 'Genes',
  idColumn: 'gene',
  labelColumn: 'name',
  idType: 'string' as const,
}
const genes = table('Genes', [
  column('gene'),
  column('name', 'string', { label: 'Full name' }),
  column('length', 'int'),
])
const samples = table('Samples', [
  column('id'),
  column('age', 'int', { label: 'Age in years' }),
  column('alive', 'bool'),
  column('born', 'date'),
  column('kind', 'enum', {
    choices: [
      { id: 'a b', label: 'A and B' },
      { id: 'it"s\'', label: 'odd' },
      { id: 'c', label: 'c' },
    ],
  }),
  column('gene', 'reference', { target }),
])
const findTable = (id: string) => (id === 'Genes' ? genes : undefined)

const offered = (marked: string, values: readonly Choice[] | null = null) => {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  const place = rsqlPlaceAt(text, cursor)
  if (place === null) return []
  return suggestionsFor(place, { table: samples, findTable, values }).map(
    ({ start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
  )
}

describe('what may follow', () => {
  it('is an attribute, by its name or its label', () => {
    expect(offered('|')).toContain('age')
    expect(offered('years|')).toEqual(['age'])
    expect(offered('id==1;AG|')).toEqual(['id==1;age'])
  })

  it('leads on through references', () => {
    expect(offered('ge|')).toEqual(['gene', 'age', 'gene.'])
    expect(offered('gene.full|')).toEqual(['gene.name'])
    expect(offered('gene.length|')).toContain('gene.length=ge=')
  })

  it('is an operator that the type has', () => {
    expect(offered('age |')).toContain('age =rng=(')
    expect(offered('age |')).not.toContain('age =like=')
    expect(offered('alive |')).toEqual(['alive ==', 'alive !=', "alive ==''", "alive !=''"])
    expect(offered('age=g|')).toEqual(['age=ge=', 'age=gt='])
  })

  it('is a value with the quotes that it needs', () => {
    expect(offered('kind==|')).toEqual(['kind=="a b"', 'kind==c'])
    expect(offered('kind==A|')[0]).toBe('kind=="a b"')
    expect(offered('kind=="A|')[0]).toBe('kind=="a b"')
    expect(offered('kind=in=(c,|')).toEqual(['kind=in=(c,"a b"', 'kind=in=(c,c'])
    expect(offered('alive==|')).toEqual(['alive==true', 'alive==false'])
    expect(offered('gene==|', [{ id: 'G;1', label: 'one' }])).toEqual(['gene=="G;1"'])
  })

  it('is what joins and closes', () => {
    expect(offered('(age==5 |')).toEqual(['(age==5 ;', '(age==5 ,', '(age==5 )'])
    expect(offered('age=in=(5 |')).toEqual(['age=in=(5 ,', 'age=in=(5 )'])
  })
})

const read = (text: string) => readText(text, { table: samples, findTable, sort: [] })

describe('a text that is read', () => {
  it('becomes the builder’s filter where that can show it', () => {
    const { asked, problem } = read('age=ge=5;(kind==c,alive==true)')
    expect(problem).toBeNull()
    expect(asked?.rsql).toBeUndefined()
    expect(asked?.filter.children).toHaveLength(2)
  })

  it('stays a text where it cannot', () => {
    expect(read(' age==5,*=q=word ').asked).toMatchObject({ rsql: 'age==5,*=q=word', search: '' })
  })

  it('asks for all rows when it is empty', () => {
    expect(read('  ').asked).toEqual({ filter: emptyQuery().filter, search: '' })
  })

  it.each([
    ['age=', 3, 'an operator'],
    ['age==', 5, 'a value or ('],
    ['(age==5', 7, ') or ; or ,'],
    ['age=="5', 5, 'a closing "'],
  ])('%s says where it cannot be read and what was expected', (text, start, expected) => {
    expect(read(text)).toMatchObject({ asked: null, problem: { kind: 'unreadable', start, expected } })
  })

  it.each([
    ['id==1;nosuch==5', 6, 'There is no attribute nosuch.'],
    ['age==old,id==1', 5, "'old' is not a whole number"],
    ['gene.nosuch==1', 0, 'There is no attribute gene.nosuch.'],
  ])('%s says what a server will refuse', (text, start, message) => {
    const { problem } = read(text)
    expect(problem).toMatchObject({ kind: 'refused', start })
    expect(problem?.message).toContain(message)
  })

  it('is not refused where the builder asks in another way', () => {
    const { problem, asked } = read('born=rng=(2020-01-01,2020-02-01);*=q=x')
    expect(asked?.rsql ?? null).not.toBe('')
    expect(problem === null || problem.kind === 'refused').toBe(true)
  })

  it('names the ways through references, whose tables have to be known', () => {
    expect(read('gene.length=gt=5;age==1').paths).toEqual(['gene.length'])
  })
})

describe('a filter that is written', () => {
  const typeOf = (name: string): ValueType | null => samples.columns.find((one) => one.name === name)?.type ?? null
  const now = new Date(2026, 10, 24)
  const write = (asked = emptyQuery()) => writeText(asked, samples, typeOf, now)

  it('says what its text does not hold', () => {
    const off = { ...condition('age', 'equals', '5'), isOff: true }
    const moving = condition('born', 'greater-or-equal', 'today-30d')
    expect(write(query({}, off, moving))).toEqual({
      text: 'born=ge=2026-10-25',
      problem: null,
      losses: [
        'One part of the filter is switched off and not in the text: a changed text leaves it out.',
        'Dates that move with the calendar stand in the text as the days of today.',
      ],
    })
  })

  it('says why there is no text', () => {
    expect(write(query({}, condition('id', 'begins', 'a')))).toMatchObject({
      text: null,
      problem: "RSQL cannot say 'id begins with'.",
    })
  })

  it('is the text itself where it is one', () => {
    expect(write({ ...emptyQuery(), rsql: 'age==1,*=q=x' }).text).toBe('age==1,*=q=x')
  })
})

describe('a condition beside a text', () => {
  it.each([
    ['age==5', condition('kind', 'equals', 'c'), 'kind==c;age==5'],
    ['age==5,age==6', condition('kind', 'equals', 'c'), 'kind==c;(age==5,age==6)'],
    ['age!=5', condition('kind', 'equals', 'c'), 'kind==c;age!=5'],
    ['age==5', condition('kind', 'not-empty'), "age==5;kind!=''"],
    ['age==5', condition('kind', 'not-equals', 'c'), "(kind!=c,kind=='');age==5"],
  ])('%s keeps what it means', (text, added, wanted) => {
    expect(extendText(text, added, samples)).toBe(wanted)
  })

  it('is not added where another part of the server would answer, or where it cannot be written', () => {
    expect(extendText('id=like=x', condition('id', 'search', 'words'), samples)).toBeNull()
    expect(extendText('age==5', condition('id', 'ends', 'x'), samples)).toBeNull()
    expect(extendText('age==', condition('id', 'equals', 'x'), samples)).toBeNull()
  })

  it('may search for words beside a search', () => {
    expect(extendText('*=q=x', condition('id', 'search', 'words'), samples)).toBe('id=q=words;*=q=x')
  })
})
