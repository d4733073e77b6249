// Parts of a filter find their places: by steps, and where the pointer lets them go.
import { moveNode, stepPlace, type Step } from '@renderer/query/filter-moves'
import { dropSlots, nearestSlot, type PartBox } from '@renderer/query/editor/moving/drop-slots'
import { moveKey } from '@renderer/query/editor/order/order-moves'
import { newCondition, newGroup } from '@renderer/query/filter-tree'
import type { FilterNode, Group } from '@shared/query/query'
import { describe, expect, it } from 'vitest'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => ({ ...newCondition(name, 'empty'), id: name }))
const inner: Group = { ...newGroup('or', [b!, c!]), id: 'inner' }
const root: Group = { ...newGroup('and', [a!, inner, d!]), id: 'root' }

const shape = (node: FilterNode): string =>
  node.kind === 'condition' ? node.id : `(${node.children.map(shape).join(' ')})`
const moved = (id: string, groupId: string, index: number) => shape(moveNode(root, id, { groupId, index }))
const stepped = (id: string, ...steps: Step[]) =>
  shape(
    steps.reduce((tree, step) => {
      const place = stepPlace(tree, id, step)
      return place ? moveNode(tree, id, place) : tree
    }, root),
  )

describe('moving a part', () => {
  it('goes before, behind and into groups', () => {
    expect(moved('a', 'root', 3)).toBe('((b c) d a)')
    expect(moved('d', 'root', 0)).toBe('(d a (b c))')
    expect(moved('a', 'inner', 1)).toBe('((b a c) d)')
    expect(moved('b', 'root', 0)).toBe('(b a (c) d)')
    expect(moved('inner', 'root', 0)).toBe('((b c) a d)')
  })

  it('stays the same tree where nothing changes, or where it would go into itself', () => {
    expect(moveNode(root, 'a', { groupId: 'root', index: 1 })).toBe(root)
    expect(moveNode(root, 'inner', { groupId: 'inner', index: 0 })).toBe(root)
    expect(moveNode(root, 'root', { groupId: 'inner', index: 0 })).toBe(root)
  })

  it('goes step by step up, down, into and out of groups', () => {
    expect(stepped('d', 'up')).toBe('(a d (b c))')
    expect(stepped('a', 'down')).toBe('((b c) a d)')
    expect(stepped('d', 'in')).toBe('(a (b c d))')
    expect(stepped('a', 'in')).toBe('((a b c) d)')
    expect(stepped('b', 'up')).toBe('(a b (c) d)')
    expect(stepped('c', 'down')).toBe('(a (b) c d)')
    expect(stepped('b', 'out')).toBe('(a (c) b d)')
    expect(stepped('a', 'up', 'out')).toBe(shape(root))
  })
})

describe('dragging a part', () => {
  const boxes: Record<string, PartBox> = {
    root: { top: 0, bottom: 200, left: 0, right: 500 },
    a: { top: 40, bottom: 68, left: 0, right: 500 },
    inner: { top: 76, bottom: 156, left: 6, right: 500 },
    b: { top: 84, bottom: 112, left: 20, right: 500 },
    c: { top: 120, bottom: 148, left: 20, right: 500 },
    d: { top: 164, bottom: 192, left: 0, right: 500 },
  }
  const at = (dragged: string, x: number, y: number) =>
    nearestSlot(
      dropSlots(root, dragged, (id) => boxes[id] ?? null),
      x,
      y,
    )?.place

  it('means the nearest gap, and the inner one where the pointer is inside', () => {
    expect(at('d', 200, 30)).toEqual({ groupId: 'root', index: 0 })
    expect(at('d', 200, 116)).toEqual({ groupId: 'inner', index: 1 })
    expect(at('a', 200, 154)).toEqual({ groupId: 'inner', index: 2 })
    expect(at('a', 4, 158)).toEqual({ groupId: 'root', index: 2 })
    expect(at('a', 200, 400)).toEqual({ groupId: 'root', index: 3 })
  })

  it('never means a place inside of what is dragged', () => {
    const places = dropSlots(root, 'inner', (id) => boxes[id] ?? null).map((slot) => slot.place.groupId)
    expect(new Set(places)).toEqual(new Set(['root']))
  })
})

describe('the order of rows', () => {
  it('moves a key to another place', () => {
    const keys = ['x', 'y', 'z'].map((attribute) => ({ attribute, direction: 'ascending' as const }))
    const names = (from: number, to: number) => moveKey(keys, from, to).map((key) => key.attribute)
    expect([names(0, 2), names(2, 0), names(5, 0)]).toEqual([['y', 'z', 'x'], ['z', 'x', 'y'], ['x', 'y', 'z']]) // prettier-ignore
  })
})
