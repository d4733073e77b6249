// An editor of a cell on a page, for tests that type into it.
import CellField from '@renderer/edit/fields/CellField.vue'
import { sampleServerId } from '@shared/server/server-profile'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import type { ValueType } from '@shared/table/value-type'
import { flushPromises, mount } from '@vue/test-utils'
import { column as plainColumn } from '../../../support/sample-table'

const place = { serverId: sampleServerId, tableId: 'T' }
// jsdom lays nothing out and so cannot scroll.
Element.prototype.scrollIntoView = () => undefined

type Place = { isInGrid?: boolean; startText?: string | null; change?: Partial<Column> }

/** The editor of a cell of some type, with what it says and tells. */
export function field(type: ValueType, cell: Cell, { isInGrid = false, startText = null, change = {} }: Place = {}) {
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
export async function press(
  on: { readonly element: Element },
  key: string,
  more: KeyboardEventInit = {},
): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  on.element.dispatchEvent(event)
  await flushPromises()
  return event.defaultPrevented
}
