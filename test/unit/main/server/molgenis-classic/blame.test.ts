import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type Operator, type Query } from '@shared/query/query'
import { blame } from '@main/server/molgenis-classic/rows/blame'
import { describe, expect, it } from 'vitest'
import { madeUpTable } from './made-up-table'

type Part = [attribute: string, operator: Operator, ...values: string[]]

const query = (...parts: Part[]): Query => ({
  ...emptyQuery(),
  filter: {
    ...emptyQuery().filter,
    children: parts.map(([attribute, operator, ...values], at) => ({
      kind: 'condition',
      id: `c${at}`,
      attribute,
      operator,
      values,
      isOff: false,
    })),
  },
})

const blamed = (serverWords: string, ...parts: Part[]) =>
  blame(new AppError('query.refused', 'x', { facts: { serverWords } }), query(...parts), madeUpTable).facts['attribute']

const plain: Part = ['string', 'equals', 'a']

describe('the blame for a refused filter', () => {
  it.each<[string, Part]>([
    ["Unknown attribute 'nosuch' of entity type 'T'.", ['nosuch', 'equals', '1']],
    ['For input string: "abc"', ['int', 'equals', 'abc']],
    ['Unsupported data type [TEXT] for operator [LIKE]', ['text', 'contains', 'x']],
    ['Query value must be of type LocalDate instead of [ArrayList]', ['date', 'range', '2020-01-01', '2020-01-02']],
    ['PreparedStatementCallback; bad SQL grammar [SELECT …]', ['date-time', 'range', 'a', 'b']],
    ["Error counting docs in index 'x'.", ['reference.ref.name', 'contains', 'x']],
  ])('%s falls on its condition', (words, part) => {
    expect(blamed(words, plain, part)).toBe(part[0])
    expect(blamed(words, part, plain)).toBe(part[0])
  })

  it('falls on the only condition, and on none of several without a hint', () => {
    expect(blamed('Something', plain)).toBe('string')
    expect(blamed('Something', plain, ['int', 'less', '1'])).toBeUndefined()
  })

  it('falls on no condition when it may be the words searched for', () => {
    const error = new AppError('query.refused', 'x', { facts: { serverWords: 'Something' } })
    expect(blame(error, { ...query(plain), search: 'abc' }, madeUpTable).facts['attribute']).toBeUndefined()
  })

  it('leaves other errors alone', () => {
    const error = new AppError('table.missing', 'x')
    expect(blame(error, query(plain), madeUpTable)).toBe(error)
  })
})
