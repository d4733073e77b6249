// Opens the distribution of a column from elsewhere: beside its condition, made where there is none.
import type { Column } from '@shared/table/table'
import { firstOperator } from '../filter-operators'
import { useFilterStore } from '../filter-store'
import { addToAll, newCondition } from '../filter-tree'
import type { ViewState } from '../views-store'

/** Show how a column is spread. A condition that is made for it asks for nothing yet. */
export function openDistribution(view: ViewState, column: Column): void {
  const filters = useFilterStore()
  const { root } = filters.draftOf(view)
  const known = root.children.find((child) => child.kind === 'condition' && child.attribute === column.name)
  const condition = known ?? newCondition(column.name, firstOperator(column))
  if (!known && condition.kind === 'condition') filters.change(view, addToAll(root, condition))
  filters.openEditor(view, { nodeId: condition.id, field: 'distribution' })
}
