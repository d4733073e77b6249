// Selects a range of cells by pressing and dragging; rows scroll by while the pointer is above or below them.
import { cellAtPoint, cellOfElement } from './range-painter'
import type { CellAt } from './cell-range'

/** What the mouse does to the range. */
export type RangeActions = {
  /** A press on a cell; `isExtending` with Shift. */
  begin(at: CellAt, isExtending: boolean): void
  /** The pointer reached another cell. */
  reach(at: CellAt): void
  /** The pointer is above (-1) or below (1) the rows: bring one more into view and reach it. */
  scroll(by: 1 | -1): void
  /** Where rows are drawn, in the window. */
  body(): DOMRect | null
}

const scrollEveryMs = 40

/**
 * Listen to the mouse over a grid.
 *
 * @returns a function that stops listening
 */
export function watchRangeMouse(root: HTMLElement, actions: RangeActions): () => void {
  let timer: ReturnType<typeof setInterval> | null = null
  let direction: 1 | -1 = 1

  const stopScrolling = () => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  const move = (event: MouseEvent) => {
    const body = actions.body()
    const outside = body === null ? 0 : event.clientY < body.top ? -1 : event.clientY > body.bottom ? 1 : 0
    if (body !== null && outside !== 0) {
      direction = outside
      timer ??= setInterval(() => actions.scroll(direction), scrollEveryMs)
      return
    }
    stopScrolling()
    const at = cellAtPoint(root, event.clientX, event.clientY)
    if (at) actions.reach(at)
  }
  const up = () => {
    stopScrolling()
    document.removeEventListener('mousemove', move)
    document.removeEventListener('mouseup', up)
  }
  const down = (event: MouseEvent) => {
    if (event.button !== 0 || !(event.target instanceof Element) || event.target.closest('[role="link"]')) return
    const at = cellOfElement(event.target)
    if (!at) return
    actions.begin(at, event.shiftKey)
    document.addEventListener('mousemove', move)
    document.addEventListener('mouseup', up)
  }
  // Before the grid itself hears of it, so that the focus that follows finds the range made.
  root.addEventListener('mousedown', down, true)
  return () => {
    up()
    root.removeEventListener('mousedown', down, true)
  }
}
