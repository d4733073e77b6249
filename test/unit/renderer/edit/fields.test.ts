// The editors of cells: what they take and when, what they say of bad values, and their keys in grid and form.
import CellField from '@renderer/edit/fields/CellField.vue'
import { sampleServerId } from '@shared/server/server-profile'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import type { ValueType } from '@shared/table/value-type'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { column as plainColumn } from '../../../support/sample-table'

vi.mock('@renderer/api', async () => import('../../../support/renderer/fake-api'))

const place = { serverId: sampleServerId, tableId: 'T' }
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
// jsdom lays nothing out and so cannot scroll.
Element.prototype.scrollIntoView = () => undefined

type Place = { isInGrid?: boolean; startText?: string | null; change?: Partial<Column> }

function field(type: ValueType, cell: Cell, { isInGrid = false, startText = null, change = {} }: Place = {}) {
  const wrapper = mount(CellField, {
    props: {
      column: plainColumn('x', type, change),
      cell,
      isNew: false,
      place,
      autofocus: true,
      startText,
      isInGrid,
    },
    attachTo: document.body,
  })
  const input = () => wrapper.get<HTMLInputElement>('textarea, input')
  return {
    wrapper,
    input,
    text: () => input().element.value,
    commits: () => wrapper.emitted('commit') ?? [],
    isCancelled: () => wrapper.emitted('cancel') !== undefined,
    note: () => wrapper.find('.note').exists() && wrapper.get('.note').text(),
    press: (key: string, more: KeyboardEventInit = {}) => press(input(), key, more),
  }
}

/** Press a key; answers false when the page would have gone on with it. */
async function press(on: { readonly element: Element }, key: string, more: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  on.element.dispatchEvent(event)
  await flushPromises()
  return event.defaultPrevented
}

describe('a number', () => {
  it('is taken by Enter, which goes down in the grid, and by Tab, which goes right', async () => {
    const one = field('int', 12, { isInGrid: true })
    expect(one.text()).toBe('12')
    await one.input().setValue('13')
    await one.press('Enter')
    expect(one.commits()).toEqual([[13, 'down']])
    const other = field('int', 12, { isInGrid: true })
    await other.press('Tab', { shiftKey: true })
    expect(other.commits()).toEqual([[12, 'left']])
  })

  it('starts with what was typed to open it', async () => {
    const { text, press: key, commits } = field('int', 12, { isInGrid: true, startText: '7' })
    expect(text()).toBe('7')
    await key('Enter')
    expect(commits()).toEqual([[7, 'down']])
  })

  it('stays typed while it cannot be read, and says why; Escape puts the value back', async () => {
    const { wrapper, input, press: key, commits, note, text } = field('int', 12)
    await input().setValue('twelve')
    expect(wrapper.emitted('problem')?.at(-1)?.[0]).toContain('twelve')
    await key('Enter')
    await input().trigger('focusout')
    expect(commits()).toEqual([])
    expect(text()).toBe('twelve')
    expect(note()).toContain('twelve')
    expect(input().attributes('aria-invalid')).toBe('true')
    expect(await key('Escape')).toBe(true)
    expect(text()).toBe('12')
    expect(wrapper.emitted('problem')?.at(-1)?.[0]).toBeNull()
    // Nothing is left to put back: the key is the form's.
    expect(await key('Escape')).toBe(false)
  })

  it('out of range is said at each key and may be taken all the same', async () => {
    const { input, press: key, commits, note } = field('int', 12, { change: { range: { min: 0, max: 100 } } })
    await input().setValue('101')
    expect(note()).toBe('101 is not between 0 and 100.')
    await key('Enter')
    expect(commits()).toEqual([[101, 'none']])
  })

  it('keeps all digits of 64 bits', async () => {
    const { text, input, press: key, commits } = field('long', '9007199254740993')
    expect(text()).toBe('9007199254740993')
    await input().setValue('9223372036854775807')
    await key('Enter')
    expect(commits()).toEqual([['9223372036854775807', 'none']])
  })

  it('takes a decimal sign of either kind', async () => {
    const { input, press: key, commits } = field('decimal', null)
    await input().setValue('0,5')
    await key('Enter')
    expect(commits()).toEqual([[0.5, 'none']])
  })

  it('is no value once it is wiped out, and is not told again when nothing changed', async () => {
    const { input, commits } = field('decimal', 1.5)
    await input().trigger('focusout')
    expect(commits()).toEqual([])
    await input().setValue('')
    await input().trigger('focusout')
    expect(commits()).toEqual([[null, 'none']])
  })

  it('is left alone when the focus goes from the grid’s editor without a change', async () => {
    const { input, isCancelled, commits } = field('int', 1, { isInGrid: true })
    await input().trigger('focusout')
    expect(isCancelled()).toBe(true)
    expect(commits()).toEqual([])
  })
})

describe('a moment', () => {
  it('is written in UTC, says the time here, and takes another zone', async () => {
    const { text, note, input, press: key, commits } = field('date-time', '2015-05-22T06:12:31Z')
    expect(text()).toBe('2015-05-22 06:12:31 UTC')
    expect(note()).toContain('UTC. Here: 22 May 2015')
    await input().setValue('2015-05-22T10:00:00+02:00')
    await key('Enter')
    expect(commits()).toEqual([['2015-05-22T08:00:00Z', 'none']])
  })

  it('keeps a day that the calendar does not know in the field', async () => {
    const { input, press: key, commits, note } = field('date', '2024-02-29')
    await input().setValue('2023-02-29')
    await key('Enter')
    expect(commits()).toEqual([])
    expect(note()).not.toBe(false)
  })
})

describe('a text', () => {
  it('is taken as it is, spaces and line ends included', async () => {
    const { input, press: key, commits, text } = field('text', 'one\r\ntwo')
    await input().setValue(`${text()} \nthree`)
    await key('Enter')
    expect(commits()).toEqual([])
    await key('Enter', { ctrlKey: true })
    expect(commits()).toEqual([['one\r\ntwo \r\nthree', 'none']])
  })

  it('has new lines in the grid by Alt and Enter, and Enter alone takes it', async () => {
    const { input, press: key, commits } = field('string', 'a', { isInGrid: true })
    await key('Enter', { altKey: true })
    expect(input().element.value).toBe('a\n')
    await input().setValue('a\nb')
    await key('Enter')
    expect(commits()).toEqual([['a\nb', 'down']])
  })

  it('is not taken while letters are being composed', async () => {
    const { input, press: key, commits } = field('string', null)
    await input().setValue('にほ')
    await key('Enter', { isComposing: true })
    expect(commits()).toEqual([])
  })

  it('that is empty shows so, and no value is another thing', () => {
    expect(field('string', '').input().attributes('placeholder')).toBe('Empty text')
    expect(field('string', null).input().attributes('placeholder')).toBe('No value')
  })

  it('as an address goes without the spaces around it', async () => {
    const { input, press: key, commits } = field('email', null)
    await input().setValue(' ann@example.org ')
    await key('Enter')
    expect(commits()).toEqual([['ann@example.org', 'none']])
  })
})

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
