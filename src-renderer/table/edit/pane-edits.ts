// What the pane of the grid does to rows: paste, delete, copy and add rows, undo; for the grid of the table or the strip
// of new rows, whichever had the focus last.
import { onBeforeUnmount, onMounted } from 'vue'
import { useFormStore } from '../../edit/form-store'
import type { ViewState } from '../../query/views-store'
import { notifyFailure } from '../../shell/notify'
import { registerCommands } from '../../shell/commands'
import { useShowAdded } from '../added/show-added'
import type { GridSession } from '../grid/grid-session'
import { usePasteStore } from '../paste/paste-store'
import { useCellCopyStore } from '../range/copy-store'
import type { CellBox } from '../range/cell-range'
import { useAddedStore } from '../rows/added-store'
import type { RowFeed } from '../rows/row-feed'
import { rowsReason } from './editable'
import { useGridStepsStore } from './grid-steps-store'
import { useGridNoteStore } from './note-store'
import { useRowEditsStore } from './row-edits-store'

/** The grid that is worked in now. */
export type ActiveGrid = {
  readonly feed: RowFeed
  readonly session: GridSession | null
  /** Puts the focus where a paste arrives. */
  readonly preparePaste: () => void
}

const isTyping = (): boolean =>
  document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea, [contenteditable]')

/** Editing in the pane of a view's grid, while the calling component is there. */
export function usePaneEdits(
  view: ViewState,
  grids: { active(): ActiveGrid; focusAdded(index: number, column: string): void },
) {
  const added = useAddedStore().stateOf(view)
  const form = useFormStore()
  const notes = useGridNoteStore()
  const rowEdits = useRowEditsStore()
  const gridSteps = useGridStepsStore()
  const { paste, askPaste } = usePanePaste(view, () => grids.active())
  const showAdded = useShowAdded(view, (index, column) => grids.focusAdded(index, column))
  const box = () => boxOf(grids.active())
  function withRange(work: (feed: RowFeed, range: CellBox) => unknown): void {
    const range = box()
    if (range) void work(grids.active().feed, range)
    else notes.say('Select the rows first.')
  }

  const deleteRows = () => withRange((feed, range) => rowEdits.deleteRows(view, feed, range))
  const takeBack = (isWhole: boolean) => withRange((feed, range) => rowEdits.takeBack(view, feed, range, isWhole))
  const clearRange = (feed: RowFeed, range: CellBox, verb?: 'Cut') => rowEdits.clearCells(view, feed, range, verb)
  const clearCells = () => withRange((feed, range) => clearRange(feed, range))

  /** Whether cells may be cleared at all; says why not. */
  function mayClear(feed: RowFeed): boolean {
    const reason = rowsReason(view, feed.part === 'added' ? 'add' : 'change')
    if (reason !== null) notes.say(reason)
    return reason === null
  }
  const duplicateRows = () =>
    withRange(async (feed, range) => {
      const before = added.rowCount
      const keys = await rowEdits.duplicateRows(view, feed, range)
      if (keys && keys.length > 0) await showAdded(keys.length, before)
    })

  /** Add a row and begin with the first of its cells that must be filled in. */
  async function addRow(): Promise<void> {
    const reason = rowsReason(view, 'add')
    if (reason !== null) return notes.say(reason)
    const before = added.rowCount
    const key = await form.addRow(view, false)
    if (key) await showAdded(1, before)
  }

  const step = (kind: 'undo' | 'redo'): boolean => !isTyping() && gridSteps.stepRows(view, kind)

  let remove: (() => void) | null = null
  onMounted(() => {
    remove = registerCommands({
      'delete-rows': () => (isTyping() ? false : deleteRows()),
      'duplicate-rows': () => (isTyping() ? false : duplicateRows()),
      'undo-change': () => step('undo'),
      'redo-change': () => step('redo'),
    })
  })
  onBeforeUnmount(() => remove?.())

  return { paste, askPaste, deleteRows, duplicateRows, clearCells, clearRange, mayClear, takeBack, addRow }
}

/** So long a menu may take to close; ms. */
const menuCloseMs = 60

const boxOf = ({ session }: ActiveGrid): CellBox | null => session?.selection.box() ?? null

/** Pasting in the pane, by the keys or as its menu asks for it. */
function usePanePaste(view: ViewState, active: () => ActiveGrid) {
  const pastes = usePasteStore()
  /** Set while a paste that the menu asked for is on its way. */
  let isAsNew = false

  async function paste(text: string): Promise<void> {
    const { feed, session } = active()
    const request = { text, box: boxOf(active()), isAsNew }
    isAsNew = false
    const plan = await pastes.paste(view, feed, request)
    if (!plan) return
    const names = plan.columns.flatMap((column) => (column ? [column.name] : []))
    const [first, last] = [names[0], names.at(-1)]
    if (plan.ontoCount === 0 || first === undefined || last === undefined) return
    session?.selection.choose({
      anchor: { row: plan.firstRow, column: first },
      head: { row: plan.firstRow + plan.ontoCount - 1, column: last },
    })
  }

  /** Paste as the menu asks for it: the window then hands over the clipboard as after the keys. */
  async function askPaste(asNewRows: boolean): Promise<void> {
    isAsNew = asNewRows
    // The menu that asks gives the focus back first.
    await new Promise((resolve) => setTimeout(resolve, menuCloseMs))
    active().preparePaste()
    await useCellCopyStore().askPaste().catch(notifyFailure)
  }

  return { paste, askPaste }
}
