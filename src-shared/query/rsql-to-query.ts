// From RSQL to the builder's own filter, where the builder can show what the text means on a server.
import type { Table } from '../table/table'
import { isDateType } from '../table/value-type'
import { engineOf, firstDenial, type ServerEngine } from '../rsql/foresee-rsql'
import { natureIn, type AttributeNature } from './lower-filter'
import { emptyGroup, type Condition, type FilterNode, type Operator, type Query } from './query'
import { findAttribute, type FindTable } from '../rsql/rsql-attribute'
import { isDenial, type RsqlComparison, type RsqlGroup, type RsqlNode, type RsqlOperator } from '../rsql/rsql-tree'

/** What is needed to tell what a text means: the table, those it refers to, and ids for the parts of the filter. */
export type RsqlReading = { readonly table: Table; readonly findTable: FindTable; readonly newId: () => string }

type Reading = RsqlReading & {
  readonly engine: ServerEngine
  readonly natureOf: (attribute: string) => AttributeNature
}

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
 * A filter in RSQL as filter and search of a query: what a person would have to build for the rows that a server gives.
 *
 * What `toRsql` writes comes back: a search in front, a denial with its empty values, two ends of dates as a range. A
 * denial that stands alone leaves rows without a value out where the database answers, and is shown so.
 *
 * @returns null where the builder has no way to show it: a search within an alternative, `=sq=`, values that are
 *   missing, wild cards, unknown attributes, 'contains' that the index takes for words, denials of several references,
 *   and places where the index takes a NOT for more than it is written before
 */
export function rsqlToQuery(node: RsqlNode, reading: RsqlReading): Pick<Query, 'filter' | 'search'> | null {
  const engine = engineOf(node, reading.table)
  if (engine === 'index' && hasStickingDenial(node)) return null
  const { search, rest } = takeSearch(node)
  if (rest === null) return { filter: emptyGroup(), search }
  const filter = filterNode(rest, { ...reading, engine, natureOf: natureIn(reading.table) })
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

function filterNode(node: RsqlNode, reading: Reading): FilterNode | null {
  if (node.kind === 'comparison') return comparisonNode(node, reading)
  const children = node.joint === 'or' ? alternatives(node, reading) : conjuncts(node, reading)
  const [only] = children ?? []
  if (children === null || (children.length === 1 && only)) return only ?? null
  return { kind: 'group', id: reading.newId(), joint: node.joint, isOff: false, children }
}

function comparisonNode(node: RsqlComparison, reading: Reading): FilterNode | null {
  const condition = conditionOf(node, reading)
  if (condition === null || !leavesEmptiesOut(condition, reading)) return condition
  const children = [condition, valueThere(condition, reading)]
  return { kind: 'group', id: reading.newId(), joint: 'and', isOff: false, children }
}

const denials: readonly Operator[] = ['not-equals', 'not-in', 'not-contains']

/** A denial that stands alone: of the database's types only a yes-or-no keeps the rows without a value. */
function leavesEmptiesOut({ attribute, operator }: Condition, { engine, natureOf, ...reading }: Reading): boolean {
  if (engine === 'index' || !denials.includes(operator) || !natureOf(attribute).isNullable) return false
  const found = findAttribute(attribute, reading.table, reading.findTable)
  return typeof found === 'string' || found.comparedType !== 'bool' || operator !== 'not-equals'
}

const valueThere = ({ attribute }: Condition, { newId }: Reading): Condition => ({
  kind: 'condition',
  id: newId(),
  attribute,
  operator: 'not-empty',
  values: [],
  isOff: false,
})

/** The parts of an OR; a denial followed by 'or has no value' is one condition. */
function alternatives({ parts }: RsqlGroup, reading: Reading): FilterNode[] | null {
  const children: FilterNode[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at]
    const next = parts[at + 1]
    const denied = part && next ? deniedOrEmpty(part, next, reading) : null
    const child = denied ?? (part ? filterNode(part, reading) : null)
    if (child === null) return null
    if (denied) at += 1
    children.push(child)
  }
  return children
}

function deniedOrEmpty(part: RsqlNode, next: RsqlNode, reading: Reading): Condition | null {
  if (reading.engine === 'index' || next.kind === 'group' || next.operator !== '==' || next.values[0] !== '')
    return null
  const denied = part.kind === 'comparison' ? conditionOf(part, reading) : deniedList(part, reading)
  return denied && denials.includes(denied.operator) && denied.attribute === next.selector ? denied : null
}

/** `a!=x;a!=y`: none of the values. */
function deniedList({ joint, parts }: RsqlGroup, reading: Reading): Condition | null {
  const [first, ...others] = joint === 'and' ? parts : []
  const start = first?.kind === 'comparison' && first.operator === '!=' ? conditionOf(first, reading) : null
  if (start?.operator !== 'not-equals') return null
  const values = [...start.values]
  for (const part of others) {
    if (part.kind === 'group' || part.operator !== '!=' || part.selector !== start.attribute) return null
    values.push(part.values[0] ?? '')
  }
  return values.includes('') ? null : { ...start, operator: 'not-in', values }
}

/** The parts of an AND; neighbours that the builder shows as one are one. */
function conjuncts({ parts }: RsqlGroup, reading: Reading): FilterNode[] | null {
  const children: FilterNode[] = []
  /** Place of the last child when it was written as one comparison, and the 'has a value' that came with it. */
  let last: { readonly at: number; readonly hasValueThere: boolean } | null = null
  for (const part of parts) {
    const condition: FilterNode | null = part.kind === 'group' ? filterNode(part, reading) : conditionOf(part, reading)
    if (condition === null) return null
    const isBare = part.kind === 'comparison' && condition.kind === 'condition'
    const before: FilterNode | undefined = last ? children[last.at] : undefined
    const joint: Condition | null = isBare && before ? mergedPair(before, condition, reading) : null
    if (joint && last) {
      children[last.at] = joint
      continue
    }
    const hasValueThere = isBare && leavesEmptiesOut(condition, reading)
    last = isBare ? { at: children.length, hasValueThere } : null
    children.push(condition)
    if (hasValueThere) children.push(valueThere(condition, reading))
  }
  return children
}

function mergedPair(left: FilterNode, right: FilterNode, { table, findTable }: Reading): Condition | null {
  if (left.kind === 'group' || right.kind === 'group' || left.attribute !== right.attribute) return null
  const isDeniedList = left.operator === 'not-equals' || left.operator === 'not-in'
  if (isDeniedList && right.operator === 'not-equals') {
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

function conditionOf({ selector, operator, values }: RsqlComparison, reading: Reading): Condition | null {
  const attribute = findAttribute(selector, reading.table, reading.findTable)
  const meant = operators[operator]
  const isKnown = typeof attribute !== 'string' || attribute === 'unknown-table'
  if (!isKnown || meant === undefined) return null
  const condition = { kind: 'condition' as const, id: reading.newId(), attribute: selector, isOff: false }
  if (values[0] === '' && (meant === 'equals' || meant === 'not-equals')) {
    return { ...condition, operator: meant === 'equals' ? 'empty' : 'not-empty', values: [] }
  }
  const isComplete = !values.includes('') && (meant !== 'range' || values.length === 2)
  if (!isComplete || !meansTheSame(meant, selector, values, reading)) return null
  // Of a yes-or-no the server takes every text but `true` for no.
  const isBool = typeof attribute !== 'string' && attribute.comparedType === 'bool'
  const canonical = isBool ? values.map((value) => String(value.toLowerCase() === 'true')) : [...values]
  return { ...condition, operator: meant, values: canonical }
}

/** False where an operator of the text has another meaning on the server than on the builder's screen. */
function meansTheSame(meant: Operator, selector: string, values: readonly string[], reading: Reading): boolean {
  const { engine, natureOf } = reading
  if (meant === 'contains' || meant === 'not-contains') return engine === 'database' && !/[%_]/.test(values[0] ?? '')
  return !(meant === 'not-equals' && engine === 'database' && natureOf(selector).isMany)
}
