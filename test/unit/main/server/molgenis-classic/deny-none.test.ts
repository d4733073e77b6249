// Denials for servers whose index lets rows without a value pass them.
import { denyNone } from '@main/server/molgenis-classic/rows/deny-none'
import { toRules } from '@main/server/molgenis-classic/rows/query-rules'
import { toRsql } from '@shared/query/rsql'
import { emptyQuery, type Condition, type Operator, type Query } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { madeUpTable } from './made-up-table'

const condition = (attribute: string, operator: Operator, ...values: string[]): Condition => ({
  kind: 'condition',
  id: attribute,
  attribute,
  operator,
  values,
  isOff: false,
})
const query = (joint: 'and' | 'or', ...children: Condition[]): Query => ({
  ...emptyQuery(),
  filter: { kind: 'group', id: 'g', joint, isOff: false, children },
})
const rsql = (asked: Query) => toRsql(denyNone(asked, madeUpTable), madeUpTable)

describe('a denial', () => {
  it('demands a value beside', () => {
    expect(rsql(query('and', condition('string', 'not-equals', 'a'), condition('int', 'equals', '1')))).toBe(
      "int==1;string!=a;string!=''",
    )
    expect(rsql(query('and', condition('int', 'not-in', '1', '2')))).toBe("int!=1;int!=2;int!=''")
    expect(toRules(denyNone(query('and', condition('string', 'not-contains', 'a')), madeUpTable), madeUpTable)).toEqual(
      toRules(query('and', condition('string', 'not-contains', 'a'), condition('string', 'not-empty')), madeUpTable),
    )
  })

  it('has a level of its own in an either-or', () => {
    expect(rsql(query('or', condition('int', 'not-equals', '1'), condition('string', 'equals', 'a')))).toBe(
      "(int!=1;int!=''),string==a",
    )
    expect(rsql(query('or', condition('int', 'not-empty'), condition('string', 'equals', 'a')))).toBe(
      "(int!='';int!=''),string==a",
    )
  })

  it('of yes or no lets none pass, as everywhere', () => {
    expect(rsql(query('and', condition('bool', 'not-equals', 'true')))).toBe('bool!=true;bool!=true')
  })

  it('that is switched off stays so', () => {
    expect(rsql(query('and', { ...condition('int', 'not-equals', '1'), isOff: true }))).toBeNull()
  })
})
