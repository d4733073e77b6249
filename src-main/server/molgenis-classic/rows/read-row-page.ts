// One page of rows by RSQL or by query rules, in the one shape in which v2 writes rows.
import type { PageRequest, QueryRule, RowPage } from '../../table-access'
import { rowsRequest, rulesRequest, type WireRule } from '../requests'
import { collectionSchema } from '../wire'
import { asV2 } from './row-shape'
import { referencesIn, type RowPlace } from './rows-by-id'

/** @throws AppError `query.refused` with the server's words, `table.missing`, … */
export async function readRowPage(place: RowPlace, request: PageRequest, signal: AbortSignal): Promise<RowPage> {
  const { asker, table } = place
  const { attributes, expand, q, sort, start, num } = request
  const page = { tableId: table.id, attributes, sort, start, num }
  const subject = { tableId: table.id, hasQuery: q !== null || sort.length > 0 }
  if (q === null || typeof q === 'string') {
    const answer = await asker.ask(rowsRequest({ ...page, expand, rsql: q }), collectionSchema, subject, signal)
    return { rows: answer.items, total: answer.total, raw: answer }
  }
  const wanted = attributes === null ? null : [...new Set([...attributes, ...expand])]
  const rules = rulesRequest({
    ...page,
    attributes: wanted,
    rules: completed(q),
    expand: referencesIn(table, { attributes: wanted }),
  })
  const answer = await asker.ask(rules, collectionSchema, subject, signal)
  return { rows: answer.items.map((item) => asV2(item, table, request)), total: answer.total, raw: answer }
}

const joints = ['AND', 'OR', 'NOT']

/**
 * Rules as all servers take them: with an AND between two that have none, and with values as text, which servers
 * read by the attribute's type while numbers lose digits.
 */
function completed(rules: readonly QueryRule[]): WireRule[] {
  return rules.flatMap((rule, index) => {
    const before = rules[index - 1]
    const isBare = before !== undefined && !joints.includes(before.operator) && !['AND', 'OR'].includes(rule.operator)
    return isBare ? [{ operator: 'AND' }, wireRule(rule)] : [wireRule(rule)]
  })
}

function wireRule({ field, operator, value, nestedRules }: QueryRule): WireRule {
  return {
    operator,
    ...(field === undefined ? {} : { field }),
    ...(value === undefined ? {} : { value: Array.isArray(value) ? value.map(plain) : plain(value as RuleScalar) }),
    ...(nestedRules === undefined ? {} : { nestedRules: completed(nestedRules) }),
  }
}

type RuleScalar = string | number | bigint | boolean

const plain = (value: RuleScalar): string | boolean => (typeof value === 'boolean' ? value : String(value))
