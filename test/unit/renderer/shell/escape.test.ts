// Escape closes what is on top, and only that.
import { useEscape } from '@renderer/shell/escape'
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'

let closed = 0
let cover: VueWrapper
const press = (): boolean =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))

beforeEach(() => {
  closed = 0
  document.body.innerHTML = ''
  const close = () => void (closed += 1)
  cover = mount({ setup: () => useEscape(() => closed === 0, close), template: '<i />' })
})
afterEach(() => cover.unmount())

it('closes with the focus anywhere, once', () => {
  press()
  press()
  expect(closed).toBe(1)
})

it('leaves the key to a dialog above, even one that is gone when the key arrives', () => {
  const dialog = document.createElement('div')
  dialog.setAttribute('role', 'dialog')
  document.body.append(dialog)
  document.body.addEventListener('keydown', () => dialog.remove(), { once: true })
  press()
  expect(closed).toBe(0)
  press()
  expect(closed).toBe(1)
})

it('leaves the key to whoever used it up, and hears nothing after its end', () => {
  document.body.addEventListener('keydown', (event) => event.preventDefault(), { once: true })
  press()
  cover.unmount()
  press()
  expect(closed).toBe(0)
})
