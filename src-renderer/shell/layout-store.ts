// The window's own settings: appearance, left pane, details pane. Kept by main, applied here.
import { defaultLayout, type Layout } from '@shared/settings/table-view'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { api } from '../api'

/** Below this width the left pane is a drawer over the content. */
export const drawerBelowPx = 1180

function useMedia(query: string) {
  const media = window.matchMedia(query)
  const matches = ref(media.matches)
  media.addEventListener('change', (event) => (matches.value = event.matches))
  return matches
}

export const useLayoutStore = defineStore('layout', () => {
  const layout = ref<Layout>({ ...defaultLayout })
  const isSystemDark = useMedia('(prefers-color-scheme: dark)')
  const isNarrow = useMedia(`(max-width: ${drawerBelowPx - 1}px)`)
  /** In a narrow window the pane is a drawer that starts closed, whatever the setting for wide windows is. */
  const isDrawerOpen = ref(false)
  let saveTimer: ReturnType<typeof setTimeout> | undefined

  /** The appearance on screen. Watch this to follow a change of theme. */
  const shownTheme = computed<'light' | 'dark'>(() =>
    layout.value.theme === 'system' ? (isSystemDark.value ? 'dark' : 'light') : layout.value.theme,
  )
  const isSideShown = computed(() => (isNarrow.value ? isDrawerOpen.value : layout.value.isSideOpen))

  watch(shownTheme, applyTheme, { immediate: true, flush: 'sync' })

  async function load(): Promise<void> {
    layout.value = await api.settings.getLayout()
  }

  /** Change settings; they are kept a moment later, so that dragging an edge writes once. */
  function change(part: Partial<Layout>): void {
    layout.value = { ...layout.value, ...part }
    clearTimeout(saveTimer)
    saveTimer = setTimeout(save, 300)
  }

  function save(): void {
    clearTimeout(saveTimer)
    saveTimer = undefined
    void api.settings.setLayout({ ...layout.value })
  }

  // A window that is closed right after a change keeps it.
  window.addEventListener('pagehide', () => saveTimer !== undefined && save())

  function toggleSide(): void {
    if (isNarrow.value) isDrawerOpen.value = !isDrawerOpen.value
    else change({ isSideOpen: !layout.value.isSideOpen })
  }

  /** Open the left pane where it is a drawer, because there is nothing else to look at. */
  function openDrawer(): void {
    if (isNarrow.value) isDrawerOpen.value = true
  }

  /** Close the left pane where it covers the content. */
  function closeDrawer(): void {
    isDrawerOpen.value = false
  }

  return { layout, shownTheme, isNarrow, isSideShown, load, change, toggleSide, openDrawer, closeDrawer }
})

function applyTheme(theme: 'light' | 'dark'): void {
  const root = document.documentElement
  root.dataset.theme = theme
  root.classList.toggle('dark', theme === 'dark')
  root.classList.toggle('light', theme === 'light')
}
