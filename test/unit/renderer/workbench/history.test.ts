// Back and forward in the window: filters, rows, followed references and closed tabs come back.
import { newCondition, newGroup } from '@renderer/query/filter-tree'
import { useViewsStore, type ViewState } from '@renderer/query/views-store'
import { runCommand } from '@renderer/shell/commands'
import { useTabsStore, type Tab } from '@renderer/shell/tabs-store'
import { isTyping, useHistory } from '@renderer/workbench/history'
import { emptyQuery, type Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const people = table('People', [column('id', 'string')])
let window_: ReturnType<typeof mount>

beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
  fakeCall('tables.describe').mockResolvedValue(people)
  fakeCall('query.count').mockResolvedValue(3)
  window_ = mount({ setup: () => (useHistory(), () => null) })
})
afterEach(() => window_.unmount())

const live = (tableId: string) => ({ kind: 'live' as const, serverId: sampleServerId, tableId })
/** Bring a tab on screen as the table view does. */
async function shown(tab: Tab | null): Promise<ViewState> {
  const view = useViewsStore().viewOf(tab as Tab)
  await vi.waitFor(() => expect(view.isLoading).toBe(false))
  await nextTick()
  return view
}
const search = async (view: ViewState, text: string): Promise<void> => {
  useViewsStore().ask(view.tabId, { search: text })
  await nextTick()
}

describe('back and forward', () => {
  it('go through filters, typing being one step', async () => {
    const view = await shown(useTabsStore().open(live('People')))
    await search(view, 'a')
    await search(view, 'ab')
    useViewsStore().ask(view.tabId, { filter: newGroup('and', [newCondition('id', 'empty')]) })
    await nextTick()
    expect(runCommand('back')).toBe(true)
    await nextTick()
    expect(view.query).toMatchObject({ search: 'ab', filter: { children: [] } })
    runCommand('back')
    await nextTick()
    expect(view.query.search).toBe('')
    expect(runCommand('back')).toBe(false)
    runCommand('forward')
    await nextTick()
    expect(view.query.search).toBe('ab')
  })

  it('return from a followed reference to its row, and open a closed tab again with filter and row', async () => {
    const tabs = useTabsStore()
    const first = await shown(tabs.open(live('People')))
    await search(first, 'ann')
    useViewsStore().select(first.tabId, '7')
    await nextTick()
    const followed = { startQuery: { ...emptyQuery(), search: 'x' }, startRowId: 'x1' }
    const second = await shown(tabs.open(live('Homes'), followed))
    runCommand('back')
    await nextTick()
    expect([tabs.activeId, first.selectedId]).toEqual([first.tabId, '7'])
    runCommand('forward')
    await nextTick()
    expect(tabs.activeId).toBe(second.tabId)
    tabs.close(first.tabId)
    useViewsStore().drop(first.tabId)
    await nextTick()
    runCommand('back')
    const again = await shown(tabs.active)
    expect(again.tabId).not.toBe(first.tabId)
    expect([again.query.search, again.selectedId, again.keepsQuery]).toEqual(['ann', '7', true])
    // The way goes on from the tab that was opened again.
    runCommand('back')
    await nextTick()
    expect([tabs.activeId, again.query.search]).toEqual([again.tabId, ''])
  })

  it('bring the last table back when none is open', async () => {
    const tabs = useTabsStore()
    const view = await shown(tabs.open(live('People')))
    tabs.close(view.tabId)
    await nextTick()
    runCommand('back')
    expect(tabs.active?.source).toEqual(live('People'))
  })

  it('do not step into the moment before a remembered question was there', async () => {
    const left = { columns: [], layout: null, plot: null, query: { ...emptyQuery(), search: 'left' } }
    fakeCall('settings.getTableView').mockResolvedValue({ ...left, isQueryCut: false, viewId: null, selectedId: null })
    const tab = useTabsStore().open(live('People'))
    const view = useViewsStore().viewOf(tab)
    await nextTick()
    await shown(tab)
    expect(view.query.search).toBe('left')
    expect(runCommand('back')).toBe(false)
  })

  it('follow the buttons at the side of a mouse', async () => {
    const view = await shown(useTabsStore().open(live('People')))
    await search(view, 'a')
    window.dispatchEvent(new MouseEvent('mouseup', { button: 3 }))
    await nextTick()
    expect(view.query.search).toBe('')
    window.dispatchEvent(new MouseEvent('mouseup', { button: 4 }))
    await nextTick()
    expect(view.query.search).toBe('a')
  })
})

describe('typing', () => {
  const query = (change: Partial<Query>): Query => ({ ...emptyQuery(), ...change })
  const condition = newCondition('id', 'equals', ['a'])
  const filter = (values: string[]) => ({ ...emptyQuery().filter, children: [{ ...condition, values }] })

  it('is more of a word, other values of the same condition, another text', () => {
    expect(isTyping(query({ search: 'a' }), query({ search: 'ab' }))).toBe(true)
    expect(isTyping(query({ filter: filter(['a']) }), query({ filter: filter(['b']) }))).toBe(true)
    expect(isTyping(query({ rsql: 'a==1' }), query({ rsql: 'a==12' }))).toBe(true)
  })

  it('is not a beginning, an end, or another condition', () => {
    expect(isTyping(query({}), query({ search: 'a' }))).toBe(false)
    expect(isTyping(query({ search: 'a' }), query({}))).toBe(false)
    expect(isTyping(query({}), query({ filter: filter(['a']) }))).toBe(false)
    expect(isTyping(query({ rsql: 'a==1' }), query({}))).toBe(false)
    expect(isTyping(query({}), query({ sort: [{ attribute: 'id', direction: 'ascending' }] }))).toBe(false)
  })
})
