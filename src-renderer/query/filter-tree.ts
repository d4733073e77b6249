// Changes to a filter as pure functions: each takes a tree and answers a new one, so that undo is a list of trees.
import type { Condition, FilterNode, Group, Operator } from '@shared/query/query'

let lastNumber = 0
const windowPrefix = Math.random().toString(36).slice(2, 8)
/** An id that no other part of a filter has. */
export const newNodeId = (): string => `n${windowPrefix}${++lastNumber}`

/** A condition with an id of its own, switched on. */
export const newCondition = (attribute: string, operator: Operator, values: string[] = []): Condition => ({
  kind: 'condition',
  id: newNodeId(),
  attribute,
  operator,
  values,
  isOff: false,
})

/** A group with an id of its own, switched on. */
export const newGroup = (joint: Group['joint'], children: FilterNode[] = []): Group => ({
  kind: 'group',
  id: newNodeId(),
  joint,
  isOff: false,
  children,
})

/** The part with that id, or undefined. */
export function findNode(node: FilterNode, id: string): FilterNode | undefined {
  if (node.id === id) return node
  if (node.kind === 'condition') return undefined
  for (const child of node.children) {
    const found = findNode(child, id)
    if (found) return found
  }
  return undefined
}

/** The group that holds the part with that id, or undefined (also for the root). */
export function parentOf(root: Group, id: string): Group | undefined {
  for (const child of root.children) {
    if (child.id === id) return root
    const found = child.kind === 'group' ? parentOf(child, id) : undefined
    if (found) return found
  }
  return undefined
}

/** Change one part by a function; the rest of the tree stays the same objects. Null takes the part away. */
export function changeNode<N extends FilterNode>(
  node: N,
  id: string,
  change: (node: FilterNode) => FilterNode | null,
): N {
  if (node.kind === 'condition') return node
  let isChanged = false
  const children: FilterNode[] = []
  for (const child of node.children) {
    const next = child.id === id ? change(child) : changeNode(child, id, change)
    if (next !== child) isChanged = true
    if (next !== null) children.push(next)
  }
  return isChanged ? { ...node, children } : node
}

/** Take a part away. */
export const removeNode = (root: Group, id: string): Group => changeNode(root, id, () => null)

/** Put a part at the end of a group. */
export function addNode(root: Group, groupId: string, added: FilterNode): Group {
  if (root.id === groupId) return { ...root, children: [...root.children, added] }
  return changeNode(root, groupId, (group) =>
    group.kind === 'group' ? { ...group, children: [...group.children, added] } : group,
  )
}

/** Switch a part off, or on again. */
export const toggleNode = (root: Group, id: string): Group =>
  changeNode(root, id, (node) => ({ ...node, isOff: !node.isOff }))

/** What a group asks of its parts, as people say it. */
export type Quantity = 'all' | 'any' | 'none' | 'not-all'

/** What a group asks of its parts. */
export const quantityOf = ({ joint, isNot }: Group): Quantity =>
  joint === 'and' ? (isNot === true ? 'not-all' : 'all') : isNot === true ? 'none' : 'any'

/** `any of`, for a group's name. */
export const quantityWords: Readonly<Record<Quantity, string>> = {
  all: 'all of',
  any: 'any of',
  none: 'none of',
  'not-all': 'not all of',
}

const withoutDenial = ({ kind, id, joint, isOff, children }: Group): Group => ({ kind, id, joint, isOff, children })

/** Say what a group asks of its parts. */
export function setQuantity(root: Group, groupId: string, quantity: Quantity): Group {
  const change = (group: Group): Group => {
    const rest = withoutDenial(group)
    const joint = quantity === 'all' || quantity === 'not-all' ? 'and' : 'or'
    return quantity === 'none' || quantity === 'not-all' ? { ...rest, joint, isNot: true } : { ...rest, joint }
  }
  if (root.id === groupId) return change(root)
  return changeNode(root, groupId, (group) => (group.kind === 'group' ? change(group) : group))
}

/** Put a group around a part, to add alternatives to it. */
export const wrapNode = (root: Group, id: string, joint: Group['joint']): Group =>
  changeNode(root, id, (node) => newGroup(joint, [node]))

/** Put a group's parts in its place. Of a group that denies this changes the meaning; it is the person's to say. */
export const unwrapNode = (root: Group, id: string): Group =>
  replaceNode(root, id, (node) => (node.kind === 'group' ? node.children : [node]))

/** Put a copy of a part behind it, with ids of its own. */
export const duplicateNode = (root: Group, id: string): Group => replaceNode(root, id, (node) => [node, copyOf(node)])

function copyOf(node: FilterNode): FilterNode {
  if (node.kind === 'condition') return { ...node, id: newNodeId() }
  return { ...node, id: newNodeId(), children: node.children.map(copyOf) }
}

function replaceNode<N extends FilterNode>(node: N, id: string, by: (node: FilterNode) => FilterNode[]): N {
  if (node.kind === 'condition') return node
  const children = node.children.flatMap((child) => (child.id === id ? by(child) : [replaceNode(child, id, by)]))
  const isChanged = children.length !== node.children.length || children.some((one, at) => one !== node.children[at])
  return isChanged ? { ...node, children } : node
}

/** Add a condition that must hold beside everything that is there, whatever joins it. */
export function addToAll(root: Group, condition: Condition): Group {
  if (root.isNot !== true && (root.joint === 'and' || root.children.length <= 1)) {
    return { ...root, joint: 'and', children: [...root.children, condition] }
  }
  const alternatives: Group = { ...root, id: newNodeId() }
  return { ...withoutDenial(root), joint: 'and', isOff: false, children: [alternatives, condition] }
}

/**
 * The tree with each condition replaced by what a function makes of it; null leaves the condition out.
 * Groups keep their place even when they end up empty: an empty group holds.
 */
export function mapConditions(group: Group, map: (condition: Condition) => Condition | null): Group {
  const children: FilterNode[] = []
  for (const child of group.children) {
    const next = child.kind === 'group' ? mapConditions(child, map) : map(child)
    if (next !== null) children.push(next)
  }
  return { ...group, children }
}

/** All conditions, switched off ones too, in reading order. */
export const allConditions = (node: FilterNode): Condition[] =>
  node.kind === 'condition' ? [node] : node.children.flatMap(allConditions)

/** The tree without groups that hold nothing. */
export function withoutEmptyGroups(group: Group): Group {
  const children = group.children
    .map((child) => (child.kind === 'group' ? withoutEmptyGroups(child) : child))
    .filter((child) => child.kind === 'condition' || child.children.length > 0)
  return { ...group, children }
}
