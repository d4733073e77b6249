// The filter as text, of each view: whether its editor is open, what it begins with, and what becomes of a changed text.
import type { Condition } from '@shared/query/query'
import { emptyGroup, rsqlOf } from '@shared/query/query'
import type { ValueType } from '@shared/table/value-type'
import { defineStore } from 'pinia'
import { shallowReactive, toRaw } from 'vue'
import { warn } from '../../shell/notify'
import { useAttributesStore } from '../attributes-store'
import { useFilterStore } from '../filter-store'
import type { ViewState } from '../views-store'
import { extendText } from './extend-text'
import { readText, type ReadText } from './read-text'
import { writeText, type WrittenText } from './write-text'

export const useTextStore = defineStore('filter-text', () => {
  const filters = useFilterStore()
  const attributes = useAttributesStore()
  /** The text that an open editor begins with, by tab; null is the view's own filter. */
  const open = shallowReactive(new Map<string, string | null>())

  const typeIn =
    (view: ViewState) =>
    (path: string): ValueType | null =>
      attributes.resolve(view, path).column?.type ?? null

  /** The view's filter as text. */
  const written = (view: ViewState): WrittenText =>
    view.table
      ? writeText(view.query, toRaw(view.table), typeIn(view), new Date())
      : { text: null, problem: null, losses: [] }

  /** Read a text for the view's table. */
  function read(view: ViewState, text: string): ReadText | null {
    if (!view.table) return null
    return readText(text, { table: toRaw(view.table), findTable: attributes.findTable(view), sort: view.query.sort })
  }

  /**
   * Ask what a text asks for.
   *
   * @returns false when it cannot be read
   */
  function apply(view: ViewState, text: string): boolean {
    const before = written(view)
    // What nobody changed stays as it was built, with what a text cannot hold.
    if (before.problem === null && text.trim() === (before.text ?? '')) return true
    const asked = read(view, text)?.asked ?? null
    if (asked === null) return false
    filters.replace(view, asked)
    return true
  }

  /** Add a condition to a filter that is a text. @returns false where the view's filter is none */
  function extend(view: ViewState, condition: Condition): boolean {
    const text = rsqlOf(view.query)
    if (text === null || !view.table) return false
    const rsql = extendText(text, condition, toRaw(view.table))
    if (rsql !== null) filters.replace(view, { filter: emptyGroup(), search: '', rsql })
    else {
      warn(
        'The condition was not added.',
        'Beside it the text of the filter would mean something else to the server. Write it into the text.',
      )
    }
    return true
  }

  /** Open the editor; `text` is what it begins with, else the view's filter. */
  function openEditor(view: ViewState, text: string | null = null): void {
    filters.closeEditor(view)
    open.set(view.tabId, text)
  }

  const closeEditor = (view: ViewState): void => void open.delete(view.tabId)

  return { open, written, read, apply, extend, openEditor, closeEditor }
})
