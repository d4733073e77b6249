// A column's own part of a filter, as pure functions: what to leave out when its distribution is asked for, and how bars
// and values that are picked become its conditions.
import type { Picked } from '@shared/query/distribution/bin-conditions'
import type { Condition, FilterNode, Group, Operator } from '@shared/query/query'
import { changeNode, newCondition, newGroup, parentOf } from '../filter-tree'

const ordered: readonly Operator[] = ['range', 'less', 'less-or-equal', 'greater', 'greater-or-equal']

/** Which parts belong to a condition: itself, and the other end of a range that stands beside it. */
export function ownConditions(root: Group, condition: Condition): Condition[] {
  const parent = parentOf(root, condition.id)
  if (!parent || !asksForAll(parent) || !ordered.includes(condition.operator)) return [condition]
  return parent.children.filter(
    (child): child is Condition =>
      child.kind === 'condition' &&
      (child.id === condition.id ||
        (child.attribute === condition.attribute && !child.isOff && ordered.includes(child.operator))),
  )
}

const asksForAll = (group: Group): boolean => group.joint === 'and' && group.isNot !== true

/**
 * The filter without a condition's own part. Where that stands among alternatives, or is denied, these go with it: the
 * rest is what must hold whatever the condition says.
 */
export function restOf(root: Group, condition: Condition): Group {
  if (!asksForAll(root)) return { ...root, children: [] }
  const own = new Set(ownConditions(root, condition).map(({ id }) => id))
  const holds = (node: FilterNode): boolean => own.has(node.id) || (node.kind === 'group' && node.children.some(holds))
  const children = root.children.flatMap((child): FilterNode[] => {
    if (!holds(child)) return [child]
    return child.kind === 'group' && asksForAll(child) ? [restOf(child, condition)] : []
  })
  return { ...root, children }
}

/** Put what was picked in the place of a condition and its own part; its id stays, so that the editor stays with it. */
export function putPicked(root: Group, condition: Condition, picked: readonly Picked[]): Group {
  const [first, ...others] = picked
  if (!first) return root
  const written: Condition = { ...condition, isOff: false, operator: first.operator, values: [...first.values] }
  const own = ownConditions(root, condition).filter(({ id }) => id !== condition.id)
  const beside = others.map(({ operator, values }, at) => ({
    ...(own[at] ?? newCondition(condition.attribute, operator)),
    operator,
    values: [...values],
  }))
  const gone = own.slice(beside.length)
  const cleared = gone.reduce((tree, { id }) => changeNode(tree, id, () => null), root)
  const kept = beside.filter(({ id }) => own.some((one) => one.id === id))
  const changed = kept.reduce((tree, node) => changeNode(tree, node.id, () => node), cleared)
  return putBeside(changed, written, beside.slice(kept.length))
}

function putBeside(root: Group, written: Condition, added: readonly Condition[]): Group {
  const parent = parentOf(root, written.id)
  if (!parent) return root
  const isAlone = added.length > 0 && !asksForAll(parent)
  const parts: FilterNode[] = isAlone ? [newGroup('and', [written, ...added])] : [written, ...added]
  const children = parent.children.flatMap((child) => (child.id === written.id ? parts : [child]))
  if (parent.id === root.id) return { ...root, children }
  return changeNode(root, parent.id, (group) => (group.kind === 'group' ? { ...group, children } : group))
}

const denials: Partial<Record<Operator, readonly [Operator, Operator]>> = {
  'not-equals': ['not-equals', 'not-in'],
  'not-in': ['not-equals', 'not-in'],
}

/** The values that a condition names: what it asks for, or what it denies. */
export const namedValues = ({ operator, values }: Condition): readonly string[] =>
  ['equals', 'in', 'not-equals', 'not-in'].includes(operator) ? values : []

/** Name a value in a condition, or take it out. @param mayList  the column offers 'is one of' */
export function toggledValue(condition: Condition, value: string, mayList: boolean): Picked {
  const [one, many] = denials[condition.operator] ?? (['equals', 'in'] as const)
  const named = namedValues(condition)
  const isNamed = named.includes(value)
  const values = isNamed ? named.filter((each) => each !== value) : mayList ? [...named, value] : [value]
  return { operator: values.length > 1 ? many : one, values }
}
