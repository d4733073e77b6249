// Moves parts of a view's filter: by the pointer, or step by step; each move is said in words.
import type { FilterNode } from '@shared/query/query'
import { ref, type Ref } from 'vue'
import { useAttributesStore } from '../../attributes-store'
import { moveNode, stepPlace, type Place, type Step } from '../../filter-moves'
import { useFilterStore } from '../../filter-store'
import { findNode, parentOf, quantityOf, quantityWords } from '../../filter-tree'
import type { ViewState } from '../../views-store'
import { useDragging } from './drag-part'
import { keepFocusIn } from './step-keys'

const noWay: Readonly<Record<Step, string>> = {
  up: 'It is the first part already.',
  down: 'It is the last part already.',
  in: 'There is no group beside it.',
  out: 'It is in no group.',
}

/**
 * Moving the parts of a view's filter.
 *
 * @param tree  the element in which they are drawn
 */
export function useMoves(view: ViewState, tree: Readonly<Ref<HTMLElement | null>>) {
  const filters = useFilterStore()
  const attributes = useAttributesStore()
  const spoken = ref('')
  const root = () => filters.draftOf(view).root

  function move(id: string, place: Place): void {
    const giveFocusBack = keepFocusIn(tree.value, id)
    filters.change(view, moveNode(root(), id, place))
    spoken.value = placeWords(id)
    void giveFocusBack()
  }

  function step(id: string, direction: Step): void {
    const place = stepPlace(root(), id, direction)
    if (place) move(id, place)
    else spoken.value = noWay[direction]
  }

  function placeWords(id: string): string {
    const node = findNode(root(), id)
    const group = parentOf(root(), id)
    if (!node || !group) return ''
    const where = group.id === root().id ? 'the filter' : `the group '${quantityWords[quantityOf(group)]}'`
    const number = group.children.indexOf(node) + 1
    return `${nameOf(node)} is now number ${number} of ${group.children.length} in ${where}.`
  }

  const nameOf = (node: FilterNode): string =>
    node.kind === 'group' ? 'The group' : `The condition on ${attributes.resolve(view, node.attribute).label}`

  const dragging = useDragging(tree, root, move)
  return { spoken, step, startDrag: dragging.start, draggedId: dragging.draggedId, line: dragging.line }
}
