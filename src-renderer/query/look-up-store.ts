// Choices for values: asks the source for rows or values that match a text, and remembers labels by id.
import type { Choice, SourceRef } from '@shared/table/table'
import { sourceKey } from '@shared/table/table'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { api } from '../api'
import { nextRequestId } from './views-store'

const offeredCount = 50

const keyOf = (source: SourceRef, column: string, id: string) => `${sourceKey(source)}|${column}|${id}`

export const useLookUpStore = defineStore('look-up', () => {
  const labels = shallowReactive(new Map<string, string>())
  /** The question that is out, by the field that asked it. */
  const asked = new Map<string, string>()

  /** The label of a row by its id, as far as it is known. */
  const labelOf = (source: SourceRef, column: string, id: string): string | undefined =>
    labels.get(keyOf(source, column, id))

  function remember(source: SourceRef, column: string, choices: readonly Choice[]): void {
    for (const { id, label } of choices) {
      const key = keyOf(source, column, id)
      if (labels.get(key) !== label) labels.set(key, label)
    }
  }

  /**
   * Choices whose id or label contains the text, at most 50.
   *
   * @param field  names the asking field: a new question of the same field cancels the one that is out
   * @returns null when the question was overtaken by another or could not be answered
   */
  async function find(
    field: string,
    source: SourceRef,
    column: string,
    text: string,
  ): Promise<readonly Choice[] | null> {
    cancel(field)
    const requestId = nextRequestId()
    asked.set(field, requestId)
    try {
      const choices = await api.query.lookUp({ source: { ...source }, column, text, limit: offeredCount, requestId })
      if (asked.get(field) !== requestId) return null
      remember(source, column, choices)
      return choices
    } catch {
      // A look-up only helps with typing: without an answer the value can still be typed.
      return null
    } finally {
      if (asked.get(field) === requestId) asked.delete(field)
    }
  }

  /** Stop the question of a field. */
  function cancel(field: string): void {
    const requestId = asked.get(field)
    if (requestId === undefined) return
    asked.delete(field)
    void api.query.cancel({ requestId })
  }

  return { labels, labelOf, remember, find, cancel }
})
