// Copies texts about a filter to the clipboard, and says for a moment which one it was.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api } from '../../api'

const shownMs = 1600

export const useCopyStore = defineStore('copied-text', () => {
  const lastCopied = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Copy a text; `name` is what `lastCopied` says until it fades. */
  async function copy(text: string, name: string): Promise<void> {
    await api.app.copy({ text, html: null })
    lastCopied.value = name
    clearTimeout(timer)
    timer = setTimeout(() => (lastCopied.value = null), shownMs)
  }

  return { lastCopied, copy }
})
