// What is known of the running program: versions, the modifier key, whether tokens can be kept.
import type { AppInfo } from '@shared/ipc/answers'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api } from '../api'

export const useInfoStore = defineStore('info', () => {
  const info = shallowRef<AppInfo | null>(null)
  const modifier = computed(() => info.value?.modifier ?? 'Ctrl')

  async function load(): Promise<void> {
    info.value = await api.app.info()
  }

  /** Open an http or https address in the system's browser. */
  const openLink = (url: string): Promise<null> => api.app.openLink({ url })
  const showLog = (): Promise<null> => api.app.showLog()
  /** Put text on the clipboard. */
  const copyText = (text: string): Promise<null> => api.app.copy({ text, html: null })

  return { info, modifier, load, openLink, showLog, copyText }
})
