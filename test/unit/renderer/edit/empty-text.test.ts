// Empty text beside no value, on a server that keeps the two apart.
import CellField from '@renderer/edit/fields/CellField.vue'
import { sampleServerId } from '@shared/server/server-profile'
import type { Cell } from '@shared/table/table-slice'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { column } from '../../../support/sample-table'

vi.mock('@renderer/api', async () => import('../../../support/renderer/fake-api'))
vi.mock('@shared/edit/read-cell', async (original) => ({ ...(await original<object>()), keepsEmptyText: () => true }))

beforeEach(() => setActivePinia(createPinia()))

function field(cell: Cell, isInGrid: boolean) {
  const place = { serverId: sampleServerId, tableId: 'T' }
  const props = {
    column: column('x', 'string'),
    cell,
    isNew: false,
    place,
    autofocus: false,
    startText: null,
    isInGrid,
  }
  return mount(CellField, { props })
}

it('is chosen with a button beside the empty field of a form', async () => {
  const wrapper = field(null, false)
  expect(wrapper.get('.toggle').attributes('aria-pressed')).toBe('false')
  await wrapper.get('.toggle').trigger('click')
  expect(wrapper.emitted('commit')).toEqual([['', 'none']])
  await wrapper.setProps({ cell: '' })
  expect(wrapper.get('.toggle').attributes('aria-pressed')).toBe('true')
  await wrapper.get('.toggle').trigger('click')
  expect(wrapper.emitted('commit')?.at(-1)).toEqual([null, 'none'])
  await wrapper.setProps({ cell: 'a' })
  expect(wrapper.find('.toggle').exists()).toBe(false)
})

it('is chosen with the keyboard in the grid, and a wiped out text is no value until then', async () => {
  const wrapper = field('a', true)
  const area = wrapper.get('textarea')
  await area.setValue('')
  expect(wrapper.get('.note').text()).toContain('No value.')
  await area.trigger('keydown', { key: 'ArrowDown', altKey: true })
  expect(wrapper.get('.note').text()).toContain('Empty text.')
  await area.trigger('keydown', { key: 'Enter' })
  expect(wrapper.emitted('commit')).toEqual([['', 'down']])
})
