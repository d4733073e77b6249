// The draft of a filter: what is complete is asked, what is not stays, and everything can be undone.
import { useFilterStore } from '@renderer/query/filter-store'
import { addToAll, changeNode, newCondition, newGroup } from '@renderer/query/filter-tree'
import { quickFiltersFor } from '@renderer/query/quick-filter'
import { useViewsStore } from '@renderer/query/views-store'
import type { Condition, Query } from '@shared/query/query'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const people = table('People', [column('id', 'string'), column('age', 'int'), column('name', 'string')])
const age = people.columns[1]!

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
