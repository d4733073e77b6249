// Which row of each open table is in the form, and what the form stages: a row of the server, or one that is new.
import type { ErrorData } from '@shared/errors/app-error'
import { cellEditability } from '@shared/edit/editability'
import { readCell } from '@shared/edit/read-cell'
import { isNewRow, keyOfRow, type EditStep, type RowKey } from '@shared/edit/staged'
import type { Column, Table } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { useViewsStore, type ViewState } from '../query/views-store'
import { failureData } from '../shell/failure'
import { notifyFailure } from '../shell/notify'
import { copyStep, setStep } from './cells/edit-steps'
import { placeOf, useEditsStore } from './edits-store'

/** A row in the form. */
export type FormRow = {
  readonly key: RowKey
  /** Opened as a new row and not touched since: when it is left by Escape it is taken back. */
  readonly isUntouched: boolean
  /** Counts up each time that the form is to take the focus; 0 when it only goes along with a selection. */
  readonly focusTurn: number
}

/** The row that a field belongs to, also when the form has gone on to another. */
export type FormTarget = { readonly key: RowKey; readonly label: string }

/** The id in the key of a row that the server has; null for new rows. */
export const rowIdOf = (key: RowKey): string | null => (isNewRow(key) ? null : key.slice('row/'.length))

export const useFormStore = defineStore('row-form', () => {
  const edits = useEditsStore()
  const views = useViewsStore()
  const rows = shallowReactive(new Map<string, FormRow>())
  let lastTurn = 0
  const nextTurn = (takesFocus: boolean): number => (takesFocus ? ++lastTurn : 0)

  /** The row in the form of a tab; null while the form is closed. */
  const rowOf = (tabId: string): FormRow | null => rows.get(tabId) ?? null

  /**
   * Show a row in the form: one of the server (`keyOfRow(id)`), which is selected too, or a new one that is staged.
   *
   * @param takesFocus  the person goes on in the form; else the focus stays where it is, and a closed pane stays closed
   */
  function editRow(view: ViewState, key: RowKey, takesFocus = false): void {
    const id = rowIdOf(key)
    if (id !== null && view.selectedId !== id) views.select(view.tabId, id)
    const isSame = rows.get(view.tabId)?.key === key
    if (!isSame || takesFocus) rows.set(view.tabId, { key, isUntouched: false, focusTurn: nextTurn(takesFocus) })
  }

  /** Stage a new row with the table's defaults and show it in the form; null when it could not be staged. */
  async function addRow(view: ViewState, takesFocus = true): Promise<RowKey | null> {
    return view.table ? open(view, 'Add a row', { kind: 'add', cells: defaultCells(view.table) }, takesFocus) : null
  }

  /** Stage a new row with what can be taken over from another and open the form for it. */
  async function duplicate(view: ViewState, row: Row): Promise<RowKey | null> {
    return view.table ? open(view, 'Duplicate the row', copyStep(view.table, row), true) : null
  }

  async function open(view: ViewState, title: string, step: EditStep, takesFocus: boolean): Promise<RowKey | null> {
    const place = placeOf(view.source)
    if (!place) return null
    try {
      const [key] = await edits.stage(place, title, [plain(step)])
      if (key === undefined) return null
      rows.set(view.tabId, { key, isUntouched: true, focusTurn: nextTurn(takesFocus) })
      return key
    } catch (error) {
      notifyFailure(error)
      return null
    }
  }

  /**
   * Stage a value. Answers what went wrong, or null.
   *
   * @param before  what the server holds there; undefined for new rows
   */
  async function set(
    view: ViewState,
    { key, label }: FormTarget,
    column: Column,
    cell: Cell,
    before: Cell | undefined,
  ): Promise<ErrorData | null> {
    const place = placeOf(view.source)
    if (!place) return null
    const title = isNewRow(key) ? `Fill in ${column.label} of a new row` : `Change ${column.label} of ${label}`
    const read = before === undefined ? {} : { [column.name]: before }
    try {
      await edits.stage(place, title, [plain(setStep({ key, label, read }, { [column.name]: cell }))])
      const form = rowOf(view.tabId)
      if (form?.key === key && form.isUntouched) rows.set(view.tabId, { ...form, isUntouched: false })
      return null
    } catch (error) {
      return failureData(error)
    }
  }

  /** Texts that were typed and could not be taken, so that a row that comes into the form again has them still. */
  const drafts = new Map<string, string>()
  const draftKey = (tabId: string, key: RowKey, column: string) => JSON.stringify([tabId, key, column])
  const draftOf = (tabId: string, key: RowKey, column: string): string | null =>
    drafts.get(draftKey(tabId, key, column)) ?? null
  function keepDraft(tabId: string, key: RowKey, column: string, text: string | null): void {
    if (text === null) drafts.delete(draftKey(tabId, key, column))
    else drafts.set(draftKey(tabId, key, column), text)
  }
  function dropDrafts(tabId: string): void {
    for (const key of drafts.keys()) if (key.startsWith(`[${JSON.stringify(tabId)},`)) drafts.delete(key)
  }

  /** Take back what is staged for a column, or for the whole row (null). */
  async function takeBack(view: ViewState, { key, label }: FormTarget, column: Column | null): Promise<void> {
    const place = placeOf(view.source)
    if (!place) return
    const title = `Take back ${column ? `the change of ${column.label}` : 'the changes'} of ${label}`
    try {
      await edits.stage(place, title, [{ kind: 'take-back', key, columns: column ? [column.name] : null }])
      if (column === null && isNewRow(key) && rowOf(view.tabId)?.key === key) leave(view)
    } catch (error) {
      notifyFailure(error)
    }
  }

  /** Close the form; what is staged stays. */
  function leave(view: ViewState): void {
    rows.delete(view.tabId)
  }

  /** Close the form. A new row that nothing was typed into is taken back. */
  async function close(view: ViewState): Promise<void> {
    const form = rowOf(view.tabId)
    if (form?.isUntouched) await takeBack(view, { key: form.key, label: 'the new row' }, null)
    leave(view)
  }

  /** Another row was selected: an open form goes with it. */
  function follow(view: ViewState): void {
    if (view.selectedId !== null && rows.has(view.tabId)) editRow(view, keyOfRow(view.selectedId))
  }

  return {
    rows,
    rowOf,
    editRow,
    addRow,
    duplicate,
    set,
    draftOf,
    keepDraft,
    dropDrafts,
    takeBack,
    leave,
    close,
    follow,
  }
})

/** What is watched cannot leave the window. */
const plain = (step: EditStep): EditStep => JSON.parse(JSON.stringify(step)) as EditStep

/** What a new row starts with. */
function defaultCells(table: Table): Extract<EditStep, { kind: 'add' }>['cells'] {
  const cells: Record<string, Cell> = {}
  for (const column of table.columns) {
    if (column.defaultValue === null || !cellEditability(table, column, true).canEdit) continue
    const reading = readCell(column, column.defaultValue)
    if (reading.ok) cells[column.name] = reading.cell
  }
  return cells
}
