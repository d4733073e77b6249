// What the menu of a column offers, as data: the component draws it.
import type { SortKey } from '@shared/query/query'
import type { Column } from '@shared/table/table'
import type { ArrangedColumn } from './column-look'
import { unsortableReason } from './column-look'

/** What can be done with a column. */
export type ColumnAction =
  | 'sort-up'
  | 'sort-down'
  | 'sort-none'
  | 'filter'
  | 'distribution'
  | 'pin-left'
  | 'pin-right'
  | 'unpin'
  | 'size'
  | 'size-all'
  | 'hide'
  | 'columns'
  | 'copy-name'

export type ColumnMenuItem = {
  readonly action: ColumnAction
  readonly label: string
  readonly icon: string
  readonly isOff?: boolean
  readonly isChecked?: boolean
}

const sortLabels = (column: Column): [string, string] => {
  switch (column.type) {
    case 'int':
    case 'long':
    case 'decimal':
      return ['Sort smallest first', 'Sort largest first']
    case 'date':
    case 'date-time':
      return ['Sort earliest first', 'Sort latest first']
    default:
      return ['Sort A to Z', 'Sort Z to A']
  }
}

/**
 * The groups of a column's menu.
 *
 * @param shownCount columns on screen; the last one cannot be hidden
 */
export function columnMenu(arranged: ArrangedColumn, sort: readonly SortKey[], shownCount: number): ColumnMenuItem[][] {
  const { column, pinned } = arranged
  const isFixed = unsortableReason(column) !== null
  const key = sort.find((one) => one.attribute === column.name)
  const [up, down] = sortLabels(column)
  return [
    [
      { action: 'sort-up', label: up, icon: 'i-lucide-arrow-up', isOff: isFixed || key?.direction === 'ascending' },
      {
        action: 'sort-down',
        label: down,
        icon: 'i-lucide-arrow-down',
        isOff: isFixed || key?.direction === 'descending',
      },
      ...(key ? [{ action: 'sort-none', label: 'Do not sort by this', icon: 'i-lucide-x' } as const] : []),
      { action: 'filter', label: 'Filter by this column', icon: 'i-lucide-list-filter' },
      { action: 'distribution', label: 'Distribution', icon: 'i-lucide-chart-column' },
    ],
    [
      pinned === 'left'
        ? { action: 'unpin', label: 'Unpin', icon: 'i-lucide-pin-off' }
        : { action: 'pin-left', label: 'Pin to the left', icon: 'i-lucide-pin' },
      pinned === 'right'
        ? { action: 'unpin', label: 'Unpin', icon: 'i-lucide-pin-off' }
        : { action: 'pin-right', label: 'Pin to the right', icon: 'i-lucide-pin' },
      { action: 'size', label: 'Fit to its content', icon: 'i-lucide-move-horizontal' },
      { action: 'size-all', label: 'Fit all columns', icon: 'i-lucide-unfold-horizontal' },
    ],
    [
      { action: 'hide', label: 'Hide', icon: 'i-lucide-eye-off', isOff: shownCount < 2 },
      { action: 'columns', label: 'Choose columns…', icon: 'i-lucide-columns-3' },
      { action: 'copy-name', label: 'Copy its name', icon: 'i-lucide-copy' },
    ],
  ]
}
