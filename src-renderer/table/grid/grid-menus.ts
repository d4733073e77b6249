// What the menus of the grid do: of a column heading, and of a cell or a range of them.
import type { Column } from '@shared/table/table'
import type { Cell, ReferenceCell } from '@shared/table/table-slice'
import { isReferenceType } from '@shared/table/value-type'
import { openDistribution } from '../../query/distribution/open-distribution'
import { quickFiltersFor } from '../../query/quick-filter'
import { useFilterStore } from '../../query/filter-store'
import { useViewsStore, type ViewState } from '../../query/views-store'
import { arrangeColumns, changeColumns, shownInOrder, toColumnViews, type ArrangedColumn } from '../columns/column-look'
import { columnMenu, type ColumnAction } from '../columns/column-menu'
import type { CopyForm } from '../range/clipboard-text'
import { useCellCopyStore } from '../range/copy-store'
import { openReference } from '../open-reference'
import type { RowFeed } from '../rows/row-feed'
import type { GridSession } from './grid-session'

/** One choice of a menu. */
export type MenuChoice = {
  readonly id: string
  readonly label: string
  readonly icon?: string
  readonly isOff?: boolean
  /** Why it cannot be chosen. */
  readonly hint?: string
  readonly keys?: readonly string[]
  /** A line of words that cannot be chosen. */
  readonly kind?: 'label'
}

/** The columns of a view as they are arranged now. */
export const arrangedOf = (view: ViewState): ArrangedColumn[] =>
  view.table ? arrangeColumns(view.table, view.look.columns) : []

/** Choices of a column's menu. */
export function columnChoices(view: ViewState, column: Column): MenuChoice[][] {
  const arranged = arrangedOf(view)
  const one = arranged.find(({ name }) => name === column.name)
  if (!one) return []
  const groups = columnMenu(one, view.query.sort, shownInOrder(arranged).length)
  return groups.map((group) => group.map(({ action, ...rest }) => ({ id: action, ...rest })))
}

/** Do what was chosen from a column's menu; `openColumns` shows the column chooser. */
export function actOnColumn(
  view: ViewState,
  column: Column,
  action: ColumnAction,
  grid: GridSession | null,
  openColumns: () => void,
): void {
  const views = useViewsStore()
  const arranged = arrangedOf(view)
  const change = (part: Parameters<typeof changeColumns>[2]) =>
    views.saveLook(view.tabId, { columns: toColumnViews(changeColumns(arranged, [column.name], part)) })
  const sortBy = (direction: 'ascending' | 'descending') =>
    views.ask(view.tabId, { sort: [{ attribute: column.name, direction }] })
  switch (action) {
    case 'sort-up':
      return sortBy('ascending')
    case 'sort-down':
      return sortBy('descending')
    case 'sort-none':
      return views.ask(view.tabId, { sort: view.query.sort.filter((key) => key.attribute !== column.name) })
    case 'filter':
      return useFilterStore().addCondition(view, column)
    case 'distribution':
      return openDistribution(view, column)
    case 'pin-left':
      return change({ pinned: 'left' })
    case 'pin-right':
      return change({ pinned: 'right' })
    case 'unpin':
      return change({ pinned: null })
    case 'size':
      return grid?.sizeToContent([column.name])
    case 'size-all':
      return grid?.sizeToContent(shownInOrder(arranged).map(({ name }) => name))
    case 'hide':
      return change({ isHidden: true })
    case 'columns':
      return openColumns()
    case 'copy-name':
      return void useCellCopyStore().copyText(column.name, `the name ${column.name}`)
  }
}

/** References of a cell; none for other values. */
export function referencesOf(cell: Cell): readonly ReferenceCell[] {
  if (Array.isArray(cell)) return cell as readonly ReferenceCell[]
  return cell !== null && typeof cell === 'object' ? [cell as ReferenceCell] : []
}

/** Links that a cell's menu offers to follow. */
const maxFollowed = 8

/** Choices of the menu of a cell, or of the range that it stands in. */
export function cellChoices(
  column: Column,
  cell: Cell | undefined,
  hasReferences: boolean,
  copyKeys: string[],
): MenuChoice[][] {
  const follow = cell === undefined ? [] : referencesOf(cell).slice(0, maxFollowed)
  return [
    [
      { id: 'copy', label: 'Copy', icon: 'i-lucide-copy', keys: copyKeys },
      { id: 'copy-headings', label: 'Copy with headings', icon: 'i-lucide-table-properties' },
      ...(hasReferences ? [{ id: 'copy-ids', label: 'Copy with ids', icon: 'i-lucide-hash' }] : []),
    ],
    cell === undefined
      ? []
      : quickFiltersFor(column, cell).map((filter, index) => ({
          id: `filter ${index}`,
          label: filter.title,
          icon: filter.kind === 'not' || filter.kind === 'empty' ? 'i-lucide-filter-x' : 'i-lucide-filter',
        })),
    [
      ...(isReferenceType(column.type) && column.target
        ? follow.map((link, index) => ({
            id: `follow ${index}`,
            label: `Open ${link.label === '' ? link.id : link.label}`,
            icon: 'i-lucide-arrow-up-right',
          }))
        : []),
      { id: 'details', label: 'Show the details', icon: 'i-lucide-panel-right', keys: ['Space'] },
    ],
  ]
}

/** Do what was chosen from a cell's menu beside copying and editing: filter by it, or follow a reference. */
export function actOnCell(view: ViewState, column: Column | undefined, cell: Cell | undefined, id: string): void {
  if (!column || cell === undefined) return
  const [what, number] = id.split(' ')
  if (what === 'filter') {
    const quick = quickFiltersFor(column, cell)[Number(number)]
    if (quick) useFilterStore().addQuickFilter(view, column, quick)
  } else if (what === 'follow') {
    const link = referencesOf(cell)[Number(number)]
    if (link) openReference(view, column, link.id)
  }
}

/** Copy the range of a grid. Answers true once it is on the clipboard. */
export async function copyRange(
  view: ViewState,
  grid: GridSession | null,
  feed: RowFeed,
  form: Partial<CopyForm> = {},
): Promise<boolean> {
  const box = grid?.selection.box()
  if (!box || !view.table) return false
  return useCellCopyStore().copyBox(
    view,
    box,
    view.table.columns,
    { references: 'label', hasHeadings: false, ...form },
    feed,
  )
}
