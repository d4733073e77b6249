// Walking over bars by keyboard and dragging over them: which bar is active, and which run of bars is being taken.
import { computed, ref } from 'vue'

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at - 1,
  ArrowUp: (at) => at + 1,
  PageUp: (at) => at + 5,
  PageDown: (at) => at - 5,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/**
 * The walk over a row of bars.
 *
 * @param take  called with the first and the last bar that were taken
 */
export function useBarWalk(count: () => number, take: (first: number, last: number) => void) {
  const active = ref<number | null>(null)
  /** The bar where the run began; the active one is its other end. */
  const anchor = ref<number | null>(null)
  const isDragging = ref(false)

  const run = computed((): readonly [number, number] | null => {
    if (anchor.value === null || active.value === null) return null
    return anchor.value <= active.value ? [anchor.value, active.value] : [active.value, anchor.value]
  })

  function go(to: number, isExtending: boolean): void {
    const before = active.value ?? 0
    active.value = Math.max(0, Math.min(count() - 1, to))
    anchor.value = isExtending ? (anchor.value ?? before) : null
  }

  function takeRun(): void {
    if (active.value === null) return
    const [first, last] = run.value ?? [active.value, active.value]
    anchor.value = null
    take(first, last)
  }

  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    const isTaking = event.key === 'Enter' || event.key === ' '
    if (!step && !isTaking && !(event.key === 'Escape' && anchor.value !== null)) return
    event.preventDefault()
    event.stopPropagation()
    if (isTaking) takeRun()
    else if (step) go(step(active.value ?? 0, count()), event.shiftKey)
    else anchor.value = null
  }

  return {
    active,
    run,
    key,
    enter: () => (active.value ??= 0),
    leave: () => {
      isDragging.value = false
      anchor.value = null
      active.value = null
    },
    begin: (from: number, to: number) => {
      isDragging.value = true
      anchor.value = from
      active.value = to
    },
    drag: (to: number) => {
      if (isDragging.value) active.value = to
    },
    end: () => {
      if (!isDragging.value) return
      isDragging.value = false
      takeRun()
    },
  }
}
