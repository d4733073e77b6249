// From RSQL to the builder's own filter, where the builder can show what the text means on a server.
import type { Table } from '../table/table'
import { isDateType } from '../table/value-type'
import { engineOf, firstDenial } from './foresee-rsql'
import { emptyGroup, type Condition, type FilterNode, type Operator, type Query } from './query'
import { findAttribute, type FindTable } from './rsql-attribute'
import { isDenial, type RsqlComparison, type RsqlGroup, type RsqlNode, type RsqlOperator } from './rsql-tree'

/** What is needed to tell what a text means: the table, those it refers to, and ids for the parts of the filter. */
export type RsqlReading = { readonly table: Table; readonly findTable: FindTable; readonly newId: () => string }

const operators: Partial<Record<RsqlOperator, Operator>> = {
  '==': 'equals',
  '!=': 'not-equals',
  '=in=': 'in',
  '=lt=': 'less',
  '=le=': 'less-or-equal',
  '=gt=': 'greater',
  '=ge=': 'greater-or-equal',
  '=rng=': 'range',
  '=like=': 'contains',
  '=notlike=': 'not-contains',
  '=q=': 'search',
}

/**
 * A filter in RSQL as filter and search of a query.
 *
 * What `toRsql` writes comes back: a search in front, lists of denials as 'is none of', two ends of dates as a range.
 * Negations last in an AND, and groups within groups that join alike, are told no other way.
 *
 * @returns null where the builder has no way to show it: a search within an alternative, `=sq=`, values that are
 *   missing, unknown attributes, and places where the servers' index takes a NOT for more than it is written before
 */
export function rsqlToQuery(node: RsqlNode, reading: RsqlReading): Pick<Query, 'filter' | 'search'> | null {
  if (engineOf(node, reading.table) === 'index' && hasStickingDenial(node)) return null
  const { search, rest } = takeSearch(node)
  if (rest === null) return { filter: emptyGroup(), search }
  const filter = filterNode(rest, reading)
  if (filter === null) return null
  const root = filter.kind === 'group' ? { ...filter, id: 'root' } : { ...emptyGroup(), children: [filter] }
  return { filter: root, search }
}

/** A level on which the index denies what stands behind a NOT, or reads alternatives as one denial. */
function hasStickingDenial(node: RsqlNode): boolean {
  if (node.kind === 'comparison') return false
  const first = firstDenial(node)
  const isPlain = (part: RsqlNode) => part.kind === 'group' || !isDenial(part)
  if (first !== -1 && (node.joint === 'or' || node.parts.slice(first).some(isPlain))) return true
  return node.parts.some(hasStickingDenial)
}

/** The text of a search over all columns; null when it is something else. */
function searchOf(node: RsqlNode | undefined): string | null {
  if (node?.kind !== 'comparison' || node.selector !== '*' || node.operator !== '=q=') return null
  const [text = ''] = node.values
  return text.trim() === '' ? null : text
}

/** The search that the filter begins with, and what is left. */
function takeSearch(node: RsqlNode): { search: string; rest: RsqlNode | null } {
  const whole = searchOf(node)
  if (whole !== null) return { search: whole, rest: null }
  if (node.kind === 'comparison' || node.joint === 'or') return { search: '', rest: node }
  const [first, ...parts] = node.parts
  const search = searchOf(first)
  if (search === null) return { search: '', rest: node }
  const [only] = parts
  return { search, rest: parts.length === 1 ? (only ?? null) : { ...node, parts } }
}

function filterNode(node: RsqlNode, reading: RsqlReading): FilterNode | null {
  if (node.kind === 'comparison') return conditionOf(node, reading)
  const children: FilterNode[] = []
  for (const part of node.parts) {
    const child = filterNode(part, reading)
    if (child === null) return null
    children.push(child)
  }
  const merged = node.joint === 'and' ? mergeParts(node, children, reading) : children
  const [only] = merged
  if (merged.length === 1 && only) return only
  return { kind: 'group', id: reading.newId(), joint: node.joint, isOff: false, children: merged }
}

/** Conditions that the builder shows as one: neighbours at one level of an AND. */
function mergeParts(
  { parts }: RsqlGroup,
  children: readonly FilterNode[],
  { table, findTable }: RsqlReading,
): FilterNode[] {
  const merged: FilterNode[] = []
  children.forEach((child, at) => {
    const last = merged.at(-1)
    const isWritten = parts[at]?.kind === 'comparison' && parts[at - 1]?.kind === 'comparison'
    const joint = isWritten && last ? mergedPair(last, child, table, findTable) : null
    if (joint) merged[merged.length - 1] = joint
    else merged.push(child)
  })
  return merged
}

function mergedPair(left: FilterNode, right: FilterNode, table: Table, findTable: FindTable): Condition | null {
  if (left.kind === 'group' || right.kind === 'group' || left.attribute !== right.attribute) return null
  if (isDeniedList(left) && right.operator === 'not-equals') {
    const values = [...new Set([...left.values, ...right.values])]
    return values.length === 1 ? left : { ...left, operator: 'not-in', values }
  }
  // The same denial written twice stands for itself: a level of its own, which holds the NOT off the others.
  const isTwin = left.operator === right.operator && left.values.join() === right.values.join()
  if (isTwin && (left.operator === 'not-contains' || left.operator === 'not-empty')) return left
  if (left.operator !== 'greater-or-equal' || right.operator !== 'less-or-equal') return null
  const attribute = findAttribute(left.attribute, table, findTable)
  const isDate = typeof attribute !== 'string' && isDateType(attribute.type)
  return isDate ? { ...left, operator: 'range', values: [...left.values, ...right.values] } : null
}

const isDeniedList = ({ operator }: Condition): boolean => operator === 'not-equals' || operator === 'not-in'

function conditionOf({ selector, operator, values }: RsqlComparison, reading: RsqlReading): Condition | null {
  const attribute = findAttribute(selector, reading.table, reading.findTable)
  const meant = operators[operator]
  const isKnown = typeof attribute !== 'string' || attribute === 'unknown-table'
  if (!isKnown || meant === undefined) return null
  const condition = { kind: 'condition' as const, id: reading.newId(), attribute: selector, isOff: false }
  if (values[0] === '' && (meant === 'equals' || meant === 'not-equals')) {
    return { ...condition, operator: meant === 'equals' ? 'empty' : 'not-empty', values: [] }
  }
  const isComplete = !values.includes('') && (meant !== 'range' || values.length === 2)
  if (!isComplete) return null
  // Of a yes-or-no the server takes every text but `true` for no.
  const isBool = typeof attribute !== 'string' && attribute.comparedType === 'bool'
  const canonical = isBool ? values.map((value) => String(value.toLowerCase() === 'true')) : [...values]
  return { ...condition, operator: meant, values: canonical }
}
