// A query as v1's query rules, for the values that RSQL has no way to write. Pure.
import { valueAt } from '@shared/query/lower-filter'
import { activeConditions, type Condition, type FilterNode } from '@shared/query/query'
import { encodedLength, longestForm } from '@shared/server/form-text'
import { findColumn, type Table } from '@shared/table/table'
import { isDateType } from '@shared/table/value-type'
import type { WireRule } from '../requests'

const likes = ['contains', 'not-contains']

/** What ends the name of an attribute in RSQL. */
const reserved = /[\s"'();,=!~<>]/

/**
 * Denials of more values than this go as one rule: RSQL has a denial for each value, which servers then compare with
 * each row one by one.
 */
const mostDenied = 50

/** What a sign takes in a form at the most, and what quotes and a comma take beside a value. */
const mostSignBytes = 9

/** True for texts that are too long for a form. */
export function isTooLongForForm(texts: readonly string[]): boolean {
  const signCount = texts.reduce((sum, text) => sum + text.length + 1, 0)
  if (signCount * mostSignBytes <= longestForm) return false
  return texts.reduce((sum, text) => sum + encodedLength(text) + mostSignBytes, 0) > longestForm
}

const isLongDenial = ({ operator, values }: Condition): boolean => operator === 'not-in' && values.length > mostDenied

/** What is asked: a filter in an engine's own terms, and words to find in any column. */
type Asked = { readonly node: FilterNode | null; readonly search: string }

/**
 * True when RSQL cannot say the question: a value or the search holds both kinds of quotes, an attribute's name is
 * not one for it, a long list of values is denied, the values are too long for a form, or the server's RSQL
 * does not know 'contains'.
 */
export function needsRules({ node, search }: Asked, hasLike: boolean): boolean {
  const hasBoth = (text: string) => text.includes('"') && text.includes("'")
  const conditions = node === null ? [] : activeConditions(node)
  return (
    hasBoth(search) ||
    isTooLongForForm(conditions.flatMap(({ values }) => values)) ||
    conditions.some(
      (condition) =>
        isLongDenial(condition) ||
        condition.values.some(hasBoth) ||
        reserved.test(condition.attribute) ||
        (!hasLike && likes.includes(condition.operator)),
    )
  )
}

/**
 * Filter and search as rules; an empty list lets every row pass.
 *
 * Each denial stands in a nest of its own, so that the server's index negates nothing else with it. Values go as
 * text: the server reads them by the attribute's type, while JSON numbers would lose digits of 64-bit ones.
 *
 * @throws AppError `query.invalid` when a condition lacks a value
 */
export function toRules({ node, search }: Asked, table: Table): WireRule[] {
  const rules: WireRule[] = []
  if (search !== '') rules.push({ operator: 'SEARCH', value: search })
  if (node) rules.push(toRule(node, table))
  return joined(rules, 'AND')
}

function toRule(node: FilterNode, table: Table): WireRule {
  if (node.kind === 'condition') return conditionRule(node, table)
  return nested(
    joined(
      node.children.map((child) => toRule(child, table)),
      node.joint === 'and' ? 'AND' : 'OR',
    ),
  )
}

const comparisons: Readonly<Record<string, string>> = {
  equals: 'EQUALS',
  less: 'LESS',
  'less-or-equal': 'LESS_EQUAL',
  greater: 'GREATER',
  'greater-or-equal': 'GREATER_EQUAL',
  contains: 'LIKE',
  search: 'SEARCH',
}

function conditionRule(condition: Condition, table: Table): WireRule {
  const { attribute: field, operator, values } = condition
  const value = (index: number) => valueAt(condition, index)
  switch (operator) {
    case 'empty':
      return { field, operator: 'EQUALS' }
    case 'not-empty':
      return not({ field, operator: 'EQUALS' })
    case 'not-equals':
      return not({ field, operator: 'EQUALS', value: value(0) })
    case 'not-contains':
      return not({ field, operator: 'LIKE', value: value(0) })
    case 'in':
      value(0)
      return { field, operator: 'IN', value: values }
    case 'not-in':
      value(0)
      if (isLongDenial(condition)) return not({ field, operator: 'IN', value: values })
      return nested(
        joined(
          values.map((each) => not({ field, operator: 'EQUALS', value: each })),
          'AND',
        ),
      )
    case 'range': {
      const type = findColumn(table, field)?.type
      if (type === undefined || !isDateType(type)) return { field, operator: 'RANGE', value: [value(0), value(1)] }
      const ends = [
        { field, operator: 'GREATER_EQUAL', value: value(0) },
        { field, operator: 'LESS_EQUAL', value: value(1) },
      ]
      return nested(joined(ends, 'AND'))
    }
    default:
      return { field, operator: comparisons[operator] ?? 'EQUALS', value: value(0) }
  }
}

const nested = (nestedRules: WireRule[]): WireRule => ({ operator: 'NESTED', nestedRules })
const not = (rule: WireRule): WireRule => nested([{ operator: 'NOT' }, rule])

/** Rules with AND or OR between them, as this language wants it. */
const joined = (rules: readonly WireRule[], operator: 'AND' | 'OR'): WireRule[] =>
  rules.flatMap((rule, index) => (index === 0 ? [rule] : [{ operator }, rule]))
