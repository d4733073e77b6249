// Whatever is asked, in text or in rules, the answer is rows of the table or a refusal, and both engines agree with
// themselves: the total is the number of rows, and a window is a cut of them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ServerRefusal } from '@main/sample-server/model/server-refusal'
import { QUERY_OPERATORS } from '@main/sample-server/query/query-rule'
import type { QueryRule, RuleValue } from '@main/sample-server/query/query-rule'
import { runQuery } from '@main/sample-server/query/run-query'
import type { TableQuery } from '@main/sample-server/query/run-query'
import { recordedCatalogue } from './recorded-tables'

const catalogue = recordedCatalogue()
const table = catalogue.table('FilterRows')
if (table === undefined) throw new Error('the recorded table is missing')

const field = fc.constantFrom(...table.attributes.map(({ name }) => name), 'x.Pos', 'm.Ensembl_ID', 'x.Genes', 'x.Genes.Ensembl_ID', 's.a', 'nosuch', '*') // prettier-ignore
const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'true',
    'red',
    '1',
    '-1',
    '0.1',
    '1e400',
    '2016-01-01',
    '2016-02-30',
    '2016-01-01T00:00:00Z',
  ),
  fc.constantFrom(
    'rs3216',
    'ENSG00000151552',
    'The quick brown',
    'naïve',
    '%',
    '_',
    '日本',
    '"',
    '*',
    '~2',
    '-(',
    '\\',
  ),
  fc.string(),
)

function answerOf(query: TableQuery): { total: number; rows: readonly number[] } | undefined {
  if (table === undefined) return undefined
  try {
    return runQuery(catalogue, table, query)
  } catch (error) {
    if (error instanceof ServerRefusal && error.status >= 400 && error.message !== '') return undefined
    throw error
  }
}

/** Check the answer to one query; whether there was one, not a refusal. */
function isAnswered(query: Pick<TableQuery, 'rsql' | 'rules'>): boolean {
  const whole = answerOf({ ...query, start: 0, num: 1000 })
  if (whole === undefined) return false
  expect(whole.rows).toHaveLength(whole.total)
  expect(answerOf({ ...query, start: 3, num: 4 })).toEqual({ total: whole.total, rows: whole.rows.slice(3, 7) })
  return true
}

/** Ask thousands of queries; how many of them were answered, so that a test of refusals only would be seen. */
function answeredOf<Query>(queries: fc.Arbitrary<Query>, ask: (query: Query) => boolean): number {
  let answered = 0
  fc.assert(
    fc.property(queries, (query) => {
      if (ask(query)) answered += 1
    }),
    { numRuns: 3000 },
  )
  return answered
}

describe('any query', () => {
  it('of filter text', () => {
    const operator = fc.constantFrom('==', '!=', '=in=', '=lt=', '>=', '=rng=', '=q=', '=sq=', '=like=', '=notlike=')
    const values = fc.array(
      text.filter((value) => !value.includes("'")),
      { minLength: 1, maxLength: 2 },
    )
    const condition = fc
      .tuple(field, operator, values)
      .map(([name, sign, list]) => `${name}${sign}${list.length === 1 ? `'${list[0]}'` : `('${list.join("','")}')`}`)
    const joined = fc
      .array(fc.tuple(condition, fc.constantFrom(';', ',', ';(', ',(')), { minLength: 1, maxLength: 4 })
      .map((parts) => {
        const open = parts.map(([part, sign], index) => (index === 0 ? part : sign + part)).join('')
        return open + ')'.repeat(parts.slice(1).filter(([, sign]) => sign.length > 1).length)
      })
    expect(answeredOf(joined, (rsql) => isAnswered({ rsql }))).toBeGreaterThan(50)
  })

  it('of rules', () => {
    const value: fc.Arbitrary<RuleValue> = fc.oneof(
      text,
      fc.integer(),
      fc.double(),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
      fc.array(text, { maxLength: 3 }),
    )
    const keys = { operator: fc.constantFrom(...QUERY_OPERATORS), field, value }
    const rule: fc.Memo<QueryRule> = fc.memo((depth) =>
      depth > 1
        ? fc.record({ ...keys, nestedRules: fc.array(rule(), { maxLength: 3 }) }, { requiredKeys: ['operator'] })
        : fc.record(keys, { requiredKeys: ['operator'] }),
    )
    const lists = fc.array(rule(3), { maxLength: 4 })
    expect(answeredOf(lists, (rules) => isAnswered({ rules }))).toBeGreaterThan(200)
  })
})
