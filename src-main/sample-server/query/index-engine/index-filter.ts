// A whole filter as the index answers it. The server reads each level from left to right and keeps the last AND, OR
// or NOT in hand for the next condition, which is why a NOT sticks; that reading is followed step by step here.
import type { TableCatalogue, TableModel } from '../../model/table-model'
import type { QueryRule } from '../query-rule'
import { serverFailure } from '../refusals'
import { shortestOf, unionOf } from '../row-test'
import type { RowTest } from '../row-test'
import { indexCondition } from './index-condition'

type Join = 'AND' | 'OR' | 'NOT'

/** Conditions of one level: all of `must`, none of `mustNot`, and one of `should` if there is any. */
type Level = { readonly must: RowTest[]; readonly should: RowTest[]; readonly mustNot: RowTest[] }

/**
 * Compile a filter for the index. No rules: every row passes.
 *
 * @throws ServerRefusal 500 where the server cannot read the list or the index refuses a condition
 */
export function indexFilter(catalogue: TableCatalogue, table: TableModel, rules: readonly QueryRule[]): RowTest {
  const [only] = rules
  if (rules.length === 1 && only !== undefined) return clause(catalogue, table, only)
  const level: Level = { must: [], should: [], mustNot: [] }
  let join: Join | undefined
  for (let at = 0; at < rules.length; at += 2) {
    let rule = ruleAt(rules, at)
    if (rule.operator === 'NOT') {
      join = 'NOT'
      at += 1
      rule = ruleAt(rules, at)
    } else if (at + 1 < rules.length) {
      join = joinedBy(ruleAt(rules, at + 1), join)
    }
    const test = clause(catalogue, table, rule)
    if (join === 'NOT') level.mustNot.push(test)
    else if (join === 'OR') level.should.push(test)
    else level.must.push(test)
  }
  return levelTest(level)
}

function joinedBy(rule: QueryRule, before: Join | undefined): Join {
  const { operator } = rule
  if (operator !== 'AND' && operator !== 'OR') {
    throw serverFailure(`Expected query occur operator instead of [${operator}]`)
  }
  if (before !== undefined && before !== operator) {
    throw serverFailure('Mixing query operators not allowed, use nested queries')
  }
  return operator
}

function ruleAt(rules: readonly QueryRule[], at: number): QueryRule {
  const rule = rules[at]
  if (rule === undefined) throw serverFailure(`Index ${at} out of bounds for length ${rules.length}`)
  return rule
}

function clause(catalogue: TableCatalogue, table: TableModel, rule: QueryRule): RowTest {
  switch (rule.operator) {
    case 'NESTED':
      return indexFilter(catalogue, table, nestedRules(rule))
    case 'SHOULD':
    case 'DIS_MAX':
      return anyOf(nestedRules(rule).map((nested) => clause(catalogue, table, nested)))
    case 'AND':
    case 'OR':
    case 'NOT':
      throw serverFailure(`Unexpected query operator [${rule.operator}]`)
    case 'FUZZY_MATCH':
    case 'FUZZY_MATCH_NGRAM':
      throw serverFailure(`Query operator [${rule.operator}] is not offered by this server`)
    default:
      return indexCondition(catalogue, table, rule)
  }
}

function nestedRules(rule: QueryRule): readonly QueryRule[] {
  const { nestedRules: nested } = rule
  if (nested === undefined || nested.length === 0) throw serverFailure('Missing nested rules for nested query')
  return nested
}

function anyOf(tests: readonly RowTest[]): RowTest {
  return { passes: (row) => tests.some((test) => test.passes(row)), candidates: candidatesOfAny(tests) }
}

function levelTest(level: Level): RowTest {
  const { must, should, mustNot } = level
  return {
    passes: (row) =>
      must.every((test) => test.passes(row)) &&
      (should.length === 0 || should.some((test) => test.passes(row))) &&
      !mustNot.some((test) => test.passes(row)),
    candidates: shortestOf([...must.map((test) => test.candidates), candidatesOfAny(should)]),
  }
}

function candidatesOfAny(tests: readonly RowTest[]): readonly number[] | undefined {
  const lists = tests.map((test) => test.candidates).filter((list) => list !== undefined)
  return lists.length === tests.length && lists.length > 0 ? unionOf(lists) : undefined
}
