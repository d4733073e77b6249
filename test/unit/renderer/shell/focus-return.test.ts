// Where the focus goes when what had it has gone.
import { useFocusReturn } from '@renderer/shell/focus-return'
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const page = `
  <div class="window">
    <button id="switcher">Data source</button>
    <button role="tab" aria-selected="true" id="tab">SampleAse</button>
    <main><div role="tabpanel">
      <button id="head">Export</button>
      <div class="bar"><span><button id="chip">SNP_ID is x</button></span><button id="add">Filter</button></div>
    </div></main>
  </div>
  <div role="dialog" id="dialog"><input id="field" /></div>`

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`No #${id} on the page.`)
  return found
}
const expectFocus = (id: string) => vi.waitFor(() => expect(document.activeElement?.id).toBe(id))

describe('the focus', () => {
  let keeper: VueWrapper
  beforeEach(() => {
    document.body.innerHTML = page
    keeper = mount({ setup: useFocusReturn, template: '<i />' })
  })
  afterEach(() => keeper.unmount())

  it('returns to what had it before a dialog', async () => {
    element('add').focus()
    element('field').focus()
    element('dialog').remove()
    await expectFocus('add')
  })

  it('returns past a menu whose choice opened the dialog', async () => {
    element('switcher').focus()
    const menu = document.createElement('div')
    menu.setAttribute('role', 'menu')
    menu.innerHTML = '<button id="item">Sign in</button>'
    document.body.append(menu)
    element('item').focus()
    menu.remove()
    element('field').focus()
    element('dialog').remove()
    await expectFocus('switcher')
  })

  it('goes to the nearest that is left', async () => {
    element('dialog').remove()
    element('chip').focus()
    element('chip').parentElement?.remove()
    await expectFocus('add')
  })

  it('goes to the tab in front when the whole table has gone', async () => {
    element('dialog').remove()
    element('chip').focus()
    document.querySelector('[role=tabpanel]')?.remove()
    await expectFocus('tab')
  })

  it('is left alone where a person took it away', async () => {
    element('chip').focus()
    element('chip').blur()
    element('dialog').remove()
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(document.activeElement).toBe(document.body)
  })

  it('stays in a dialog that is open', async () => {
    element('chip').focus()
    element('chip').remove()
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(document.activeElement).toBe(document.body)
  })
})
