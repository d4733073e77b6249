// What keys do on a cell of the grid. Pure: a key in, an action out.
import type { Step } from '../range/cell-range'

export type GridAction =
  | { readonly kind: 'go'; readonly step: Step; readonly isExtending: boolean }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'paste' }
  /** Enter: edit the cell where it may be edited, else open what it points at. */
  | { readonly kind: 'enter' }
  | { readonly kind: 'open' }
  | { readonly kind: 'details' }
  /** Edit the cell; `text` is what was typed to begin with. */
  | { readonly kind: 'edit'; readonly text: string | null }
  | { readonly kind: 'cut' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'collapse' }

export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/**
 * The action of a key; null leaves the key to the grid and the window.
 *
 * @param pageRows rows that fit the view
 */
export function gridAction(press: KeyPress, pageRows: number): GridAction | null {
  const isCommand = press.ctrlKey || press.metaKey
  // Signs that are typed with Alt or AltGr are signs, and no command.
  if (press.altKey) return isSign(press.key) && !/[a-z0-9 ]/i.test(press.key) ? typed(press) : null
  const go = (rows: Step['rows'], columns: Step['columns']): GridAction => ({
    kind: 'go',
    step: { rows, columns },
    isExtending: press.shiftKey,
  })
  switch (press.key) {
    case 'ArrowUp':
      return go(isCommand ? 'start' : -1, 0)
    case 'ArrowDown':
      return go(isCommand ? 'end' : 1, 0)
    case 'ArrowLeft':
      return go(0, isCommand ? 'start' : -1)
    case 'ArrowRight':
      return go(0, isCommand ? 'end' : 1)
    case 'Home':
      return go(isCommand ? 'start' : 0, 'start')
    case 'End':
      return go(isCommand ? 'end' : 0, 'end')
    case 'PageUp':
      return isCommand ? null : go(-pageRows, 0)
    case 'PageDown':
      return isCommand ? null : go(pageRows, 0)
    case 'Enter':
      return { kind: isCommand ? 'open' : 'enter' }
    case ' ':
      return isCommand ? null : { kind: 'details' }
    case 'F2':
      return { kind: 'edit', text: null }
    case 'Backspace':
    case 'Delete':
      return isCommand || press.shiftKey ? null : { kind: 'clear' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return press.shiftKey ? { kind: 'menu' } : null
    case 'Escape':
      return { kind: 'collapse' }
    case 'z':
    case 'Z':
      return commandOrTyped(press, { kind: press.shiftKey ? 'redo' : 'undo' })
    case 'y':
    case 'Y':
      return commandOrTyped(press, press.shiftKey ? null : { kind: 'redo' })
    default:
      return commandOrTyped(press, press.shiftKey ? null : (letters[press.key.toLowerCase()] ?? null))
  }
}

/** Letters that do something with Ctrl or Cmd. */
const letters: Readonly<Record<string, GridAction>> = {
  a: { kind: 'select-all' },
  c: { kind: 'copy' },
  x: { kind: 'cut' },
  v: { kind: 'paste' },
}

const isSign = (key: string): boolean => [...key].length === 1
const typed = ({ key }: KeyPress): GridAction => ({ kind: 'edit', text: key })

/** With Ctrl or Cmd the command; a sign alone begins to edit the cell with it. */
function commandOrTyped(press: KeyPress, command: GridAction | null): GridAction | null {
  if (press.ctrlKey || press.metaKey) return command
  return isSign(press.key) ? typed(press) : null
}
