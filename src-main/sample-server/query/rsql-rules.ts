// From filter text to the server's rule list, with the checks that the server makes on the way.
import type { AttributeModel, TableCatalogue, TableModel } from '../model/table-model'
import { attributeAt } from './attribute-path'
import type { QueryOperator, QueryRule, RuleValue } from './query-rule'
import { ruleValueFromText } from './query-value'
import { operatorRefusal, serverFailure, syntaxRefusal } from './refusals'
import { ServerRefusal } from '../model/server-refusal'
import { parseRsql } from './rsql-level'
import type { RsqlCondition, RsqlNode } from './rsql-level'

const LIST_OPERATORS = new Set(['=in=', '=out=', '=rng='])
const KNOWN_OPERATORS = new Set([
  ...LIST_OPERATORS, '==', '!=', '=lt=', '<', '=le=', '<=', '=gt=', '>', '=ge=', '>=', '=q=', '=sq=', '=like=', '=notlike=',
]) // prettier-ignore
const ORDERED_TYPES = new Set(['INT', 'LONG', 'DECIMAL', 'DATE', 'DATE_TIME'])
const COMPARISONS = new Map<string, QueryOperator>([
  ['=lt=', 'LESS'],
  ['<', 'LESS'],
  ['=le=', 'LESS_EQUAL'],
  ['<=', 'LESS_EQUAL'],
  ['=gt=', 'GREATER'],
  ['>', 'GREATER'],
  ['=ge=', 'GREATER_EQUAL'],
  ['>=', 'GREATER_EQUAL'],
])

type Context = { readonly catalogue: TableCatalogue; readonly table: TableModel; readonly rsql: string }

/**
 * Turn filter text into rules for one table.
 *
 * A level of several conditions becomes one NESTED rule, also the outermost; a lone condition stands bare.
 *
 * @throws ServerRefusal 400 for text that does not parse, 404 for unknown attributes, 500 or 400 for bad values
 */
export function rulesFromRsql(catalogue: TableCatalogue, table: TableModel, rsql: string): QueryRule[] {
  const tree = parseRsql(rsql)
  checkOperators(rsql, tree, catalogue.queries?.missingOperators)
  return rulesOf({ catalogue, table, rsql }, tree)
}

/** The parser checks operators before anything looks at attributes or values. */
function checkOperators(rsql: string, node: RsqlNode, missing: ReadonlySet<string> | undefined): void {
  if (node.kind !== 'condition') {
    for (const part of node.parts) checkOperators(rsql, part, missing)
    return
  }
  const isKnown = KNOWN_OPERATORS.has(node.operator) && missing?.has(node.operator) !== true
  if (!isKnown) throw operatorRefusal(rsql, node.operator)
  if (node.values.length > 1 && !LIST_OPERATORS.has(node.operator)) {
    throw syntaxRefusal(rsql, `operator ${node.operator} expects single argument, but multiple values given`)
  }
}

function rulesOf(context: Context, node: RsqlNode): QueryRule[] {
  if (node.kind === 'condition') return conditionRules(context, node)
  const joint: QueryRule = { operator: node.kind === 'and' ? 'AND' : 'OR' }
  const nestedRules = node.parts.flatMap((part, index) => {
    const rules = rulesOf(context, part)
    return index === 0 ? rules : [joint, ...rules]
  })
  return [{ operator: 'NESTED', nestedRules }]
}

function conditionRules(context: Context, condition: RsqlCondition): QueryRule[] {
  const { selector: field, operator } = condition
  const text = condition.values[0] ?? ''
  switch (operator) {
    case '=q=':
      return [field === '*' ? { operator: 'SEARCH', value: text } : { operator: 'SEARCH', field, value: text }]
    case '=sq=':
      return [
        field === '*' ? { operator: 'SEARCH_QUERY', value: text } : { operator: 'SEARCH_QUERY', field, value: text },
      ]
    case '=like=':
      return [{ operator: 'LIKE', field, value: text }]
    case '=notlike=':
      return [{ operator: 'NOT' }, { operator: 'LIKE', field, value: text }]
    case '=out=':
      throw serverFailure('Unknown rsql operator: =out=')
    default:
      return typedRules(context, condition)
  }
}

/** Conditions whose values the server reads in the type of the attribute. */
function typedRules(context: Context, condition: RsqlCondition): QueryRule[] {
  const { selector: field, operator, values } = condition
  const attribute = attributeAt(context.catalogue, context.table, field)
  const read = (text: string): RuleValue => ruleValueFromText(context.catalogue, attribute, text)
  const [first = ''] = values
  if (operator === '==') return [{ operator: 'EQUALS', field, value: read(first) }]
  if (operator === '!=') return [{ operator: 'NOT' }, { operator: 'EQUALS', field, value: read(first) }]
  if (operator === '=in=') return [{ operator: 'IN', field, value: values.map(read) }]
  checkOrdered(context.table, attribute, operator)
  if (operator === '=rng=') {
    const second = values[1]
    if (second === undefined) throw serverFailure(`Index 1 out of bounds for length ${values.length}`)
    return [{ operator: 'RANGE', field, value: [read(first), read(second)] }]
  }
  const comparison = COMPARISONS.get(operator)
  if (comparison === undefined) throw serverFailure(`Unknown rsql operator: ${operator}`)
  return [{ operator: comparison, field, value: read(first) }]
}

function checkOrdered(table: TableModel, attribute: AttributeModel, operator: string): void {
  if (ORDERED_TYPES.has(attribute.type)) return
  throw new ServerRefusal(
    500,
    `Can't perform operator '${operator}' on attribute '${attribute.name}' of entity type '${table.id}'.`,
    'WEB03',
  )
}
