// The filter of a view as text: how it is written, what a text means for the view's table, and asking what it says.
import type { ValueType } from '@shared/table/value-type'
import { defineStore } from 'pinia'
import { toRaw } from 'vue'
import { useAttributesStore } from '../attributes-store'
import { useFilterStore } from '../filter-store'
import type { ViewState } from '../views-store'
import { readText, type ReadText } from './read-text'
import { writeText, type WrittenText } from './write-text'

export const useTextStore = defineStore('filter-text', () => {
  const filters = useFilterStore()
  const attributes = useAttributesStore()

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

  return { written, read, apply }
})
