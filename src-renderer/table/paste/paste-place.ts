// Where a paste arrives: the page hands what is on the clipboard only to what can be written in, which a grid is not.
import type { GridSelection } from '../grid/grid-selection'

/** A paste that did not come by then does not come; ms. */
const longestPasteMs = 1000

/** A hidden place for pasting beside a grid. `take` is handed what was pasted. */
export function usePastePlace(
  place: () => HTMLElement | null,
  selection: () => GridSelection | undefined,
  take: (text: string) => void,
) {
  /** Put the focus where a paste arrives; it goes back to the cell with it, or without. */
  function prepare(): void {
    place()?.focus()
    setTimeout(end, longestPasteMs)
  }

  function end(): void {
    if (place() !== null && document.activeElement === place()) selection()?.focusAgain()
  }

  function paste(event: ClipboardEvent): void {
    event.preventDefault()
    end()
    take(event.clipboardData?.getData('text/plain') ?? '')
  }

  return { prepare, paste }
}
