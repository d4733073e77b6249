// Dragging a part of a filter with the pointer: a line shows where it goes, the tree scrolls at its edges, Escape gives up.
import type { Group } from '@shared/query/query'
import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { partElement } from '../../bar/part-element'
import type { Place } from '../../filter-moves'
import { followPointer } from './follow-pointer'
import { dropSlots, nearestSlot, type DropSlot } from './drop-slots'

/** What begins a drag rather than a click; px. */
const thresholdPx = 4

/** The state of dragging, for who draws it. */
export type Dragging = {
  readonly draggedId: Readonly<Ref<string | null>>
  /** The line where the part would go, in the coordinates of the tree's content. */
  readonly line: Readonly<Ref<{ top: number; left: number; width: number } | null>>
  readonly start: (event: PointerEvent, id: string) => void
}

/**
 * Dragging inside a tree.
 *
 * @param tree  the element that scrolls and holds the drawn parts
 * @param drop  told where the part was let go
 */
export function useDragging(
  tree: Readonly<Ref<HTMLElement | null>>,
  root: () => Group,
  drop: (id: string, place: Place) => void,
): Dragging {
  const draggedId = ref<string | null>(null)
  const slot = shallowRef<DropSlot | null>(null)
  const line = shallowRef<{ top: number; left: number; width: number } | null>(null)
  let stop: (() => void) | null = null

  function showSlot(x: number, y: number, id: string): void {
    const { value: element } = tree
    if (!element) return
    const slots = dropSlots(root(), id, (part) => partElement(element, part)?.getBoundingClientRect() ?? null)
    const found = nearestSlot(slots, x, y)
    const box = element.getBoundingClientRect()
    slot.value = found
    line.value = found && {
      top: found.top - box.top + element.scrollTop - 1,
      left: found.left - box.left,
      width: found.right - found.left,
    }
  }

  function start(event: PointerEvent, id: string): void {
    if (event.button !== 0) return
    stop?.()
    const begun = { x: event.clientX, y: event.clientY }
    const stopListening = followPointer(tree, {
      moved(x, y) {
        if (draggedId.value === null && Math.hypot(x - begun.x, y - begun.y) < thresholdPx) return
        draggedId.value = id
        showSlot(x, y, id)
      },
      ended(isDrop) {
        const [dragged, to] = [draggedId.value, slot.value]
        stop?.()
        if (isDrop && dragged !== null && to) drop(dragged, to.place)
      },
    })
    stop = () => {
      stopListening()
      draggedId.value = null
      slot.value = null
      line.value = null
      stop = null
    }
  }

  onScopeDispose(() => stop?.())
  return { draggedId, line, start }
}
