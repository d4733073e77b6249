// Draws one column heading: label, small type word, sort mark, and the button of the column's menu.
import type { Column } from '@shared/table/table'
import type { IHeaderComp, IHeaderParams } from 'ag-grid-community'
import { typeWord, unsortableReason } from '../columns/column-look'
import { sortPlace } from '../columns/sort-keys'
import type { RowHandle } from '../rows/block-reader'
import { drawn, drawnIcon } from './drawn-icon'
import type { GridContext, Heading } from './grid-context'

type HeadingParams = IHeaderParams<RowHandle, GridContext> & { readonly tableColumn: Column }

/** A pointer that moved further than this dragged the column and did not click it; px. */
const clickReachPx = 4

export class HeadingView implements IHeaderComp, Heading {
  private readonly gui = drawn('div', 'heading')
  private readonly sortMark = drawn('span', 'heading-sort')
  private readonly lock = drawn('span', 'heading-lock')
  private params: HeadingParams | null = null
  private pressedX = 0

  init(params: HeadingParams): void {
    this.params = params
    const { tableColumn: column, context } = params
    const label = drawn('span', 'heading-label', column.label)
    const word = typeWord(column)
    const menu = drawn('button', 'heading-menu')
    menu.type = 'button'
    menu.tabIndex = -1
    menu.setAttribute('aria-label', `Menu of ${column.label}`)
    menu.setAttribute('aria-haspopup', 'menu')
    menu.append(drawnIcon('menu', 14))
    menu.addEventListener('click', (event) => {
      event.stopPropagation()
      const box = menu.getBoundingClientRect()
      context.openColumnMenu(column, { x: box.left, y: box.bottom }, params.eGridHeader)
    })
    this.gui.append(label, ...(word === '' ? [] : [drawn('small', '', word)]), this.lock, this.sortMark, menu)
    this.gui.addEventListener('mousedown', (event) => (this.pressedX = event.clientX))
    this.gui.addEventListener('click', (event) => {
      if (Math.abs(event.clientX - this.pressedX) > clickReachPx) return
      context.chooseSort(column, event.shiftKey)
    })
    this.gui.addEventListener('contextmenu', (event) => {
      event.preventDefault()
      context.openColumnMenu(column, { x: event.clientX, y: event.clientY }, params.eGridHeader)
    })
    params.eGridHeader.setAttribute('aria-label', word === '' ? column.label : `${column.label}, ${word}`)
    context.addHeading(this)
    this.update()
  }

  getGui(): HTMLElement {
    return this.gui
  }

  refresh(): boolean {
    return false
  }

  destroy(): void {
    this.params?.context.removeHeading(this)
  }

  /** Show the present sort and side, and whether the column is locked. */
  update(): void {
    if (!this.params) return
    const { tableColumn: column, context, eGridHeader } = this.params
    this.gui.classList.toggle('is-right', context.traitsOf(column.name).isRight)
    this.gui.classList.toggle('is-fixed', unsortableReason(column) !== null)
    const reason = context.lockOf(column)
    this.lock.replaceChildren(...(reason === null ? [] : [drawnIcon('lock', 10)]))
    this.lock.title = reason ?? ''
    const place = sortPlace(context.sort(), column.name)
    this.sortMark.replaceChildren()
    if (place) {
      this.sortMark.append(drawnIcon(place.key.direction === 'ascending' ? 'up' : 'down', 12))
      if (place.number !== null) this.sortMark.append(String(place.number))
    }
    eGridHeader.setAttribute('aria-sort', place?.key.direction ?? 'none')
  }
}
