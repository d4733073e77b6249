// Keeps the focus in the window: when what had it has gone (a dialog from a menu, a closed tab, a removed condition),
// it returns to where it was before, or to the nearest place that is left. Without this a keyboard starts at the top again.
import { onBeforeUnmount, onMounted } from 'vue'

/** What floats over the window for a moment, and takes its own focus while it is there. */
const FLOATING = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'
const TEMPORARY = `${FLOATING}, [data-reka-popper-content-wrapper]`
const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), a[href], [tabindex="0"]'
/** Places that hold too much to count as near. */
const WHOLE = 'main, [role="tabpanel"]'
/** Where to begin when nothing near is left: the open table, else the list of tables, else the first control. */
const HOMES = ['[role="tab"][aria-selected="true"]', '[role="treeitem"][tabindex="0"]', FOCUSABLE]
/** Whoever closes something may place the focus itself first; ms. */
const PATIENCE_MS = 60

const ancestorsOf = (element: Element): HTMLElement[] => {
  const ancestors: HTMLElement[] = []
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) ancestors.push(at)
  return ancestors
}

/** Part of the page and drawn; where a page has no pictures, as in tests of parts, all of it counts as drawn. */
const isDrawn = (element: HTMLElement): boolean =>
  element.isConnected && (typeof element.checkVisibility !== 'function' || element.checkVisibility())

const isThere = (element: HTMLElement): boolean =>
  isDrawn(element) && !element.matches(':disabled') && element.closest('[inert]') === null

/** The first control that shows the focus, at or below one of these places; the first place wins. */
function firstFocusable(place: ParentNode, selectors: readonly string[]): HTMLElement | null {
  for (const selector of selectors) {
    const found = [...place.querySelectorAll<HTMLElement>(selector)].find(
      (element) => isThere(element) && element.closest(TEMPORARY) === null,
    )
    if (found) return found
  }
  return null
}

/**
 * Keep the focus from getting lost while the calling component is there.
 *
 * A click on an empty place takes the focus away as everywhere else: only an element that has gone is stood in for.
 */
export function useFocusReturn(): void {
  /** The last focused element of all, and the last one that is not part of something that floats. */
  let last: HTMLElement | null = null
  let lasting: HTMLElement | null = null
  let around: HTMLElement[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function remember(event: FocusEvent): void {
    if (!(event.target instanceof HTMLElement)) return
    last = event.target
    if (last.closest(TEMPORARY)) return
    lasting = last
    around = ancestorsOf(last)
  }

  const isLost = () => last !== null && !isDrawn(last) && (document.activeElement ?? document.body) === document.body

  function giveBack(): void {
    timer = undefined
    if (!isLost() || document.querySelector(FLOATING)) return
    const near = around.find((place) => place.isConnected && !place.matches(WHOLE) && !place.querySelector(WHOLE))
    const target =
      lasting && isThere(lasting)
        ? lasting
        : ((near && firstFocusable(near, [FOCUSABLE])) ?? firstFocusable(document, HOMES))
    target?.focus({ preventScroll: true })
  }

  const observer = new MutationObserver(() => {
    if (timer === undefined && isLost()) timer = setTimeout(giveBack, PATIENCE_MS)
  })

  onMounted(() => {
    document.addEventListener('focusin', remember)
    observer.observe(document.body, { childList: true, subtree: true })
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('focusin', remember)
  })
}
