// The values in a form: as read, with what is staged over them, and over that what is on its way to be staged.
import { isNewRow } from '@shared/edit/staged'
import type { Column } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'
import { computed, onBeforeUnmount, shallowReactive, watch } from 'vue'
import type { ViewState } from '../../query/views-store'
import { errorText } from '../../shell/error-text'
import { placeOf, useEditsStore } from '../edits-store'
import { useFormStore, type FormRow, type FormTarget } from '../form-store'

type FormProps = { readonly view: ViewState; readonly form: FormRow; readonly row: Row | null }

/** A value that is on its way, or why it could not be staged. */
type Unsaved = { readonly cell: Cell; readonly failure: string | null }

/** What the fields of a form show and stage. */
export type FormValues = ReturnType<typeof useFormValues>

/** Follow the row in a form while the calling component is there. */
export function useFormValues(props: FormProps) {
  const edits = useEditsStore()
  const forms = useFormStore()
  const unsaved = shallowReactive(new Map<string, Unsaved>())
  const who = `form ${props.view.tabId}`
  let isGone = false
  const place = computed(() => placeOf(props.view.source))
  const staged = computed(() => (place.value ? edits.stagedRow(place.value, props.form.key) : null))

  function cellOf({ name }: Column): Cell {
    const on = unsaved.get(name)
    if (on) return on.cell
    const after = staged.value?.after
    return (after && Object.hasOwn(after, name) ? after[name] : props.row?.[name]) ?? null
  }

  /** What the server holds; undefined for new rows. */
  function beforeOf({ name }: Column): Cell | undefined {
    const known = staged.value?.before
    return known && Object.hasOwn(known, name) ? known[name] : props.row?.[name]
  }

  const failureOf = ({ name }: Column): string | null => unsaved.get(name)?.failure ?? null

  async function look(): Promise<void> {
    if (place.value) await edits.look(place.value, new Set([props.form.key]), who)
  }

  /** Stage a value of a row that is, or was a moment ago, in the form. */
  async function commit(column: Column, target: FormTarget, cell: Cell, before: Cell | undefined): Promise<void> {
    const isHere = () => props.form.key === target.key && !isGone
    if (isHere()) unsaved.set(column.name, { cell, failure: null })
    const failure = await forms.set(props.view, target, column, cell, before)
    if (!isHere()) return
    if (failure) {
      const { what, why } = errorText(failure)
      unsaved.set(column.name, { cell, failure: [what, why].filter((line) => line !== null).join(' ') })
      return
    }
    await look()
    if (isHere() && unsaved.get(column.name)?.cell === cell) unsaved.delete(column.name)
  }

  watch(
    () => props.form.key,
    () => {
      unsaved.clear()
      void look()
    },
    { immediate: true },
  )
  // A new row that is sent, undone or discarded is none any more.
  watch(staged, (now, before) => {
    if (isNewRow(props.form.key) && before?.key === props.form.key && now === null) forms.leave(props.view)
  })
  onBeforeUnmount(() => {
    isGone = true
    if (place.value) edits.forget(place.value, who)
  })

  return { place, staged, cellOf, beforeOf, failureOf, commit }
}
