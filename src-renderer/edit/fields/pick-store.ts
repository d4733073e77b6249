// What may be picked for a cell: known choices, rows of the table that it points at, and new rows that are not sent yet.
import type { EditPlace } from '@shared/edit/staged'
import type { Choice, Column } from '@shared/table/table'
import { defineStore } from 'pinia'
import { api } from '../../api'
import { useLookUpStore } from '../../query/look-up-store'

/** Something to pick. */
export type Offer = Choice & {
  /** What sets it apart from others: a row that is not sent yet, say. */
  readonly note?: string
}

/** What was found: `unanswered` when the server did not say, null when another question overtook this one. */
export type Offers = readonly Offer[] | 'unanswered' | null

const newRowCount = 20

export const usePickStore = defineStore('pick', () => {
  const lookUps = useLookUpStore()
  /** Number of the newest question, by the field that asks. */
  const asked = new Map<string, number>()

  /**
   * What may be picked for a text; a row whose id is the text comes first.
   *
   * @param field  names the asking field: its newest question counts
   */
  async function find(field: string, place: EditPlace, column: Column, text: string): Promise<Offers> {
    const turn = (asked.get(field) ?? 0) + 1
    asked.set(field, turn)
    const { serverId, tableId } = place
    const [staged, found] = await Promise.all([
      stagedRows(place, column, text),
      lookUps.find(field, { kind: 'live', serverId, tableId }, column.name, text),
    ])
    if (asked.get(field) !== turn) return null
    if (found === null && staged.length === 0) return 'unanswered'
    const ids = new Set(found?.map(({ id }) => id))
    return [...staged.filter(({ id }) => !ids.has(id)), ...(found ?? [])]
  }

  /** New rows of the table that a column points at. */
  async function stagedRows(place: EditPlace, { target }: Column, text: string): Promise<Offer[]> {
    if (!target) return []
    const there = { serverId: place.serverId, tableId: target.tableId }
    const rows = await api.edit.lookUp({ place: there, text, limit: newRowCount }).catch(() => null)
    return (rows ?? []).map((row) => ({ ...row, note: 'new, not sent' }))
  }

  /** Nobody waits for the question of a field any more. */
  function stop(field: string): void {
    asked.delete(field)
    lookUps.cancel(field)
  }

  /** Have a file chosen; null when the person thought better of it. */
  const chooseFile = ({ serverId, tableId }: EditPlace) => api.edit.chooseFile({ place: { serverId, tableId } })

  return { find, stop, chooseFile }
})
