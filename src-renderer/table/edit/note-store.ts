// A short note beside the grid: why something may not be done, what was undone, how far a piece of work is.
import { defineStore } from 'pinia'
import { ref } from 'vue'

export type GridNote = {
  readonly tone: 'plain' | 'failed' | 'work'
  readonly text: string
  /** Ends the work that the note is about. */
  readonly cancel: (() => void) | null
}

/** How long a plain note stays. */
const shownMs = 4000

export const useGridNoteStore = defineStore('grid-note', () => {
  const note = ref<GridNote | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(next: GridNote | null): void {
    clearTimeout(timer)
    note.value = next
    if (next?.tone === 'plain') timer = setTimeout(dismiss, shownMs)
  }

  const say = (text: string): void => show({ tone: 'plain', text, cancel: null })
  const fail = (text: string): void => show({ tone: 'failed', text, cancel: null })
  /** Say how far a piece of work is; it stays until something else is said. */
  const working = (text: string, cancel: (() => void) | null): void => show({ tone: 'work', text, cancel })
  const dismiss = (): void => show(null)

  return { note, say, fail, working, dismiss }
})
