// The list of what was looked at: steps, rows within a step, typing as one step, no two alike, and what is gone.
import { useHistoryStore, type Place } from '@renderer/shell/history-store'
import { emptyQuery } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'

beforeEach(() => setActivePinia(createPinia()))

const place = (tabId: string, search = '', selectedId: string | null = null): Place => ({
  ...{ tabId, title: tabId, selectedId, keepsQuery: true },
  source: { kind: 'live', serverId: 's' as ServerId, tableId: tabId },
  query: { ...emptyQuery(), search },
})
const names = (): string[] => useHistoryStore().places.map(({ tabId, query }) => tabId + query.search)

describe('history', () => {
  it('walks back and forward, and a new step takes the place of those ahead', () => {
    const history = useHistoryStore()
    for (const search of ['', '1', '2']) history.note(place('a', search))
    expect(history.step(-1)?.query.search).toBe('1')
    expect(history.step(-1)?.query.search).toBe('')
    expect([history.step(-1), history.canGoBack, history.canGoForward]).toEqual([null, false, true])
    expect(history.step(1)?.query.search).toBe('1')
    history.note(place('b'))
    expect(names()).toEqual(['a', 'a1', 'b'])
    expect(history.canGoForward).toBe(false)
  })

  it('keeps the row that was selected last, without a step for each', () => {
    const history = useHistoryStore()
    history.note(place('a'))
    history.note(place('a', '', '3'))
    history.note(place('a', '', '4'))
    history.note(place('b'))
    expect(names()).toEqual(['a', 'b'])
    expect(history.step(-1)?.selectedId).toBe('4')
  })

  it('makes one step of what is typed, and none of what is taken away again', () => {
    const history = useHistoryStore()
    history.note(place('a'))
    history.note(place('a', 'x'))
    history.note(place('a', 'xy'), true)
    expect(names()).toEqual(['a', 'axy'])
    history.note(place('a', ''), true)
    expect(names()).toEqual(['a'])
    // Another tab is a step of its own, however soon.
    history.note(place('b'), true)
    expect(names()).toEqual(['a', 'b'])
  })

  it('steps back to the last place from where no table is open', () => {
    const history = useHistoryStore()
    history.leave()
    expect(history.canGoBack).toBe(false)
    history.note(place('a'))
    history.note(place('b'))
    history.leave()
    expect(history.step(-1)?.tabId).toBe('b')
    expect(history.step(-1)?.tabId).toBe('a')
    history.leave()
    history.note(place('c'))
    expect(names()).toEqual(['a', 'c'])
  })

  it('forgets what cannot be shown any more', () => {
    const history = useHistoryStore()
    for (const tabId of ['a', 'b', 'a', 'b', 'c']) history.note(place(tabId))
    history.step(-1)
    history.forget(({ tabId }) => tabId === 'b')
    expect(names()).toEqual(['a', 'a', 'c'])
    expect(history.step(-1)?.tabId).toBe('a')
    history.rename('a', 'd')
    expect(names()).toEqual(['d', 'd', 'c'])
  })

  it('stays of a certain length', () => {
    const history = useHistoryStore()
    for (let at = 0; at < 250; at += 1) history.note(place('a', `${at}`))
    expect([history.places.length, history.current?.query.search]).toEqual([200, '249'])
  })
})
