// The draft of a filter: what is complete is asked, what is not stays, and everything can be undone.
import { useFilterStore } from '@renderer/query/filter-store'
import { addToAll, changeNode, newCondition, newGroup } from '@renderer/query/filter-tree'
import { quickFiltersFor } from '@renderer/query/quick-filter'
import { useViewsStore } from '@renderer/query/views-store'
import { emptyQuery, type Condition, type Query, type SortKey } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import { plainTableView } from '@shared/settings/table-view'
import type { DatasetId } from '@shared/table/table'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const people = table('People', [column('id', 'string'), column('age', 'int'), column('name', 'string')])
const age = people.columns[1]!
const byAge: SortKey = { attribute: 'age', direction: 'ascending' }
const byName: SortKey = { attribute: 'name', direction: 'descending' }

beforeEach(() => {
  vi.useFakeTimers()
  forgetCalls()
  setActivePinia(createPinia())
})
afterEach(() => vi.useRealTimers())

const askedFilters = () =>
  fakeCall('query.count').mock.calls.map(([input]) =>
    (input as { query: Query }).query.filter.children.map((one) => (one as Condition).values.join()),
  )
const typeValue = (view: Awaited<ReturnType<typeof openView>>, id: string, text: string) => {
  const filters = useFilterStore()
  const next = changeNode(filters.draftOf(view).root, id, (node) => ({ ...(node as Condition), values: [text] }))
  filters.change(view, next, true)
}

describe('filter store', () => {
  it('asks once after a pause in typing, with the value as a query carries it', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    filters.addCondition(view, age)
    const { id } = filters.draftOf(view).root.children[0]!
    expect(view.query.filter.children).toEqual([])
    for (const text of ['0', '04', '042']) typeValue(view, id, text)
    vi.advanceTimersByTime(249)
    expect(view.query.filter.children).toEqual([])
    vi.advanceTimersByTime(1)
    expect(view.query.filter.children).toMatchObject([
      { attribute: 'age', operator: 'greater-or-equal', values: ['42'] },
    ])
    expect(askedFilters().at(-1)).toEqual(['42'])
  })

  it('never asks for a value that is wrong, and keeps it for mending', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    filters.addCondition(view, age)
    typeValue(view, filters.draftOf(view).root.children[0]!.id, 'forty')
    filters.closeEditor(view)
    expect(view.query.filter.children).toEqual([])
    expect(filters.draftOf(view).root.children).toMatchObject([{ values: ['forty'] }])
  })

  it('lets go of conditions without a value when the editor closes', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    filters.change(view, addToAll(filters.draftOf(view).root, newCondition('', 'equals')))
    filters.openEditor(view, { nodeId: null, field: 'attribute' })
    filters.change(view, { ...filters.draftOf(view).root, children: [newGroup('or', [newCondition('', 'equals')])] })
    filters.closeEditor(view)
    expect(filters.draftOf(view).root.children).toEqual([])
    expect(filters.draftOf(view).editor).toBeNull()
  })

  it('steps back and forward, typing in one go being one step', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    filters.change(view, addToAll(filters.draftOf(view).root, newCondition('age', 'equals', ['1'])))
    const { id } = filters.draftOf(view).root.children[0]!
    for (const text of ['12', '123']) typeValue(view, id, text)
    vi.advanceTimersByTime(300)
    filters.step(view, 'undo')
    expect(view.query.filter.children).toMatchObject([{ values: ['1'] }])
    filters.step(view, 'redo')
    expect(view.query.filter.children).toMatchObject([{ values: ['123'] }])
    filters.step(view, 'undo')
    filters.step(view, 'undo')
    expect(view.query.filter.children).toEqual([])
  })

  it('asks a copy as fast as one types, which stays one step back', async () => {
    const view = await openView(people, [], 100, { kind: 'offline', datasetId: 'd1' as DatasetId })
    const filters = useFilterStore()
    filters.addCondition(view, age)
    const { id } = filters.draftOf(view).root.children[0]!
    for (const text of ['1', '12', '123']) {
      typeValue(view, id, text)
      vi.advanceTimersByTime(100)
      expect(view.query.filter.children).toMatchObject([{ values: [text] }])
    }
    filters.step(view, 'undo')
    expect(view.query.filter.children).toEqual([])
    vi.advanceTimersByTime(1000)
    typeValue(view, id, '4')
    vi.advanceTimersByTime(600)
    typeValue(view, id, '45')
    vi.advanceTimersByTime(100)
    filters.step(view, 'undo')
    expect(view.query.filter.children).toMatchObject([{ values: ['4'] }])
  })

  it('steps through changes of filter and order in the turn they were made', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    const { ask } = useViewsStore()
    const draft = filters.draftOf(view)
    const asked = () => [view.query.sort, view.query.filter.children.length]
    ask(view.tabId, { sort: [byAge] })
    filters.change(view, addToAll(draft.root, newCondition('age', 'equals', ['1'])))
    ask(view.tabId, { sort: [byName, byAge] })
    ask(view.tabId, { sort: [byName, byAge].map((key) => ({ ...key })) })
    const states = [
      [[], 0],
      [[byAge], 0],
      [[byAge], 1],
      [[byName, byAge], 1],
    ]
    expect([draft.past.length, asked()]).toEqual([3, states[3]])
    for (const at of [2, 1, 0]) {
      filters.step(view, 'undo')
      expect(asked()).toEqual(states[at])
    }
    expect(draft.past.length).toBe(0)
    for (const at of [1, 2, 3]) {
      filters.step(view, 'redo')
      expect(asked()).toEqual(states[at])
    }
    expect(draft.future.length).toBe(0)
  })

  it('forgets what could be done again once something else is changed', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    filters.change(view, addToAll(filters.draftOf(view).root, newCondition('age', 'equals', ['1'])))
    filters.step(view, 'undo')
    useViewsStore().ask(view.tabId, { sort: [byAge] })
    filters.step(view, 'redo')
    expect(view.query).toMatchObject({ sort: [byAge], filter: { children: [] } })
  })

  it('does not count again for another order, and keeps what is being typed', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    filters.addCondition(view, age)
    typeValue(view, filters.draftOf(view).root.children[0]!.id, '4')
    useViewsStore().ask(view.tabId, { sort: [byAge] })
    vi.advanceTimersByTime(300)
    expect(view.query).toMatchObject({ sort: [byAge], filter: { children: [{ values: ['4'] }] } })
    const counts = askedFilters().length
    useViewsStore().ask(view.tabId, { sort: [byName] })
    filters.step(view, 'undo')
    expect([view.query.sort, askedFilters().length]).toEqual([[byAge], counts])
  })

  it('has no step back to before the question that the table was left with', async () => {
    const query: Query = { ...emptyQuery(), filter: newGroup('and', [newCondition('age', 'empty')]), sort: [byAge] }
    fakeCall('tables.describe').mockResolvedValue(people)
    fakeCall('query.count').mockResolvedValue(1)
    fakeCall('settings.getTableView').mockResolvedValue({ ...plainTableView(), query })
    const source = { kind: 'live' as const, serverId: sampleServerId, tableId: people.id }
    const tab = { id: 'left', source, title: 'People', startQuery: null, startRowId: null }
    const view = useViewsStore().viewOf(tab)
    const draft = useFilterStore().draftOf(view)
    await vi.waitFor(() => expect(view.isLoading).toBe(false))
    expect([draft.root.children.length, view.query.sort, draft.past.length]).toEqual([1, [byAge], 0])
  })

  it('follows when the filter is changed elsewhere', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    expect(filters.draftOf(view).root.children).toEqual([])
    const filter = newGroup('and', [newCondition('name', 'equals', ['x'])])
    useViewsStore().ask(view.tabId, { filter })
    expect(filters.draftOf(view).root).toBe(filter)
  })

  it('takes a quick filter once, and another one in its place', async () => {
    const view = await openView(people)
    const filters = useFilterStore()
    const name = people.columns[2]!
    const only = (text: string) => quickFiltersFor(name, text)[0]!
    filters.addQuickFilter(view, name, only('a'))
    filters.addQuickFilter(view, name, only('a'))
    filters.addQuickFilter(view, name, only('b'))
    filters.addQuickFilter(view, name, quickFiltersFor(name, null)[1]!)
    expect(view.query.filter.children).toMatchObject([
      { operator: 'equals', values: ['b'] },
      { operator: 'not-empty', values: [] },
    ])
  })

  it('clears filter and search together', async () => {
    const view = await openView(people, [newCondition('age', 'equals', ['1'])])
    useViewsStore().ask(view.tabId, { search: 'x' })
    useFilterStore().clear(view)
    expect([view.query.filter.children, view.query.search]).toEqual([[], ''])
  })
})
