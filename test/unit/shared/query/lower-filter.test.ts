// What a person means, in the terms of a server's engines.
import { describe, expect, it } from 'vitest'
import { lowerFilter, natureIn, type LowerOptions } from '@shared/query/lower-filter'
import type { FilterNode } from '@shared/query/query'
import { column, condition, group, table } from '../../../support/sample-table'

const target = { tableId: 'Ref', tableLabel: 'Ref', idColumn: 'id', labelColumn: 'id', idType: 'string' as const }
const samples = table('T', [column('id'), column('n', 'int'), column('s'), column('m', 'references', { target })])

const short = (node: FilterNode): unknown =>
  node.kind === 'condition' ? [node.attribute, node.operator, ...node.values].join(' ') : { [node.joint]: node.children.map(short) } // prettier-ignore
const lowered = (node: FilterNode, change: Partial<LowerOptions> = {}) => {
  const found = lowerFilter(node, { engine: 'database', natureOf: natureIn(samples), ...change })
  return { asked: found.node && short(found.node), sieve: found.sieve.map(short) }
}
const not = (...children: FilterNode[]): FilterNode => ({
  kind: 'group',
  id: 'not',
  joint: 'and',
  isNot: true,
  isOff: false,
  children,
})
const exact = (asked: unknown) => ({ asked, sieve: [] })

describe('the database', () => {
  it('is told that rows without a value pass denials, where there can be such', () => {
    expect(lowered(condition('s', 'not-equals', 'a'))).toEqual(exact({ or: ['s not-equals a', 's empty'] }))
    expect(lowered(condition('s', 'not-in', 'a', 'b'))).toEqual(exact({ or: ['s not-in a b', 's empty'] }))
    expect(lowered(condition('s', 'not-contains', 'a'))).toEqual(exact({ or: ['s not-contains a', 's empty'] }))
    expect(lowered(condition('id', 'not-equals', 'a'))).toEqual(exact('id not-equals a'))
  })

  it('is asked for more where it has no words, and the rest is sieved', () => {
    expect(lowered(condition('s', 'begins', 'rs'))).toEqual({ asked: 's contains rs', sieve: ['s begins rs'] })
    expect(lowered(condition('s', 'contains', '5%'))).toEqual({ asked: 's contains 5%', sieve: ['s contains 5%'] })
    expect(lowered(condition('s', 'not-contains', '5%'))).toEqual({ asked: null, sieve: ['s not-contains 5%'] })
    expect(lowered(condition('m', 'not-equals', 'a'))).toEqual({ asked: null, sieve: ['m not-equals a'] })
  })

  it('is asked for what it knows beside what it does not', () => {
    const both = group('and', condition('n', 'less', '3'), condition('s', 'ends', 'x'))
    expect(lowered(both)).toEqual({ asked: { and: ['n less 3', 's contains x'] }, sieve: ['s ends x'] })
    const either = group('or', condition('n', 'less', '3'), condition('m', 'not-equals', 'a'))
    expect(lowered(either)).toEqual({ asked: null, sieve: [{ or: ['n less 3', 'm not-equals a'] }] })
  })

  it('has denied groups turned inside out', () => {
    expect(lowered(not(group('or', condition('n', 'less', '3'), condition('s', 'empty'))))).toEqual(
      exact({ and: [{ or: ['n greater-or-equal 3', 'n empty'] }, 's not-empty'] }),
    )
    expect(lowered(not(not(condition('s', 'equals', 'a'))))).toEqual(exact('s equals a'))
    expect(lowered(not(condition('n', 'range', '1', '5')))).toEqual(
      exact({ or: ['n less 1', 'n greater 5', 'n empty'] }),
    )
  })

  it('of some servers tells capitals apart: letters become any sign', () => {
    const options = { isCaseKept: true }
    expect(lowered(condition('s', 'contains', 'rs-1ß'), options)).toEqual({ asked: 's contains __-1_', sieve: ['s contains rs-1ß'] }) // prettier-ignore
    expect(lowered(condition('s', 'contains', '-12'), options)).toEqual(exact('s contains -12'))
  })
})

describe('the index', () => {
  const index = { engine: 'index' as const }

  it('keeps rows without a value under a denial, of several references too', () => {
    expect(lowered(condition('s', 'not-equals', 'a'), index)).toEqual(exact('s not-equals a'))
    expect(lowered(condition('m', 'not-in', 'a', 'b'), index)).toEqual(exact('m not-in a b'))
  })

  it('goes by words, so that signs are sieved', () => {
    expect(lowered(condition('s', 'contains', 'a'), index)).toEqual({ asked: null, sieve: ['s contains a'] })
    expect(lowered(condition('s', 'search', 'a'), index)).toEqual(exact('s search a'))
    expect(lowered(not(condition('s', 'search', 'a')), index).sieve).toHaveLength(1)
  })

  it('that answers everything gives more than is meant for parts of words', () => {
    const oldest = { isEverythingIndexed: true }
    expect(lowered(condition('s', 'not-equals', 'a'), oldest)).toEqual(exact('s not-equals a'))
    expect(lowered(condition('s', 'contains', 'ab'), oldest)).toEqual({
      asked: 's contains ab',
      sieve: ['s contains ab'],
    })
  })
})

it('leaves out what is switched off, and refuses a condition without a value', () => {
  expect(lowered({ ...condition('s', 'equals', 'a'), isOff: true })).toEqual(exact(null))
  expect(() => lowered(condition('n', 'range', '1'))).not.toThrow()
  for (const node of [condition('s', 'equals'), not(condition('n', 'less')), condition('s', 'begins', '')]) {
    expect(() => lowered(node)).toThrow(expect.objectContaining({ code: 'query.invalid' }))
  }
})
