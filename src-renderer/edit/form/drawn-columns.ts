// Fields are drawn a few at a time, so that a form of hundreds of columns does not hold up the window.
import type { Column } from '@shared/table/table'
import { computed, onBeforeUnmount, ref, watch } from 'vue'

const firstCount = 16
const stepCount = 8

/**
 * Which columns are drawn by now.
 *
 * @param columns  those that the form shows, in order
 * @param row  starts anew with each other row
 */
export function useDrawnColumns(columns: () => readonly Column[], row: () => string) {
  const count = ref(firstCount)
  let timer: ReturnType<typeof setTimeout> | undefined
  const drawn = computed(() => new Set(columns().slice(0, count.value)))

  function drawOn(): void {
    if (count.value >= columns().length) return
    timer = setTimeout(() => {
      count.value += stepCount
      drawOn()
    })
  }

  /** Have a column drawn now. */
  function drawUpTo(column: Column): void {
    count.value = Math.max(count.value, columns().indexOf(column) + 1)
  }

  watch(
    () => [row(), columns().length] as const,
    ([now], before) => {
      clearTimeout(timer)
      if (before !== undefined && before[0] !== now) count.value = firstCount
      drawOn()
    },
    { immediate: true },
  )
  onBeforeUnmount(() => clearTimeout(timer))
  return { isDrawn: (column: Column): boolean => drawn.value.has(column), drawUpTo }
}
