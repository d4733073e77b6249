// What a server does with the builder's own queries.
import { describe, expect, it } from 'vitest'
import { foreseeQuery } from '@shared/query/foresee-query'
import type { FilterNode, Query } from '@shared/query/query'
import { column, condition, group, query, table } from '../../../support/sample-table'

const target = { tableId: 'Ref', tableLabel: 'Ref', idColumn: 'id', labelColumn: 'id', idType: 'string' as const }
const samples = table('T', [
  column('id'),
  column('n', 'int'),
  column('t', 'text'),
  column('when', 'date-time'),
  column('made', 'int', { isComputed: true }),
  column('x', 'reference', { target }),
])
const foreseen = (change: Partial<Query>, ...children: FilterNode[]) => {
  const answer = foreseeQuery(query(change, ...children), samples, () => undefined)
  if (answer?.kind === 'refused') return `${answer.reason} ${answer.attribute}`
  return answer?.kind === 'sieved' ? `sieved ${answer.engine}` : (answer?.engine ?? null)
}

describe('foreseeQuery', () => {
  it('tells which engine answers', () => {
    expect(foreseen({})).toBeNull()
    expect(foreseen({}, condition('n', 'equals', '1'))).toBe('database')
    expect(foreseen({ search: 'word' })).toBe('index')
    expect(foreseen({}, condition('x.id', 'equals', 'a'))).toBe('index')
    expect(foreseen({}, condition('made', 'equals', '1'))).toBe('index')
    expect(foreseen({ sort: [{ attribute: 'made', direction: 'ascending' }] }, condition('n', 'equals', '1'))).toBe(
      'index',
    )
  })

  it('asks in a way that the server can read: ranges of dates, and denials anywhere', () => {
    const denial = condition('t', 'not-equals', 'a')
    const range = condition('when', 'range', '2015-12-31', '2016-01-01')
    expect(foreseen({ search: 'word' }, denial, range, group('or', denial, condition('n', 'equals', '1')))).toBe(
      'index',
    )
  })

  it('counts on the index where the order has it answer', () => {
    const sort = [{ attribute: 'made', direction: 'ascending' as const }]
    const either = group('or', condition('t', 'not-equals', 'a'), condition('n', 'equals', '1'))
    expect(foreseen({ sort }, either)).toBe('index')
    expect(foreseen({ sort }, condition('n', 'equals', '1'), condition('id', 'contains', 'a'))).toBe('sieved index')
  })

  it('names what the server refuses', () => {
    expect(foreseen({}, condition('n', 'equals', 'one'))).toBe('value n')
    expect(foreseen({}, condition('nosuch', 'equals', 'a'))).toBe('unknown-attribute nosuch')
    expect(foreseen({}, condition('x.n', 'equals', '1'))).toBe('unknown-table x.n')
  })

  it('tells what is sieved here, and what cannot be', () => {
    expect(foreseen({}, condition('t', 'begins', 'a'))).toBe('sieved database')
    expect(foreseen({}, condition('t', 'contains', '50%'))).toBe('sieved database')
    expect(foreseen({ search: 'word' }, condition('t', 'contains', 'a'))).toBe('sieved index')
    expect(foreseen({}, condition('x.id', 'begins', 'a'))).toBe('no-words x.id')
    const denied = group('and', condition('t', 'search', 'a'))
    expect(foreseen({}, denied.kind === 'group' ? { ...denied, isNot: true } : denied)).toBe('no-words t')
  })

  it('foresees a query that is RSQL already', () => {
    expect(foreseen({ rsql: 't=q=a;t=like=b' })).toBe('words-of-type t')
    expect(foreseen({ rsql: 'n=ge=1' })).toBe('database')
  })

  it('foresees values that RSQL cannot write', () => {
    expect(foreseen({}, condition('t', 'equals', `5'3"`))).toBe('database')
    expect(foreseen({}, condition('n', 'equals', `5'3"`))).toBe('value n')
    expect(foreseen({ search: `5'3"` })).toBe('index')
  })
})
