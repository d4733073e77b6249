// The server's own form of a filter: a flat list of rules per level, with AND, OR and NOT as list entries.
// Both ways in (rules as JSON and filter text) end in this form, because the order of the list matters to the index.
import { serverFailure } from './refusals'

/** Operators of a rule, by the names that the server uses in JSON. */
export const QUERY_OPERATORS = [
  'AND', 'OR', 'NOT', 'NESTED', 'EQUALS', 'IN', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL', 'RANGE', 'LIKE',
  'SEARCH', 'SEARCH_QUERY', 'SHOULD', 'DIS_MAX', 'FUZZY_MATCH', 'FUZZY_MATCH_NGRAM',
] as const // prettier-ignore

export type QueryOperator = (typeof QUERY_OPERATORS)[number]

/** Value of a rule as it came in: text, number, boolean, missing, or a list of such. */
export type RuleValue = null | string | number | bigint | boolean | readonly RuleValue[]

/**
 * One entry of a rule list.
 *
 * Conditions carry `field` (absent in a search over all attributes) and `value`; NESTED, SHOULD and DIS_MAX carry
 * `nestedRules`; AND and OR stand between two entries, NOT stands in front of the entry that it negates.
 */
export type QueryRule = {
  readonly operator: QueryOperator
  readonly field?: string
  readonly value?: RuleValue
  readonly nestedRules?: readonly QueryRule[]
}

const DEEPEST_NESTING = 500

/**
 * Read rules from a parsed JSON body (`q` of a query sent to the first API).
 *
 * Numbers may be numbers or bigints. Unknown keys are ignored.
 *
 * @throws ServerRefusal 500 for an operator that does not exist and for anything that is not a list of rules
 */
export function queryRulesFromJson(json: unknown, depth = 0): QueryRule[] {
  if (json === undefined || json === null) return []
  if (!Array.isArray(json)) throw serverFailure('Expected BEGIN_ARRAY but found another value at path $.q')
  if (depth > DEEPEST_NESTING) throw serverFailure('Unknown error')
  return json.map((entry: unknown) => queryRuleFromJson(entry, depth))
}

function queryRuleFromJson(json: unknown, depth: number): QueryRule {
  if (typeof json !== 'object' || json === null)
    throw serverFailure('Expected BEGIN_OBJECT but found another value at path $.q')
  const entry = new Map<string, unknown>(Object.entries(json))
  const operator = QUERY_OPERATORS.find((name) => name === entry.get('operator'))
  if (operator === undefined) throw serverFailure('Unknown error')
  const field = entry.get('field')
  const nested = entry.get('nestedRules')
  return {
    operator,
    ...(typeof field === 'string' ? { field } : {}),
    ...(entry.has('value') ? { value: ruleValue(entry.get('value')) } : {}),
    ...(nested === undefined ? {} : { nestedRules: queryRulesFromJson(nested, depth + 1) }),
  }
}

function ruleValue(json: unknown): RuleValue {
  if (json === undefined || json === null) return null
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'bigint' || typeof json === 'boolean')
    return json
  if (Array.isArray(json)) return json.map((item: unknown) => ruleValue(item))
  throw serverFailure('Expected a value but found an object at path $.q')
}
