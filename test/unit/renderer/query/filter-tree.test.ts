// Changing a filter never changes the tree it started from, and shares what stays the same.
import {
  addNode,
  addToAll,
  allConditions,
  changeNode,
  duplicateNode,
  findNode,
  newCondition,
  newGroup,
  parentOf,
  quantityOf,
  removeNode,
  setQuantity,
  toggleNode,
  unwrapNode,
  withoutEmptyGroups,
  wrapNode,
} from '@renderer/query/filter-tree'
import type { Group } from '@shared/query/query'
import { describe, expect, it } from 'vitest'

const a = newCondition('a', 'equals', ['1'])
const b = newCondition('b', 'equals', ['2'])
const c = newCondition('c', 'equals', ['3'])
const inner = newGroup('or', [b, c])
const root: Group = { ...newGroup('and', [a, inner]), id: 'root' }

describe('filter tree', () => {
  it('finds parts and the groups that hold them', () => {
    expect(findNode(root, c.id)).toBe(c)
    expect(parentOf(root, c.id)).toBe(inner)
    expect(parentOf(root, a.id)).toBe(root)
    expect([findNode(root, 'x'), parentOf(root, 'root')]).toEqual([undefined, undefined])
  })

  it('changes one part and keeps the others the same objects', () => {
    const changed = changeNode(root, c.id, (node) => ({ ...node, isOff: true }))
    expect(changed).not.toBe(root)
    expect(changed.children[0]).toBe(a)
    expect(findNode(changed, b.id)).toBe(b)
    expect(findNode(changed, c.id)?.isOff).toBe(true)
    expect(c.isOff).toBe(false)
    expect(changeNode(root, 'x', () => null)).toBe(root)
  })

  it('adds, removes, joins, switches and wraps', () => {
    const d = newCondition('d', 'empty')
    expect(allConditions(addNode(root, inner.id, d)).map((one) => one.attribute)).toEqual(['a', 'b', 'c', 'd'])
    expect(allConditions(removeNode(root, inner.id))).toEqual([a])
    expect(findNode(setQuantity(root, inner.id, 'all'), inner.id)).toMatchObject({ joint: 'and', children: [b, c] })
    expect(setQuantity(root, 'root', 'any').joint).toBe('or')
    expect(findNode(toggleNode(toggleNode(root, a.id), a.id), a.id)).toEqual(a)
    expect(wrapNode(root, a.id, 'or').children[0]).toMatchObject({ kind: 'group', joint: 'or', children: [a] })
  })

  it('says and denies in four ways, and adds nothing to what is denied', () => {
    const ways = ['all', 'any', 'none', 'not-all'] as const
    expect(ways.map((way) => quantityOf(setQuantity(root, 'root', way)))).toEqual(ways)
    expect(setQuantity(setQuantity(root, 'root', 'none'), 'root', 'any')).toEqual({ ...root, joint: 'or' })
    const added = addToAll(setQuantity(root, 'root', 'not-all'), c)
    expect(quantityOf(added)).toBe('all')
    expect(added.children).toMatchObject([{ kind: 'group', joint: 'and', isNot: true }, c])
  })

  it('duplicates with new ids, and takes a group away without its parts', () => {
    const twice = duplicateNode(root, inner.id)
    expect(twice.children.map((child) => child.kind)).toEqual(['condition', 'group', 'group'])
    expect(new Set([...allConditions(twice), ...twice.children.slice(1)].map(({ id }) => id)).size).toBe(7)
    expect(unwrapNode(root, inner.id).children).toEqual([a, b, c])
    expect(unwrapNode(root, 'x')).toBe(root)
  })

  it('adds a condition beside alternatives without becoming one of them', () => {
    const either: Group = { ...root, joint: 'or' }
    const added = addToAll(either, c)
    expect(added.joint).toBe('and')
    expect(added.children[0]).toMatchObject({ kind: 'group', joint: 'or', children: root.children })
    expect(added.children[1]).toBe(c)
    expect(new Set([added.id, added.children[0]?.id]).size).toBe(2)
  })

  it('drops groups that hold nothing, at any depth', () => {
    const hollow: Group = { ...root, children: [newGroup('or', [newGroup('and')]), a] }
    expect(withoutEmptyGroups(hollow).children).toEqual([a])
  })
})
