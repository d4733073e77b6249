// The editors of cells that choose: yes and no, choices, references, files.
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { field, press } from './mounted-field'

vi.mock('@renderer/api', async () => import('../../../support/renderer/fake-api'))

const tissues = [
  { id: 'bl', label: 'Blood' },
  { id: 'br', label: 'Brain' },
  { id: 'li', label: 'Liver' },
]

beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
})
afterEach(() => (document.body.innerHTML = ''))

describe('yes and no', () => {
  it('stand side by side in a form, with no value where that is allowed', async () => {
    const { wrapper, commits } = field('bool', true)
    const options = wrapper.findAll('[role=radio]')
    expect(options.map((one) => [one.text(), one.attributes('aria-checked')])).toEqual([
      ['Yes', 'true'],
      ['No', 'false'],
      ['No value', 'false'],
    ])
    await options[1]?.trigger('click')
    await press(wrapper.get('[role=radiogroup]'), 'Delete')
    expect(commits()).toEqual([
      [false, 'none'],
      [null, 'none'],
    ])
    expect(field('bool', true, { change: { isNullable: false } }).wrapper.findAll('[role=radio]')).toHaveLength(2)
  })

  it('are typed in the grid', async () => {
    const { press: key, commits } = field('bool', null, { isInGrid: true, startText: 'n' })
    await key('Tab')
    expect(commits()).toEqual([[false, 'right']])
  })
})

describe('a choice', () => {
  it('is found by its label and taken by Enter', async () => {
    const {
      input,
      press: key,
      commits,
      wrapper,
    } = field('enum', 'a', {
      isInGrid: true,
      change: { choices: ['a', 'b', 'c'].map((id) => ({ id, label: id })) },
    })
    await input().setValue('c')
    await vi.waitFor(() => expect(wrapper.findAll('[role=option]').map((one) => one.text())).toEqual(['c']))
    await key('Enter')
    expect(commits()).toEqual([['c', 'down']])
  })

  it('that is none of the choices stays typed and is said', async () => {
    const { input, press: key, commits, note } = field('category', null, { change: { choices: tissues } })
    await input().setValue('Bone')
    await key('Enter')
    expect(commits()).toEqual([])
    expect(note()).toBe('"Bone" is not one of the choices.')
    expect(input().element.value).toBe('Bone')
  })

  it('of several is shown as chips; Backspace takes the last away', async () => {
    const {
      wrapper,
      input,
      press: key,
      commits,
    } = field('categories', tissues.slice(0, 2), {
      change: { choices: tissues },
    })
    expect(wrapper.findAll('.tag').map((one) => one.text())).toEqual(['Blood', 'Brain'])
    await key('Backspace')
    expect(commits()).toEqual([[tissues.slice(0, 1), 'none']])
    await input().setValue('liver')
    await key('Enter')
    expect(commits().at(-1)).toEqual([[...tissues.slice(0, 2), tissues[2]], 'none'])
  })

  it('gathers several in the grid before it goes on', async () => {
    const {
      wrapper,
      input,
      press: key,
      commits,
    } = field('categories', [], {
      isInGrid: true,
      change: { choices: tissues },
    })
    for (const text of ['Blood', 'Liver']) {
      await input().setValue(text)
      await key('Enter')
    }
    expect(commits()).toEqual([])
    await wrapper.setProps({ cell: [] })
    await key('Tab')
    expect(commits()).toEqual([[[tissues[0], tissues[2]], 'right']])
  })
})

const snps = {
  target: { tableId: 'S', tableLabel: 'SNPs', idColumn: 'id', labelColumn: 'id', idType: 'string' as const },
}

describe('a reference', () => {
  it('is searched for on the server and among new rows', async () => {
    fakeCall('query.lookUp').mockResolvedValue([{ id: 'rs1', label: 'One' }])
    fakeCall('edit.lookUp').mockResolvedValue([{ id: 'rs9', label: 'Nine' }])
    const { input, press: key, commits, wrapper } = field('reference', null, { change: snps })
    await input().setValue('e')
    await vi.waitFor(() =>
      expect(wrapper.findAll('[role=option]').map((one) => one.text())).toEqual(['Ninenew, not sent', 'Oners1']),
    )
    expect(fakeCall('edit.lookUp').mock.calls[0]?.[0]).toMatchObject({ place: { tableId: 'S' }, text: 'e' })
    await key('ArrowDown')
    await key('Enter')
    expect(commits()).toEqual([[{ id: 'rs1', label: 'One' }, 'none']])
  })

  it('that leads nowhere is said, and the id of a row is taken when it was typed in full', async () => {
    fakeCall('query.lookUp').mockResolvedValue([])
    const { input, press: key, commits, note } = field('reference', { id: 'rs1', label: 'One' }, { change: snps })
    await input().setValue('rs7')
    await key('Enter')
    expect(note()).toBe('SNPs has no row with the id or label "rs7".')
    fakeCall('query.lookUp').mockResolvedValue([{ id: 'rs7', label: 'Seven' }])
    await input().setValue('rs7 ')
    await input().trigger('focusout')
    await flushPromises()
    expect(commits()).toEqual([[{ id: 'rs7', label: 'Seven' }, 'none']])
  })

  it('is not guessed when several rows bear the label, nor from a part of it when the focus leaves', async () => {
    fakeCall('query.lookUp').mockResolvedValue([
      { id: '1', label: 'Twin' },
      { id: '2', label: 'Twin' },
    ])
    const { input, commits, note } = field('reference', null, { change: snps })
    await input().setValue('twin')
    await input().trigger('focusout')
    await flushPromises()
    expect(note()).toBe('Several are called "twin". Choose one from the list.')
    await input().setValue('tw')
    await input().trigger('focusout')
    await flushPromises()
    expect(commits()).toEqual([])
  })

  it('is taken as an id when the server does not answer', async () => {
    fakeCall('query.lookUp').mockRejectedValue(new Error('no network'))
    const { input, press: key, commits } = field('reference', null, { isInGrid: true, change: snps })
    await input().setValue('rs5')
    await key('Enter')
    expect(commits()).toEqual([[{ id: 'rs5', label: 'rs5' }, 'down']])
  })

  it('is no reference once it is wiped out', async () => {
    const { input, press: key, commits } = field('reference', { id: 'rs1', label: 'One' }, { change: snps })
    await input().setValue('')
    await key('Enter')
    expect(commits()).toEqual([[null, 'none']])
  })
})

describe('a file', () => {
  it('is chosen from the disk, or removed', async () => {
    const chosen = { id: 'chosen-file/1', label: 'scan.pdf' }
    fakeCall('edit.chooseFile').mockResolvedValue(chosen)
    const { wrapper, commits } = field('file', { id: 'f1', label: 'old.pdf' })
    expect(wrapper.text()).toContain('old.pdf')
    await wrapper.get('[aria-label="Replace x"]').trigger('click')
    await flushPromises()
    await wrapper.get('[aria-label="Remove x"]').trigger('click')
    expect(commits()).toEqual([
      [chosen, 'none'],
      [null, 'none'],
    ])
  })
})
