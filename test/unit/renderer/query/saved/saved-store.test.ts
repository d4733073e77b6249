// Saved views: switched, noticed as changed, saved, replaced by name, deleted and brought back, and files taken in.
import { newCondition, newGroup } from '@renderer/query/filter-tree'
import { useSavedStore } from '@renderer/query/saved/saved-store'
import { fileOf, useViewFiles } from '@renderer/query/saved/view-files'
import { useViewsStore, type ViewState } from '@renderer/query/views-store'
import { useDialogsStore } from '@renderer/shell/dialogs-store'
import { messages } from '@renderer/shell/notify'
import type { SavedView, ViewFile } from '@shared/settings/saved-view'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../../support/renderer/fake-api'
import { openView } from '../../../../support/renderer/views'
import { column, table } from '../../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../../support/renderer/fake-api'))

const people = table('People', [column('id', 'string'), column('age', 'int'), column('home', 'string')])
const filterOf = (value: string) =>
  newGroup('and', [newGroup('or', [newCondition('age', 'equals', [value]), newCondition('home', 'empty')])])
let kept: SavedView[] = []
let view: ViewState

beforeEach(async () => {
  forgetCalls()
  messages.splice(0)
  setActivePinia(createPinia())
  kept = []
  fakeCall('views.list').mockImplementation(() => Promise.resolve(kept))
  fakeCall('views.save').mockImplementation((input) => {
    const { view: saved } = input as { view: SavedView }
    kept = [...kept.filter(({ id }) => id !== saved.id), saved]
    return Promise.resolve(kept)
  })
  fakeCall('views.remove').mockImplementation((input) => {
    kept = kept.filter(({ id }) => id !== (input as { id: string }).id)
    return Promise.resolve(kept)
  })
  view = await openView(people)
  await useSavedStore().load(view)
})

const named = (name: string): SavedView => kept.find((one) => one.name === name) as SavedView
const ask = (value: string) => useViewsStore().ask(view.tabId, { filter: filterOf(value) })
const hide = (name: string) =>
  useViewsStore().saveLook(view.tabId, { columns: [{ name, isHidden: true, widthPx: 90, pinned: null }] })

describe('saved views', () => {
  it('switch filter, order, columns, layout and plot, and know when they were changed', async () => {
    const saved = useSavedStore()
    ask('1')
    hide('home')
    await saved.saveAs(view, ' One ', 'view')
    expect([saved.inFront(view)?.name, saved.isChanged(view)]).toEqual(['One', false])
    ask('2')
    useViewsStore().ask(view.tabId, { sort: [{ attribute: 'age', direction: 'descending' }] })
    hide('age')
    expect(saved.isChanged(view)).toBe(true)
    await saved.saveAs(view, 'Two', 'view')
    saved.show(view, named('One'))
    expect(JSON.stringify(view.query.filter)).toContain('"values":["1"]')
    expect([view.query.sort, view.look.columns[0]?.name]).toEqual([[], 'home'])
    expect([saved.inFront(view)?.name, saved.isChanged(view)]).toEqual(['One', false])
    saved.show(view, named('Two'))
    expect([view.query.sort.length, saved.inFront(view)?.name, saved.isChanged(view)]).toEqual([1, 'Two', false])
    // The same filter built anew is the same filter, whatever its parts are called.
    ask('2')
    expect(saved.isChanged(view)).toBe(false)
    ask('3')
    saved.reset(view)
    expect(JSON.stringify(view.query.filter)).toContain('"values":["2"]')
    ask('4')
    await saved.save(view)
    expect([JSON.stringify(named('Two').query.filter).includes('"4"'), saved.isChanged(view)]).toEqual([true, false])
  })

  it('of the kind filter change which rows are shown and nothing else', async () => {
    const saved = useSavedStore()
    ask('1')
    await saved.saveAs(view, 'One', 'filter')
    const sort = [{ attribute: 'age', direction: 'descending' as const }]
    useViewsStore().ask(view.tabId, { search: 'x', sort, filter: filterOf('2') })
    hide('age')
    saved.show(view, named('One'))
    expect(view.query).toMatchObject({ search: '', sort })
    expect([view.look.columns[0]?.name, view.look.viewId]).toEqual(['age', null])
  })

  it('carry a filter that is a text', async () => {
    const saved = useSavedStore()
    useViewsStore().ask(view.tabId, { rsql: 'age=gt=3' })
    await saved.saveAs(view, 'Text', 'view')
    ask('1')
    saved.show(view, named('Text'))
    expect(view.query.rsql).toBe('age=gt=3')
    expect(saved.isChanged(view)).toBe(false)
  })

  it('of one name and kind are one; deleted ones come back', async () => {
    const saved = useSavedStore()
    await saved.saveAs(view, 'One', 'view')
    ask('1')
    await saved.saveAs(view, 'One', 'view')
    await saved.saveAs(view, 'One', 'filter')
    expect(kept).toHaveLength(2)
    expect(saved.withName(view, 'view', ' One ', named('One').id)).toBeNull()
    expect(saved.withName(view, 'view', ' One ')).toEqual(named('One'))
    expect(saved.withName(view, 'filter', 'Two')).toBeNull()
    await saved.rename(view, named('One').id, 'Uno')
    const before = named('Uno')
    await saved.remove(view, before)
    expect(saved.listOf(view)).toHaveLength(1)
    messages.at(-1)?.way?.run()
    await vi.waitFor(() => expect(saved.find(view, before.id)).toEqual(before))
  })

  it('give way to the plain table, and back', async () => {
    const saved = useSavedStore()
    ask('1')
    hide('age')
    await saved.saveAs(view, 'One', 'view')
    saved.showPlain(view)
    expect(view.query.filter.children).toEqual([])
    expect([view.look.columns, view.look.viewId]).toEqual([[], null])
    messages.at(-1)?.way?.run()
    expect([view.look.columns.length, view.look.viewId, saved.isChanged(view)]).toEqual([1, named('One').id, false])
  })
})

describe('view files', () => {
  it('are written with table and columns, and taken in under a free name', async () => {
    ask('1')
    await useSavedStore().saveAs(view, 'One', 'view')
    const file = fileOf(view, 'One')
    expect(file).toMatchObject({ table: { id: 'People' }, columnNames: ['age', 'home'], view: { name: 'One' } })
    fakeCall('views.openFile').mockResolvedValue(file)
    ask('2')
    await useViewFiles().open(view)
    expect(kept.map(({ name }) => name)).toEqual(['One', 'One (2)'])
    expect([useSavedStore().inFront(view)?.name, useSavedStore().isChanged(view)]).toEqual(['One (2)', false])
    expect(useDialogsStore().dialog).toBeNull()
  })

  it('of other tables, or with other columns, ask first and say what is lacking', async () => {
    const file: ViewFile = fileOf(view, 'Else')
    const filter = newGroup('and', [newCondition('weight', 'empty')])
    const other = { ...file, view: { ...file.view, query: { ...file.view.query, filter } } }
    fakeCall('views.openFile').mockResolvedValue(other)
    await useViewFiles().open(view)
    expect(useDialogsStore().dialog).toMatchObject({ kind: 'view-file' })
    expect(useViewFiles().opened?.lacking).toEqual(['weight'])
    expect(kept).toEqual([])
    await useViewFiles().take(view, other)
    expect(view.query.filter.children).toEqual([])
    expect(view.leftOut?.columns).toEqual(['weight'])
  })

  it('with a value that cannot be is taken in with that condition switched off, which is said', async () => {
    const file: ViewFile = fileOf(view, 'Wrong')
    const filter = newGroup('and', [newCondition('age', 'equals', ['abc']), newCondition('age', 'greater', ['1'])])
    const wrong = { ...file, view: { ...file.view, query: { ...file.view.query, filter } } }
    fakeCall('views.openFile').mockResolvedValue(wrong)
    await useViewFiles().open(view)
    expect(view.query.filter.children).toMatchObject([{ isOff: true }, { isOff: false }])
    expect(view.leftOut?.wrongValues).toEqual(['age: "abc" is not a whole number.'])
    expect(useSavedStore().isChanged(view)).toBe(false)
  })
})
