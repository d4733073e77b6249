// Filters read as plain sentences.
import { queryFileName, querySentence, tableWords } from '@shared/query/sentence'
import { emptyQuery, type Condition, type FilterNode, type Operator, type Query } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/shared/tables'

const people = table('People', [
  column('SNP_ID', 'reference'),
  column('Ref_Counts', 'string'),
  { ...column('sex', 'category', 'Sex'), choices: [{ id: 'f', label: 'Female' }] },
  column('born', 'date', 'Birth'),
  column('tags', 'references'),
  column('seen', 'date-time', 'Last seen'),
])
const words = tableWords(people)

const condition = (attribute: string, operator: Operator, ...values: string[]): Condition => ({
  kind: 'condition',
  id: attribute,
  attribute,
  operator,
  values,
  isOff: false,
})
const asked = (joint: 'and' | 'or', children: FilterNode[], search = ''): Query => ({
  ...emptyQuery(),
  search,
  filter: { kind: 'group', id: 'root', joint, isOff: false, children },
})
const sentence = (joint: 'and' | 'or', children: FilterNode[], search = '') =>
  querySentence(asked(joint, children, search), words)

describe('querySentence', () => {
  it('joins conditions in reading order', () => {
    expect(
      sentence('and', [condition('SNP_ID', 'equals', 'rs12460890'), condition('Ref_Counts', 'contains', '1')]),
    ).toBe('SNP_ID is rs12460890 and Ref_Counts contains 1')
  })

  it('says alternatives in parentheses only where they stand beside something', () => {
    const either: FilterNode = {
      kind: 'group',
      id: 'g',
      joint: 'or',
      isOff: false,
      children: [condition('sex', 'equals', 'f'), condition('tags', 'empty')],
    }
    expect(sentence('and', [either])).toBe('Sex is Female or tags has no value')
    expect(sentence('and', [condition('born', 'greater', '2000-02-29'), either])).toBe(
      'Birth is after 2000-02-29 and (Sex is Female or tags has no value)',
    )
    expect(sentence('or', [condition('sex', 'equals', 'f'), condition('tags', 'empty')], 'x y')).toBe(
      'any column has "x y" and (Sex is Female or tags has no value)',
    )
  })

  it('writes moments as the grid shows them', () => {
    expect(sentence('and', [condition('seen', 'equals', '2020-01-01T10:00:00Z')])).toBe(
      'Last seen is 2020-01-01 10:00:00',
    )
    expect(sentence('and', [condition('seen', 'range', '2020-01-01T10:00:00Z', '2020-01-01T10:00:00.250Z')])).toBe(
      'Last seen is between 2020-01-01 10:00:00 and 2020-01-01 10:00:00.25',
    )
    expect(
      sentence('and', [
        condition('seen', 'equals', 'today'),
        condition('Ref_Counts', 'equals', '2020-01-01T10:00:00Z'),
      ]),
    ).toBe('Last seen is today and Ref_Counts is 2020-01-01T10:00:00Z')
  })

  it('uses the words of the type, the labels of choices, and cuts long lists', () => {
    expect(sentence('and', [condition('tags', 'in', 'a', 'b')])).toBe('tags includes one of a or b')
    expect(sentence('and', [condition('born', 'range', '2000-01-01', '2001-01-01')])).toBe(
      'Birth is between 2000-01-01 and 2001-01-01',
    )
    const many = Array.from({ length: 1005 }, (_, index) => `v${index}`)
    expect(sentence('and', [condition('SNP_ID', 'in', ...many)])).toBe(
      'SNP_ID is one of v0, v1, v2, v3, v4 or 1,000 more',
    )
    expect(sentence('and', [condition('SNP_ID.Chr', 'equals', '17')])).toBe('SNP_ID › Chr is 17')
  })

  it('shows blanks at the ends of a value', () => {
    expect(sentence('and', [condition('Ref_Counts', 'equals', ' ')])).toBe('Ref_Counts is " "')
    expect(sentence('and', [condition('Ref_Counts', 'in', 'a b', ' a', 'b\t')])).toBe(
      'Ref_Counts is one of a b, " a" or "b\t"',
    )
  })

  it('denies a group in words', () => {
    const denied = { ...asked('or', [condition('sex', 'equals', 'f'), condition('tags', 'empty')]).filter, isNot: true }
    expect(sentence('and', [condition('SNP_ID', 'equals', 'a'), denied])).toBe(
      'SNP_ID is a and not (Sex is Female or tags has no value)',
    )
    expect(sentence('and', [{ ...denied, children: [condition('SNP_ID', 'equals', 'a')] }])).toBe('not (SNP_ID is a)')
  })

  it('says dates that move with the calendar in words, and leaves such words in a text alone', () => {
    expect(sentence('and', [condition('born', 'range', 'today-30d', 'today')])).toBe(
      'Birth is between 30 days ago and today',
    )
    expect(sentence('and', [condition('SNP_ID', 'equals', 'today-30d')])).toBe('SNP_ID is today-30d')
  })

  it('leaves out what is switched off', () => {
    expect(sentence('and', [{ ...condition('sex', 'equals', 'f'), isOff: true }])).toBe('All rows')
  })
})

describe('queryFileName', () => {
  it('is fit for every file system', () => {
    const name = queryFileName(people, asked('and', [condition('SNP_ID', 'equals', 'a/b\\c:"d"\n?')]))
    expect(name).toBe('People, SNP_ID is a b c d')
    expect(queryFileName(people, emptyQuery())).toBe('People')
    expect(
      queryFileName(people, asked('and', [condition('SNP_ID', 'equals', '😀'.repeat(300))])).length,
    ).toBeLessThanOrEqual(200)
  })
})
