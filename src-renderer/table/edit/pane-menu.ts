// The menus of the pane of the grid: what they offer for a column or a cell, and what is done with a choice.
import { placeKey } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import { isReferenceType } from '@shared/table/value-type'
import { computed, nextTick, shallowRef } from 'vue'
import { placeOf, useEditsStore } from '../../edit/edits-store'
import type { ViewState } from '../../query/views-store'
import { useInfoStore } from '../../shell/info-store'
import { readableKeys } from '../../shell/keys'
import type { ColumnAction } from '../columns/column-menu'
import type { GridMenuRequest } from '../grid/grid-host'
import { actOnCell, actOnColumn, cellChoices, columnChoices, copyRange, type MenuChoice } from '../grid/grid-menus'
import type { GridSession } from '../grid/grid-session'
import type { CellAt } from '../range/cell-range'
import { rowKey, standingCell } from '../rows/row-feed'
import { editChoices } from './edit-menu'
import type { ActiveGrid, usePaneEdits } from './pane-edits'
import { useRowEditsStore } from './row-edits-store'

type Ways = {
  readonly view: ViewState
  readonly editing: ReturnType<typeof usePaneEdits>
  readonly active: () => ActiveGrid
  /** The grid of the table, whose columns are arranged. */
  readonly whole: () => GridSession | null
  readonly showColumns: () => void
  readonly showDetails: () => void
}

/** The menu that is open in the pane. */
export function usePaneMenu({ view, editing, active, whole, showColumns, showDetails }: Ways) {
  const menu = shallowRef<GridMenuRequest | null>(null)
  const session = () => active().session
  const { columnNamed, cellAt } = useActiveRows(view, active)

  const choicesOfCell = useCellChoices(view, active)

  const choices = computed<MenuChoice[][]>(() => {
    const request = menu.value
    if (request === null) return []
    if (request.kind === 'column') return columnChoices(view, request.column)
    const column = columnNamed(request.at.column)
    return column ? choicesOfCell(request.at, column) : []
  })
  const label = computed(() =>
    menu.value?.kind === 'column' ? `Menu of ${menu.value.column.label}` : 'Menu of the cell',
  )

  const copy = (form?: Parameters<typeof copyRange>[3]) => copyRange(view, session(), active().feed, form)

  /** Copy and then clear; what could not be copied stays. */
  async function cut(): Promise<void> {
    const { feed } = active()
    const range = session()?.selection.box()
    if (!range || !editing.mayClear(feed)) return
    if (await copy()) await editing.clearRange(feed, range, 'Cut')
  }

  /** What the choices of a cell's menu do that are the same for all cells. */
  const cellWays = (at: CellAt): Record<string, () => unknown> => ({
    copy: () => copy(),
    'copy-headings': () => copy({ hasHeadings: true }),
    'copy-ids': () => copy({ references: 'id', hasHeadings: true }),
    details: showDetails,
    cut,
    edit: () => nextTick(() => session()?.edit(at)),
    clear: editing.clearCells,
    paste: () => editing.askPaste(false),
    'paste-rows': () => editing.askPaste(true),
    duplicate: editing.duplicateRows,
    delete: editing.deleteRows,
    'take-back': () => editing.takeBack(true),
    'take-back-cells': () => editing.takeBack(false),
  })

  function choose(id: string): void {
    const request = menu.value
    if (request === null) return
    if (request.kind === 'column') return actOnColumn(view, request.column, id as ColumnAction, whole(), showColumns)
    const { at } = request
    const way = cellWays(at)[id]
    if (way) void way()
    else actOnCell(view, columnNamed(at.column), cellAt(at), id)
  }

  /** A menu that closes gives the focus back to where it was asked for. */
  function close(): void {
    const request = menu.value
    menu.value = null
    if (request === null) return
    void nextTick(() => {
      if (document.activeElement !== document.body) return
      if (request.kind === 'cell') session()?.selection.focusAgain()
      else request.origin.focus()
    })
  }

  return { menu, choices, label, choose, close, copy, cut, cellAt, columnNamed }
}

/** Rows and cells of the grid that is worked in, with what is staged for them. */
function useActiveRows(view: ViewState, active: () => ActiveGrid) {
  const rowEdits = useRowEditsStore()
  const columnNamed = (name: string): Column | undefined => view.table?.columns.find((one) => one.name === name)

  /** The row at a position of the active grid with what is staged for it. */
  function rowAt(index: number) {
    const row = active().feed.reader.rowAt(index)
    return row && view.table ? { row, staged: rowEdits.stagedOf(view.source, rowKey(row, view.table)) } : null
  }

  function cellAt(at: CellAt): Cell | undefined {
    const found = rowAt(at.row)
    return found ? standingCell(found.row, at.column, found.staged) : undefined
  }

  return { columnNamed, rowAt, cellAt }
}

/** A function that lists what the menu of a cell offers. */
function useCellChoices(view: ViewState, active: () => ActiveGrid) {
  const edits = useEditsStore()
  const info = useInfoStore()
  const { columnNamed, rowAt, cellAt } = useActiveRows(view, active)

  return (at: CellAt, column: Column): MenuChoice[][] => {
    const box = active().session?.selection.box() ?? { firstRow: at.row, lastRow: at.row, columns: [column.name] }
    const hasReferences = box.columns.some((name) => isReferenceType(columnNamed(name)?.type ?? 'string'))
    const keys = (accelerator: string) => readableKeys(accelerator, info.modifier)
    const place = placeOf(view.source)
    const summary = place ? edits.summaries.get(placeKey(place)) : undefined
    return [
      ...cellChoices(column, cellAt(at), hasReferences, keys('CmdOrCtrl+C')),
      ...editChoices({
        view,
        column,
        box,
        isNew: active().feed.part === 'added',
        staged: rowAt(at.row)?.staged ?? null,
        hasChanges: (summary?.changeCount ?? 0) + (summary?.deleteCount ?? 0) > 0,
        keys,
      }),
    ]
  }
}
