// The window's settings: theme with the system or against it, the pane as a pane or as a drawer, writing once.
import { useLayoutStore } from '@renderer/shell/layout-store'
import { defaultLayout, type Layout } from '@shared/settings/table-view'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { installBridge } from '../../../support/renderer/fake-bridge'
import { fakePage } from '../../../support/renderer/fake-page'

let setMedia: ReturnType<typeof fakePage>
beforeEach(() => {
  vi.useFakeTimers()
  setMedia = fakePage()
  setActivePinia(createPinia())
})

afterEach(() => vi.useRealTimers())

describe('layout store', () => {
  it('follows the system until a theme is chosen', async () => {
    installBridge({ 'settings.getLayout': () => defaultLayout, 'settings.setLayout': () => null })
    const layout = useLayoutStore()
    await layout.load()
    setMedia('dark', true)
    expect([layout.shownTheme, document.documentElement.dataset['theme']]).toEqual(['dark', 'dark'])
    layout.change({ theme: 'light' })
    expect(document.documentElement.className).toBe('light')
    setMedia('dark', false)
    layout.change({ theme: 'dark' })
    expect(document.documentElement.className).toBe('dark')
  })

  it('opens a drawer in a narrow window without changing the setting for wide ones', async () => {
    const bridge = installBridge({ 'settings.getLayout': () => defaultLayout, 'settings.setLayout': () => null })
    const layout = useLayoutStore()
    await layout.load()
    expect(layout.isSideShown).toBe(true)
    setMedia('max-width', true)
    expect(layout.isSideShown).toBe(false)
    layout.toggleSide()
    expect(layout.isSideShown).toBe(true)
    layout.closeDrawer()
    setMedia('max-width', false)
    expect([layout.isSideShown, bridge.called('settings.setLayout')]).toEqual([true, []])
  })

  it('writes once for many changes in a row, and at once when the window goes', () => {
    const bridge = installBridge({ 'settings.setLayout': () => null })
    const layout = useLayoutStore()
    for (const sideWidthPx of [260, 280, 300]) layout.change({ sideWidthPx })
    expect(bridge.called('settings.setLayout')).toEqual([])
    vi.advanceTimersByTime(1000)
    expect(bridge.called('settings.setLayout')).toEqual([{ ...defaultLayout, sideWidthPx: 300 }])
    layout.change({ sideWidthPx: 320 })
    window.dispatchEvent(new Event('pagehide'))
    vi.advanceTimersByTime(1000)
    const last = bridge.called('settings.setLayout').filter((input) => (input as Layout).sideWidthPx === 320)
    expect(last).toHaveLength(1)
  })
})
