// Where a dragged part of a filter can be put, as lines between the parts that are drawn.
import type { Group } from '@shared/query/query'
import type { Place } from '../../filter-moves'

/** A place with the line that shows it, in the coordinates of the window. */
export type DropSlot = { readonly place: Place; readonly top: number; readonly left: number; readonly right: number }

/** The box of a drawn part. */
export type PartBox = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

/** How far left of a group the pointer may be and still mean a place inside it; px. */
const slackPx = 8
/** Half of the gap between two parts; px. */
const halfGapPx = 4

/**
 * All places for a part, none of them inside the part itself.
 *
 * @param boxOf  where a part is drawn; null when it is not
 */
export function dropSlots(root: Group, draggedId: string, boxOf: (id: string) => PartBox | null): DropSlot[] {
  const slots: DropSlot[] = []
  const visit = (group: Group): void => {
    const own = boxOf(group.id)
    if (!own) return
    const boxes = group.children.map((child) => boxOf(child.id))
    const first = boxes.find((box) => box !== null)
    const left = first?.left ?? own.left
    for (let index = 0; index <= boxes.length; index += 1) {
      const [before, behind] = [boxes[index - 1] ?? null, boxes[index] ?? null]
      const top = behind ? behind.top - halfGapPx : before ? before.bottom + halfGapPx : own.bottom - halfGapPx
      slots.push({ place: { groupId: group.id, index }, top, left, right: own.right })
    }
    for (const child of group.children) if (child.kind === 'group' && child.id !== draggedId) visit(child)
  }
  visit(root)
  return slots
}

/** The place that the pointer means: the nearest line, the innermost one that does not begin right of the pointer. */
export function nearestSlot(slots: readonly DropSlot[], x: number, y: number): DropSlot | null {
  let nearest: DropSlot | null = null
  for (const slot of slots) {
    if (slot.left - slackPx > x && nearest !== null) continue
    if (nearest === null || isNearer(slot, nearest, x, y)) nearest = slot
  }
  return nearest
}

function isNearer(slot: DropSlot, than: DropSlot, x: number, y: number): boolean {
  if (than.left - slackPx > x && slot.left - slackPx <= x) return true
  const difference = Math.abs(slot.top - y) - Math.abs(than.top - y)
  return Math.abs(difference) < 10 ? slot.left > than.left : difference < 0
}
