// What keys do on a cell of the grid. Pure: a key in, an action out.
import type { Step } from '../range/cell-range'

export type GridAction =
  | { readonly kind: 'go'; readonly step: Step; readonly isExtending: boolean }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'open' }
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
  if (press.altKey) return null
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
      return isCommand ? null : { kind: 'open' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return press.shiftKey ? { kind: 'menu' } : null
    case 'Escape':
      return { kind: 'collapse' }
    case 'a':
    case 'A':
      return isCommand && !press.shiftKey ? { kind: 'select-all' } : null
    case 'c':
    case 'C':
      return isCommand && !press.shiftKey ? { kind: 'copy' } : null
    default:
      return null
  }
}
