// F6 and Shift+F6 walk the panes of a table: filter, grid, plot, details.
import { onBeforeUnmount, onMounted, type Ref } from 'vue'

const focusable = 'button:not([disabled]), input:not([disabled]), [tabindex="0"]'

/** Walk the panes of a view with F6, in reading order, wherever the focus is; while the calling component is there. */
export function usePanes(root: Readonly<Ref<HTMLElement | null>>, focusGrid: () => void): void {
  function focusPane(pane: HTMLElement): void {
    if (pane.dataset.pane === 'grid') focusGrid()
    else if (pane.matches('[tabindex]')) pane.focus()
    else pane.querySelector<HTMLElement>(focusable)?.focus()
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'F6' || event.defaultPrevented || !root.value) return
    // A dialog over the window keeps the focus.
    if (document.activeElement?.closest('[role="dialog"], [role="menu"]')) return
    const panes = [...root.value.querySelectorAll<HTMLElement>('[data-pane]')]
    const at = panes.findIndex((pane) => pane.contains(document.activeElement))
    const by = event.shiftKey ? -1 : 1
    const next = panes[at < 0 && by < 0 ? panes.length - 1 : (at + by + panes.length) % panes.length]
    if (!next) return
    event.preventDefault()
    focusPane(next)
  }

  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
