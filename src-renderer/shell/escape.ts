// Escape for what covers the window without taking the focus (a drawer, the first screen): it closes that, unless
// something lies over it or the key was used up on the way.
import { onBeforeUnmount, onMounted } from 'vue'

const OVER_IT = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-reka-popper-content-wrapper]'

/** Listen for Escape, wherever the focus is, while the calling component is there. */
export function useEscape(isOpen: () => boolean, close: () => void): void {
  /** Asked before anybody hears the key: what it closes has often gone by the time that it arrives here. */
  let isCovered = false
  function look(event: KeyboardEvent): void {
    if (event.key === 'Escape') isCovered = document.querySelector(OVER_IT) !== null
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented && !isCovered && isOpen()) close()
  }

  onMounted(() => {
    window.addEventListener('keydown', look, { capture: true })
    window.addEventListener('keydown', onKey)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', look, { capture: true })
    window.removeEventListener('keydown', onKey)
  })
}
