// Moving parts of a filter about, as pure functions: to any place by the mouse, step by step by the keyboard.
import type { FilterNode, Group } from '@shared/query/query'
import { changeNode, findNode, parentOf, removeNode } from './filter-tree'

/** A place for a part: a group, and before which of its parts (their number: at the end), as the tree is now. */
export type Place = { readonly groupId: string; readonly index: number }

/** A step of a part through the tree. */
export type Step = 'up' | 'down' | 'in' | 'out'

/**
 * Move a part to another place.
 *
 * @returns the same tree when the part would stay where it is, or go into itself
 */
export function moveNode(root: Group, id: string, place: Place): Group {
  const node = findNode(root, id)
  const from = parentOf(root, id)
  const to = findNode(root, place.groupId)
  if (!node || !from || to?.kind !== 'group' || findNode(node, place.groupId)) return root
  const at = from.children.findIndex((child) => child.id === id)
  if (from === to && (place.index === at || place.index === at + 1)) return root
  const index = from === to && place.index > at ? place.index - 1 : place.index
  return insertNode(removeNode(root, id), place.groupId, index, node)
}

function insertNode(root: Group, groupId: string, index: number, node: FilterNode): Group {
  const insert = (group: Group): Group => ({
    ...group,
    children: [...group.children.slice(0, index), node, ...group.children.slice(index)],
  })
  if (root.id === groupId) return insert(root)
  return changeNode(root, groupId, (group) => (group.kind === 'group' ? insert(group) : group))
}

/**
 * Where a step leads: up and down past the neighbours, and out of the group at its ends; in to the group beside the
 * part (the one before it, else the one behind it); out to behind the own group.
 *
 * @returns null when there is no such place
 */
export function stepPlace(root: Group, id: string, step: Step): Place | null {
  const group = parentOf(root, id)
  if (!group) return null
  const at = group.children.findIndex((child) => child.id === id)
  const last = group.children.length - 1
  const outside = (offset: 0 | 1): Place | null => {
    const around = parentOf(root, group.id)
    if (!around) return null
    return { groupId: around.id, index: around.children.indexOf(group) + offset }
  }
  switch (step) {
    case 'up':
      return at > 0 ? { groupId: group.id, index: at - 1 } : outside(0)
    case 'down':
      return at < last ? { groupId: group.id, index: at + 2 } : outside(1)
    case 'out':
      return outside(1)
    case 'in': {
      const [before, behind] = [group.children[at - 1], group.children[at + 1]]
      if (before?.kind === 'group') return { groupId: before.id, index: before.children.length }
      return behind?.kind === 'group' ? { groupId: behind.id, index: 0 } : null
    }
  }
}
