// Choosing values: from what a search finds, as typed, and pasted by the thousand.
import ChoiceField from '@renderer/query/editor/ChoiceField.vue'
import type { Choice } from '@shared/table/table'
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'

const rows: Choice[] = [
  { id: 'rs11', label: 'Eleven' },
  { id: 'rs1', label: 'One' },
  { id: 'rs2', label: 'Two' },
]
const find = (text: string) =>
  Promise.resolve(rows.filter(({ id, label }) => id.includes(text) || label.toLowerCase().includes(text.toLowerCase())))

function field(props: { values?: string[]; isMany?: boolean; isFree?: boolean }) {
  const wrapper = mount(ChoiceField, {
    props: {
      values: [],
      isMany: false,
      isFree: true,
      label: 'Value',
      labelOf: (id: string) => rows.find((row) => row.id === id)?.label ?? id,
      find,
      isWrong: false,
      problemId: 'p',
      ...props,
    },
    attachTo: document.body,
  })
  const input = wrapper.get('input')
  const options = () => wrapper.findAll('[role=option] .label').map((one) => one.text())
  const typed = async (text: string, shown: string[]) => {
    input.element.focus()
    await input.setValue(text)
    await vi.waitFor(() => expect(options()).toEqual(shown))
  }
  const last = () => wrapper.emitted('change')?.at(-1)?.[0]
  return { wrapper, input, options, typed, last }
}
// jsdom lays nothing out and so cannot scroll.
Element.prototype.scrollIntoView = () => undefined
afterEach(() => (document.body.innerHTML = ''))

describe('ChoiceField', () => {
  it('shows labels, searches while typing and takes what Enter points at', async () => {
    const { input, typed, last } = field({ values: ['rs2'] })
    expect(input.element.value).toBe('Two')
    await typed('one', ['One'])
    await input.trigger('keydown', { key: 'Enter' })
    expect(last()).toEqual(['rs1'])
  })

  it('looks up what was typed in full and left before the list came, also where only listed values may stand', async () => {
    const { input, last, wrapper } = field({ isFree: false })
    await wrapper.setProps({
      find: async (text: string) => (await new Promise((done) => setTimeout(done)), find(text)),
    })
    input.element.focus()
    await input.setValue('Two')
    await input.trigger('blur')
    await vi.waitFor(() => expect(last()).toEqual(['rs2']))
  })

  it('prefers the id that was typed in full to the first one found', async () => {
    const { input, typed, last } = field({})
    await typed('rs1', ['Eleven', 'One'])
    await input.trigger('keydown', { key: 'Enter' })
    expect(last()).toEqual(['rs1'])
  })

  it('takes typed text as it is when no choice was looked up yet', async () => {
    const { input, last } = field({})
    input.element.focus()
    await input.setValue('rs999')
    await input.trigger('keydown', { key: 'Enter' })
    expect(last()).toEqual(['rs999'])
  })

  it('takes nothing that is not a choice where only choices are allowed', async () => {
    const { input, wrapper } = field({ isFree: false })
    input.element.focus()
    await input.setValue('zz')
    await input.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('change')).toBeUndefined()
    await nextTick()
    expect(input.element.value).toBe('')
  })

  it('walks the list with the arrows, and Escape closes it first', async () => {
    const { input, typed, options, wrapper } = field({})
    await typed('', ['Eleven', 'One', 'Two'])
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    expect(wrapper.get('[aria-selected=true]').text()).toContain('One')
    expect(input.attributes('aria-activedescendant')).toBe(wrapper.get('[aria-selected=true]').attributes('id'))
    await input.trigger('keydown', { key: 'Escape' })
    expect(input.attributes('aria-expanded')).toBe('false')
    expect(options()).toHaveLength(3)
  })

  it('takes from a pasted list what is a choice, by id or label, and says what is none', async () => {
    const { input, last, wrapper } = field({ values: ['rs2'], isMany: true, isFree: false })
    await input.trigger('paste', { clipboardData: { getData: () => 'rs11\none\nRS3\nrs2\nrs11' } })
    await vi.waitFor(() => expect(last()).toEqual(['rs2', 'rs11', 'rs1']))
    expect(wrapper.emitted('pasted')).toMatchObject([[{ repeatedCount: 2, unknown: ['RS3'] }]])
  })

  it('collects several values, erases the last, and takes a paste of thousands', async () => {
    const { wrapper, input, last } = field({ values: ['rs1', 'rs2'], isMany: true })
    expect(wrapper.findAll('.tag').map((one) => one.text())).toEqual(['One', 'Two'])
    await input.trigger('keydown', { key: 'Backspace' })
    expect(last()).toEqual(['rs1'])
    const text = Array.from({ length: 5000 }, (_, index) => `rs${index}`).join('\n')
    await input.trigger('paste', { clipboardData: { getData: () => text } })
    expect(last()).toHaveLength(5000)
    await wrapper.setProps({ values: last() as string[] })
    expect(wrapper.findAll('.tag').map((one) => one.text())).toEqual(['5,000 values'])
    expect(wrapper.emitted('pasted')).toMatchObject([[{ repeatedCount: 2 }]])
  })
})
