// Follows the pointer while a button is held: an element scrolls when the pointer is at its edges, Escape gives up.
import type { Ref } from 'vue'

type Followed = {
  /** The pointer moved, or what is under it did. */
  readonly moved: (x: number, y: number) => void
  /** It is over; false when it was given up. */
  readonly ended: (isDrop: boolean) => void
}

const edgePx = 32
const scrollStepPx = 10

/**
 * Follow the pointer from now on.
 *
 * @returns a function that stops following
 */
export function followPointer(scrolled: Readonly<Ref<HTMLElement | null>>, { moved, ended }: Followed): () => void {
  let at: { readonly x: number; readonly y: number } | null = null
  let frame = 0
  const scroll = () => {
    frame = requestAnimationFrame(scroll)
    const { value: element } = scrolled
    if (!element || !at) return
    const box = element.getBoundingClientRect()
    const before = element.scrollTop
    element.scrollTop += at.y < box.top + edgePx ? -scrollStepPx : at.y > box.bottom - edgePx ? scrollStepPx : 0
    if (element.scrollTop !== before) moved(at.x, at.y)
  }
  const listeners = new AbortController()
  const options = { capture: true, signal: listeners.signal }
  window.addEventListener(
    'pointermove',
    (event) => {
      event.preventDefault()
      at = { x: event.clientX, y: event.clientY }
      moved(at.x, at.y)
    },
    options,
  )
  window.addEventListener('pointerup', () => ended(true), options)
  window.addEventListener('pointercancel', () => ended(false), options)
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      ended(false)
    },
    options,
  )
  frame = requestAnimationFrame(scroll)
  return () => {
    cancelAnimationFrame(frame)
    listeners.abort()
  }
}
