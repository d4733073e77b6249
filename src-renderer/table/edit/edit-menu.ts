// What the menu of a cell offers for editing, with the reason where it may not be done.
import type { StagedRow } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { ViewState } from '../../query/views-store'
import { formatCounted } from '../../ui/format'
import type { MenuChoice } from '../grid/grid-menus'
import type { CellBox } from '../range/cell-range'
import { cellReason, rowsReason } from './editable'

/** The cell whose menu is open. */
export type MenuCell = {
  readonly view: ViewState
  readonly column: Column
  /** Rows and columns that the menu is about. */
  readonly box: CellBox
  readonly isNew: boolean
  readonly staged: StagedRow | null
  /** Something is staged for the table. */
  readonly hasChanges: boolean
  /** Keys of a shortcut as they are shown. */
  keys(accelerator: string): string[]
}

/** The groups of editing; a line with the reason where the table may not be changed at all. */
export function editChoices(menu: MenuCell): MenuChoice[][] {
  const { view, isNew, box, column, staged } = menu
  const action = isNew ? 'add' : 'change'
  const [change, add, remove] = [rowsReason(view, action), rowsReason(view, 'add'), rowsReason(view, 'delete')]
  if (change !== null && add !== null && remove !== null) {
    return [[{ id: 'reason', label: change, kind: 'label' }]]
  }
  const cell = cellReason(view, column, { isNew, staged })
  const rowCount = box.lastRow - box.firstRow + 1
  const size = rowCount * box.columns.length
  const choice = (id: string, label: string, icon: string, reason: string | null, keys?: string[]): MenuChoice => ({
    id,
    label,
    icon,
    isOff: reason !== null,
    ...(reason === null ? {} : { hint: reason }),
    ...(keys ? { keys } : {}),
  })
  const rows = formatCounted(rowCount, isNew ? 'new row' : 'row')
  return [
    [
      choice('edit', 'Edit', 'i-lucide-pencil', cell, ['F2']),
      choice('cut', 'Cut', 'i-lucide-scissors', change, menu.keys('CmdOrCtrl+X')),
      choice('clear', size === 1 ? 'Clear' : `Clear ${formatCounted(size, 'cell')}`, 'i-lucide-eraser', change, [
        'Del',
      ]),
      choice('paste', 'Paste', 'i-lucide-clipboard-paste', change, menu.keys('CmdOrCtrl+V')),
      choice('paste-rows', 'Paste as new rows', 'i-lucide-between-horizontal-start', add),
    ],
    [
      choice('duplicate', `Duplicate ${rows}`, 'i-lucide-copy-plus', add, menu.keys('CmdOrCtrl+Shift+D')),
      isNew
        ? choice('delete', `Drop ${rows}`, 'i-lucide-trash-2', null, menu.keys('CmdOrCtrl+Backspace'))
        : choice('delete', `Delete ${rows}`, 'i-lucide-trash-2', remove, menu.keys('CmdOrCtrl+Backspace')),
      ...takeBackChoices(menu, rowCount),
    ],
  ]
}

function takeBackChoices({ box, staged, isNew, hasChanges, column }: MenuCell, rowCount: number): MenuChoice[] {
  const icon = 'i-lucide-undo-2'
  if (isNew || !hasChanges) return []
  if (rowCount > 1) return [{ id: 'take-back', label: `Take back changes of ${formatCounted(rowCount, 'row')}`, icon }]
  if (!staged) return []
  if (staged.kind === 'delete') return [{ id: 'take-back', label: 'Take back the deletion', icon }]
  const isHere = box.columns.some((name) => Object.hasOwn(staged.after, name))
  const label = box.columns.length > 1 ? 'Take back the changes here' : `Take back the change of ${column.label}`
  return [
    ...(isHere ? [{ id: 'take-back-cells', label, icon }] : []),
    { id: 'take-back', label: 'Take back all changes of the row', icon },
  ]
}
