// A text in the place of the builder's filter: it is asked, taken back, added to, and never changed in silence.
import { useFilterStore } from '@renderer/query/filter-store'
import { newCondition } from '@renderer/query/filter-tree'
import type { QuickFilter } from '@renderer/query/quick-filter'
import { serverOf } from '@renderer/query/text/follow-address'
import { readExplorerAddress } from '@renderer/query/text/explorer-url'
import { useTextStore } from '@renderer/query/text/text-store'
import { useViewsStore } from '@renderer/query/views-store'
import { messages } from '@renderer/shell/notify'
import { emptyGroup } from '@shared/query/query'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const samples = table('Samples', [column('id', 'string'), column('kind', 'enum'), column('age', 'int', 'Age')])
const quick: QuickFilter = { kind: 'only', title: 'Only x', operator: 'search', values: ['x'] }
const asText = 'age==5,*=q=word'

beforeEach(() => {
  forgetCalls()
  messages.splice(0)
  setActivePinia(createPinia())
})

describe('a text', () => {
  it('that the builder can show takes its place there, search included', async () => {
    const view = await openView(samples)
    expect(useTextStore().apply(view, '*=q=word;age=ge=5')).toBe(true)
    expect(view.query).toMatchObject({ search: 'word', filter: { children: [{ attribute: 'age', values: ['5'] }] } })
    expect(useTextStore().written(view).text).toBe('*=q=word;age=ge=5')
  })

  it('that it cannot show is asked as it is, and counted', async () => {
    const view = await openView(samples, [newCondition('age', 'equals', ['5'])])
    useTextStore().apply(view, asText)
    expect(view.query).toMatchObject({ rsql: asText, search: '', filter: { children: [] } })
    expect(fakeCall('query.count').mock.lastCall?.[0]).toMatchObject({ query: { rsql: asText } })
  })

  it('that cannot be read changes nothing', async () => {
    const view = await openView(samples, [newCondition('age', 'equals', ['5'])])
    const before = view.query
    expect(useTextStore().apply(view, 'age=')).toBe(false)
    expect(view.query).toBe(before)
  })

  it('that nobody changed leaves the builder’s filter with what a text cannot hold', async () => {
    const off = { ...newCondition('id', 'equals', ['x']), isOff: true }
    const view = await openView(samples, [newCondition('age', 'equals', ['5']), off])
    const before = view.query
    expect(useTextStore().apply(view, 'age==5')).toBe(true)
    expect(view.query).toBe(before)
  })

  it('is one step of undo, with the search that it took along', async () => {
    const filters = useFilterStore()
    const view = await openView(samples, [newCondition('age', 'equals', ['5'])])
    useViewsStore().ask(view.tabId, { search: 'liver' })
    useTextStore().apply(view, asText)
    filters.step(view, 'undo')
    expect(view.query).toMatchObject({ rsql: null, search: 'liver', filter: { children: [{ values: ['5'] }] } })
    filters.step(view, 'redo')
    expect(view.query).toMatchObject({ rsql: asText, search: '' })
  })

  it('gives way to a filter that is set', async () => {
    const view = await openView(samples)
    useTextStore().apply(view, asText)
    useViewsStore().ask(view.tabId, { filter: { ...emptyGroup(), children: [newCondition('age', 'empty')] } })
    expect(view.query.rsql).toBeNull()
    expect(useFilterStore().draftOf(view).rsql).toBeNull()
  })

  it('goes with the whole filter', async () => {
    const view = await openView(samples)
    useTextStore().apply(view, asText)
    useFilterStore().clear(view)
    expect(useTextStore().written(view).text).toBeNull()
  })
})

describe('a condition from the grid beside a text', () => {
  it('is added where that leaves the meaning', async () => {
    const view = await openView(samples)
    useTextStore().apply(view, asText)
    useFilterStore().addQuickFilter(view, column('id', 'string'), quick)
    expect(view.query.rsql).toBe(`id=q=x;(${asText})`)
  })

  it('is said to be left out where it does not', async () => {
    const view = await openView(samples)
    useTextStore().apply(view, 'age==5,id=like=a_b')
    useFilterStore().addQuickFilter(view, column('id', 'string'), quick)
    expect(view.query.rsql).toBe('age==5,id=like=a_b')
    expect(messages.map(({ title }) => title)).toEqual(['The condition was not added.'])
  })

  it('from a heading opens the text at its end', async () => {
    const view = await openView(samples)
    useTextStore().apply(view, asText)
    useFilterStore().addCondition(view, column('age', 'int', 'Age'))
    expect(useFilterStore().draftOf(view).textEditor).toEqual({ start: `${asText};age` })
  })
})

describe('the server of an address', () => {
  const entry = (id: string, address: string | null, state: 'guest' | 'signed-in'): ServerEntry =>
    ({ id: id as ServerId, address, session: { state } }) as ServerEntry
  const entries = [
    entry('sample', null, 'guest'),
    entry('a', 'https://m.example.org/base', 'guest'),
    entry('b', 'https://M.example.org/base/', 'signed-in'),
    entry('c', 'https://m.example.org', 'signed-in'),
  ]
  const find = (text: string, currentId: string | null = null) => {
    const address = readExplorerAddress(text)
    return address && serverOf(address, entries, currentId)?.id
  }

  it('is that with its root: the one in front, else one that is signed in', () => {
    const text = 'https://m.example.org/base/menu/main/dataexplorer?entity=T'
    expect(find(text)).toBe('b')
    expect(find(text, 'a')).toBe('a')
    expect(find('https://m.example.org/api/v2/T?q=a==1')).toBe('c')
  })

  it('is none for other hosts', () => {
    expect(find('https://other.example.org/api/v2/T')).toBeUndefined()
  })
})
