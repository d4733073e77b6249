// What is being typed into a cell: what it means, what is wrong with it, and which keys take or drop it.
import { cellProblem } from '@shared/edit/check-cell'
import type { Cell } from '@shared/table/table-slice'
import { computed, onBeforeUnmount, shallowRef, watch, type ComputedRef } from 'vue'
import type { FieldEmit, FieldProps, Move } from './field'

/** What is typed, as a cell; or why it is none. */
export type Reading = { readonly ok: true; readonly cell: Cell } | { readonly ok: false; readonly problem: string }

/** How a kind of field turns a cell into what it shows, and back. */
export type DraftWays<Shown> = {
  write(cell: Cell): Shown
  read(shown: Shown): Reading
  isSame(one: Shown, other: Shown): boolean
  /** What was typed to open the editor, as the field shows it. */
  start?: Shown
}

export type Draft<Shown> = {
  /** What the field shows. */
  readonly shown: ComputedRef<Shown>
  /** It was changed and is not taken yet. */
  readonly isChanged: ComputedRef<boolean>
  readonly problem: ComputedRef<string | null>
  readonly type: (shown: Shown) => void
  /** Take what is shown; false when it cannot be read and so stays. */
  readonly commit: (move: Move) => boolean
  /** Put back what was there. */
  readonly restore: () => void
  /** The focus left the field. */
  readonly leave: () => void
}

/** What is being typed in a field. */
export function useDraft<Shown>(props: FieldProps, emit: FieldEmit, ways: DraftWays<Shown>): Draft<Shown> {
  const typed = shallowRef<{ readonly shown: Shown } | null>('start' in ways ? { shown: ways.start as Shown } : null)
  /** In the grid an editor ends once; what comes after (the focus leaving, say) is of no interest. */
  let isOver = false
  const original = computed(() => ways.write(props.cell))
  const shown = computed(() => (typed.value ? typed.value.shown : original.value))
  const isChanged = computed(() => typed.value !== null && !ways.isSame(typed.value.shown, original.value))
  const reading = computed<Reading>(() => (isChanged.value ? ways.read(shown.value) : { ok: true, cell: props.cell }))
  const problem = computed(() => {
    if (!isChanged.value) return null
    return reading.value.ok ? cellProblem(props.column, reading.value.cell) : reading.value.problem
  })
  watch(problem, (now) => emit('problem', now))

  function commit(move: Move): boolean {
    if (isOver || !reading.value.ok) return false
    const { cell } = reading.value
    isOver = props.isInGrid
    const isToTell = props.isInGrid || isChanged.value
    if (isToTell) emit('commit', cell, props.isInGrid ? move : 'none')
    if (!props.isInGrid) typed.value = null
    return true
  }

  function restore(): void {
    if (isOver) return
    isOver = props.isInGrid
    typed.value = null
    if (props.isInGrid) emit('cancel')
  }

  function leave(): void {
    if (isChanged.value) commit('none')
    else restore()
  }

  // A field may go with its tab while somebody types: what can be taken is.
  onBeforeUnmount(() => {
    if (isChanged.value) commit('none')
  })

  return { shown, isChanged, problem, type: (now) => (typed.value = { shown: now }), commit, restore, leave }
}

/** What the keys of a field do. */
type Ends = {
  readonly commit: (move: Move) => boolean
  readonly restore: () => void
  readonly isChanged: boolean
}

/**
 * Keys that take or drop what is typed: Enter, Tab and Escape.
 *
 * @param hasLines  Enter may write a new line: in a form it does, and Ctrl or Cmd with it takes the text; in the grid
 *   Alt with it does
 */
export function onFieldKey(event: KeyboardEvent, props: FieldProps, ends: Ends, hasLines = false): void {
  if (event.isComposing) return
  if (event.key === 'Escape') {
    // In a form an Escape that has nothing to put back closes the form.
    if (!props.isInGrid && !ends.isChanged) return
    swallow(event)
    ends.restore()
  } else if (event.key === 'Enter') {
    if (hasLines && isNewLine(event, props.isInGrid)) {
      if (props.isInGrid) breakLine(event)
      return event.stopPropagation()
    }
    swallow(event)
    ends.commit(event.shiftKey ? 'up' : 'down')
  } else if (event.key === 'Tab' && props.isInGrid) {
    swallow(event)
    ends.commit(event.shiftKey ? 'left' : 'right')
  }
}

const isNewLine = (event: KeyboardEvent, isInGrid: boolean): boolean =>
  isInGrid ? event.altKey : !event.ctrlKey && !event.metaKey

/** Nobody else hears this key. */
export function swallow(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

/** Write a new line, which not every system does when Alt is held. */
function breakLine(event: KeyboardEvent): void {
  const area = event.target
  if (!(area instanceof HTMLTextAreaElement)) return
  event.preventDefault()
  area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}
