// The filter bar and its editor as a person uses them.
import FilterEditor from '@renderer/query/editor/FilterEditor.vue'
import FilterBar from '@renderer/query/FilterBar.vue'
import { changeNode, newCondition, newGroup } from '@renderer/query/filter-tree'
import { useFilterStore } from '@renderer/query/filter-store'
import { runCommand } from '@renderer/shell/commands'
import type { ViewState } from '@renderer/query/views-store'
import type { FilterNode } from '@shared/query/query'
import { AppError } from '@shared/errors/app-error'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const samples = table('Samples', [
  column('id', 'string'),
  column('SNP_ID', 'reference'),
  column('Ref_Counts', 'string'),
  column('age', 'int', 'Age'),
])

let wrapper: VueWrapper
beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
})
afterEach(() => {
  if (wrapper.exists()) wrapper.unmount()
  document.body.innerHTML = ''
})

const show = async (view: ViewState) => {
  wrapper = mount(FilterBar, { props: { view }, attachTo: document.body })
  await nextTick()
}
const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map((one) => one.textContent?.replace(/\s+/g, ' ').trim())
const click = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click()
  await nextTick()
  await nextTick()
}
const byName = (name: string) => `[aria-label="${name}"]`

describe('FilterBar', () => {
  it('shows a chip for each part, the filter as text and the counts', async () => {
    const view = await openView(samples, [
      newCondition('SNP_ID', 'equals', ['rs12460890']),
      newGroup('or', [newCondition('age', 'greater', ['4']), newCondition('age', 'empty')]),
    ])
    view.filteredCount = 21
    view.tableCount = 50_146
    await show(view)
    expect(texts('.chip .parts')).toEqual(['SNP_ID is rs12460890', 'any of 2 conditions'])
    expect(texts('.bar .rsql')).toEqual(["SNP_ID==rs12460890;(age=gt=4,age=='')"])
    expect(texts('.bar .count')).toEqual(['21 of 50,146 rows'])
  })

  it('removes a part with its cross', async () => {
    const view = await openView(samples, [newCondition('SNP_ID', 'equals', ['rs1']), newCondition('age', 'empty')])
    await show(view)
    await click(byName('Remove SNP_ID is rs1'))
    expect(view.query.filter.children).toMatchObject([{ attribute: 'age' }])
    expect(texts('.chip .parts')).toEqual(['Age has no value'])
  })

  it('marks the chip that the server refuses and gives its words', async () => {
    const view = await openView(samples)
    const facts = { serverWords: 'Unsupported data type [TEXT]', attribute: 'Ref_Counts' }
    fakeCall('query.count').mockRejectedValue(new AppError('query.refused', 'Refused.', { facts }))
    const filters = useFilterStore()
    filters.change(view, newGroup('and', [newCondition('age', 'empty'), newCondition('Ref_Counts', 'contains', ['1'])]))
    await show(view)
    await vi.waitFor(() => expect(texts('[role=alert]')).toHaveLength(1))
    expect(texts('[role=alert]')[0]).toBe(
      'The server cannot answer this filter, because of Ref_Counts. The server said: Unsupported data type [TEXT]',
    )
    expect(texts('.chip.bad .parts')).toEqual(['Ref_Counts contains 1'])
  })

  it('edits a value in place, says what is wrong at the field, and asks when it is right', async () => {
    const view = await openView(samples, [newCondition('age', 'greater-or-equal', ['4'])])
    await show(view)
    await click('.chip .parts')
    const input = document.querySelector<HTMLInputElement>('.editor .value input')
    expect(input?.value).toBe('4')
    input!.value = 'four'
    input!.dispatchEvent(new Event('input'))
    await nextTick()
    expect(input?.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(input?.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      '"four" is not a whole number.',
    )
    input!.value = '44'
    input!.dispatchEvent(new Event('input'))
    await vi.waitFor(() => expect(view.query.filter.children).toMatchObject([{ values: ['44'] }]))
    expect(texts('.editor .count')).toEqual(['100 rows'])
  })

  it('answers to its commands while it is on screen, and only then', async () => {
    const view = await openView(samples, [newCondition('age', 'equals', ['4'])])
    await show(view)
    expect(runCommand('copy-rsql')).toBe(true)
    expect(fakeCall('app.copy')).toHaveBeenCalledWith({ text: 'age==4', html: null })
    expect(runCommand('search')).toBe(true)
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Search all columns')
    expect(runCommand('clear-filter')).toBe(true)
    expect(view.query.filter.children).toEqual([])
    wrapper.unmount()
    expect(runCommand('clear-filter')).toBe(false)
  })

  it('starts a condition from the command, without showing half a chip', async () => {
    const view = await openView(samples)
    await show(view)
    expect(runCommand('add-filter')).toBe(true)
    await vi.waitFor(() => expect(document.querySelector('.editor')).not.toBeNull())
    expect(texts('.chip')).toEqual([])
    expect(view.query.filter.children).toEqual([])
    const hangsFrom = () => (wrapper.findComponent(FilterEditor).props('anchor') as HTMLElement).className
    expect(hangsFrom()).toBe('add')
    const filters = useFilterStore()
    const { root } = filters.draftOf(view)
    const choose = (node: FilterNode) => ({ ...node, attribute: 'age' }) as FilterNode
    filters.change(view, changeNode(root, root.children[0]!.id, choose))
    await nextTick()
    expect(hangsFrom()).toContain('chip')
  })
})

describe('SearchBox', () => {
  const type = async (text: string) => {
    const input = document.querySelector<HTMLInputElement>(byName('Search all columns'))!
    input.value = text
    input.dispatchEvent(new Event('input'))
    await nextTick()
    return input
  }

  it('asks after a pause, at once with Enter, and nothing with Escape', async () => {
    const view = await openView(samples)
    await show(view)
    const input = await type(' lung ')
    expect(view.query.search).toBe('')
    await vi.waitFor(() => expect(view.query.search).toBe('lung'))
    await type('liver')
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    expect(view.query.search).toBe('liver')
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect(view.query.search).toBe('')
  })
})
