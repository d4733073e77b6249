// The editors of cells that are typed into: what they take and when, what they say of bad values, and their keys.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetCalls } from '../../../support/renderer/fake-api'
import { field } from './mounted-field'

vi.mock('@renderer/api', async () => import('../../../support/renderer/fake-api'))

beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
})
afterEach(() => (document.body.innerHTML = ''))

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
