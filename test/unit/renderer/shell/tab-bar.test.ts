// The open tables as tabs: names, closing, walking.
import TabBar from '@renderer/shell/frame/TabBar.vue'
import { useTabsStore } from '@renderer/shell/tabs-store'
import type { ServerId } from '@shared/server/server-profile'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

// The test's page has no layout, so nothing scrolls.
beforeAll(() => void (Element.prototype.scrollIntoView = vi.fn()))
beforeEach(() => setActivePinia(createPinia()))

function open(...tableIds: string[]) {
  const tabs = useTabsStore()
  for (const tableId of tableIds)
    tabs.open({ kind: 'live', serverId: 's' as ServerId, tableId }, { title: tableId, inNewTab: true })
  const bar = mount(TabBar, { props: { isSideShown: false, keysFor: () => 'Ctrl P' }, attachTo: document.body })
  return { tabs, bar, names: () => bar.findAll('[role=tab]').map((tab) => tab.text()) }
}

describe('tab bar', () => {
  it('tells two tabs of one table apart', () => {
    expect(open('ASE', 'SampleAse', 'ASE').names()).toEqual(['ASE (1)', 'SampleAse', 'ASE (2)'])
  })

  it('closes by the middle button, by the cross and by Delete', async () => {
    const { tabs, bar, names } = open('a', 'b', 'c', 'd')
    await bar.findAll('.tab')[1]!.trigger('auxclick', { button: 1 })
    await bar.get('[aria-label="Close a"]').trigger('click')
    await bar.get('[aria-selected=true]').trigger('keydown', { key: 'Delete' })
    expect(names()).toEqual(['c'])
    expect(tabs.active?.title).toBe('c')
  })

  it('walks with arrows round the ends, and only the tab in front is in the order of Tab', async () => {
    const { tabs, bar } = open('a', 'b')
    await bar.get('[aria-selected=true]').trigger('keydown', { key: 'ArrowRight' })
    expect(tabs.active?.title).toBe('a')
    await bar.get('[aria-selected=true]').trigger('keydown', { key: 'ArrowLeft' })
    expect(tabs.active?.title).toBe('b')
    expect(bar.findAll('[role=tab]').map((tab) => tab.attributes('tabindex'))).toEqual(['-1', '0'])
  })

  it('names all its tabs to the list that owns them', () => {
    const { bar } = open('a', 'b')
    const ids = bar.findAll('[role=tab]').map((tab) => tab.attributes('id'))
    expect(bar.get('[role=tablist]').attributes('aria-owns')).toBe(ids.join(' '))
  })
})
