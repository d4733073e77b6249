// The list that palette and finder share: letters, arrows, Enter, and names for screen readers.
import { labelRuns, type PickItem } from '@renderer/ui/pick-list'
import PickList from '@renderer/ui/PickList.vue'
import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

// The test's page has no layout, so nothing scrolls.
beforeAll(() => void (Element.prototype.scrollIntoView = vi.fn()))

// A list that is left behind would keep the focus for itself.
enableAutoUnmount(afterEach)

const items: PickItem[] = [
  { id: 'a', label: 'ASE', group: 'Tables', matches: [0, 1] },
  { id: 'b', label: 'SampleAse', group: 'Tables' },
  { id: 'c', label: 'Sign out', group: 'Commands', isDisabled: true },
]

const open = () =>
  mount(PickList, {
    props: { label: 'Find', placeholder: '', items, emptyText: 'Nothing.', search: '' },
    attachTo: document.body,
  })

describe('pick list', () => {
  it('cuts a label into what was met and what was not', () => {
    expect(labelRuns(items[0]!)).toEqual([
      { text: 'AS', isMet: true },
      { text: 'E', isMet: false },
    ])
  })

  it('walks round the ends and picks with Enter', async () => {
    const list = open()
    const field = list.get('[role=combobox]')
    await field.trigger('keydown', { key: 'ArrowUp' })
    expect(list.get('[aria-selected=true]').text()).toBe('Sign out')
    await field.trigger('keydown', { key: 'ArrowDown' })
    await field.trigger('keydown', { key: 'ArrowDown' })
    expect(list.get('[aria-selected=true]').text()).toBe('SampleAse')
    expect(field.attributes('aria-activedescendant')).toBe(list.get('[aria-selected=true]').attributes('id'))
    await field.trigger('keydown', { key: 'Enter' })
    expect(list.emitted('pick')).toEqual([['b']])
  })

  it('does not pick what cannot be done', async () => {
    const list = open()
    await list.get('[role=combobox]').trigger('keydown', { key: 'ArrowUp' })
    await list.get('[role=combobox]').trigger('keydown', { key: 'Enter' })
    expect(list.emitted('pick')).toBeUndefined()
  })

  it('says so when nothing is found, and starts at the top of a new list', async () => {
    const list = open()
    await list.get('[role=combobox]').trigger('keydown', { key: 'ArrowDown' })
    await list.setProps({ items: items.slice(0, 2) })
    expect(list.get('[aria-selected=true]').text()).toBe('ASE')
    await list.setProps({ items: [] })
    expect(list.get('[role=status]').text()).toBe('Nothing.')
  })
})
