// The count as it follows, what is said of a slow one, how the filter was answered, and the way on from a refusal.
import FilterBar from '@renderer/query/FilterBar.vue'
import { useExplainStore } from '@renderer/query/explain-store'
import { newCondition } from '@renderer/query/filter-tree'
import { useFilterStore } from '@renderer/query/filter-store'
import { useViewsStore } from '@renderer/query/views-store'
import { registerCommand } from '@renderer/shell/commands'
import { AppError, toErrorData } from '@shared/errors/app-error'
import type { Explanation } from '@shared/query/explanation'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const people = table('People', [column('id', 'string'), column('age', 'int', 'Age')])
const database: Explanation = { engine: 'database', mostRows: null, sieved: [], lookedUp: [] }

let wrapper: VueWrapper | null = null
beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
})
afterEach(() => {
  wrapper?.unmount()
  wrapper = null
  vi.useRealTimers()
})

const count = () => document.querySelector('.bar .count')?.textContent?.replace(/\s+/g, ' ').trim()
const filtered = () => openView(people, [newCondition('age', 'equals', ['4'])])
function show(view: Awaited<ReturnType<typeof openView>>): void {
  wrapper = mount(FilterBar, { props: { view }, attachTo: document.body })
}

describe('the count', () => {
  it('keeps the number before for a moment, then says that it is counting', async () => {
    const view = await filtered()
    show(view)
    vi.useFakeTimers()
    let answer: (rows: number) => void = () => undefined
    fakeCall('query.count').mockImplementationOnce(() => new Promise<number>((resolve) => (answer = resolve)))
    useViewsStore().ask(view.tabId, { search: 'lung' })
    await nextTick()
    expect(count()).toBe('100 of 100 rows')
    vi.advanceTimersByTime(299)
    await nextTick()
    expect(count()).toBe('100 of 100 rows')
    vi.advanceTimersByTime(1)
    await nextTick()
    expect(count()).toBe('Counting…')
    answer(7)
    await vi.advanceTimersByTimeAsync(0)
    expect(count()).toBe('7 of 100 rows')
  })

  it('passes over the answer to a question that was changed, which is cancelled', async () => {
    const view = await filtered()
    const answers: ((rows: number) => void)[] = []
    fakeCall('query.count').mockImplementation(() => new Promise<number>((resolve) => answers.push(resolve)))
    const views = useViewsStore()
    views.ask(view.tabId, { search: 'a' })
    views.ask(view.tabId, { search: 'ab' })
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    expect(fakeCall('query.cancel')).toHaveBeenCalledTimes(1)
    answers[1]?.(2)
    answers[0]?.(1)
    await vi.waitFor(() => expect(view.isCounting).toBe(false))
    expect(view.filteredCount).toBe(2)
  })
})

describe('how it was answered', () => {
  it('is asked once for each question, and belongs to that question alone', async () => {
    const view = await filtered()
    const explanations = useExplainStore()
    fakeCall('query.explain').mockResolvedValue(database)
    await Promise.all([explanations.ask(view), explanations.ask(view)])
    expect(fakeCall('query.explain')).toHaveBeenCalledTimes(1)
    expect(explanations.explanationOf(view)).toEqual(database)
    useViewsStore().ask(view.tabId, { search: 'x' })
    expect(explanations.explanationOf(view)).toBeNull()
    fakeCall('query.explain').mockRejectedValueOnce(new AppError('network.unreachable', 'No.'))
    await explanations.ask(view)
    expect(explanations.explanationOf(view)).toBeNull()
  })

  it('stands in the editor', async () => {
    const view = await filtered()
    fakeCall('query.explain').mockResolvedValue({ ...database, sieved: ['age'] })
    show(view)
    useFilterStore().openEditor(view, { nodeId: null, field: 'value' })
    await vi.waitFor(() =>
      expect(document.querySelector('.answer')?.textContent).toBe(
        'Answered by the server’s database. For Age the server gives more rows; those that do not pass are left out here.',
      ),
    )
  })
})

describe('a refusal', () => {
  const refuse = (facts: Record<string, string>) => toErrorData(new AppError('query.refused', 'Too many.', { facts }))
  const button = () => [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Keep offline'))

  it('offers the copy that would answer, and marks the culprit', async () => {
    const view = await filtered()
    const keep = vi.fn()
    const remove = registerCommand('keep-offline', keep)
    view.error = refuse({ attribute: 'age', answeredBy: 'copy' })
    show(view)
    await nextTick()
    expect(document.querySelector('.refusal')?.textContent).toContain('because of Age.')
    expect(document.querySelectorAll('.chip.bad')).toHaveLength(1)
    button()?.click()
    expect(keep).toHaveBeenCalledTimes(1)
    view.error = refuse({ attribute: 'age' })
    await nextTick()
    expect(button()).toBeUndefined()
    remove()
  })
})
