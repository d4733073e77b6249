// F6 and Shift+F6 walk the panes of a table: filter, grid, plot, details.
import type { Ref } from 'vue'

const focusable = 'button:not([disabled]), input:not([disabled]), [tabindex="0"]'

/** The panes of a view, in reading order, for the keyboard. */
export function usePanes(root: Readonly<Ref<HTMLElement | null>>, focusGrid: () => void) {
  function focusPane(pane: HTMLElement): void {
    if (pane.dataset.pane === 'grid') focusGrid()
    else if (pane.matches('[tabindex]')) pane.focus()
    else pane.querySelector<HTMLElement>(focusable)?.focus()
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'F6' || !root.value) return
    const panes = [...root.value.querySelectorAll<HTMLElement>('[data-pane]')]
    const at = panes.findIndex((pane) => pane.contains(document.activeElement))
    const next = panes[(at + (event.shiftKey ? -1 : 1) + panes.length) % panes.length]
    if (!next) return
    event.preventDefault()
    focusPane(next)
  }

  return { onKey }
}
