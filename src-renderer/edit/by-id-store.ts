// Looks up which of a list of ids have a row on the server, and does something with those rows.
import { keyOfRow, type EditPlace } from '@shared/edit/staged'
import type { ErrorData } from '@shared/errors/app-error'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { api } from '../api'
import { useFilterStore } from '../query/filter-store'
import { newCondition } from '../query/filter-tree'
import { useViewsStore, type ViewState } from '../query/views-store'
import { failureData } from '../shell/failure'
import { formatCounted } from '../ui/format'
import { candidates, idLines, readIds, type IdList } from './by-id/id-list'
import { useEditsStore } from './edits-store'

/** What was found for a list of ids. */
export type FoundIds = {
  readonly list: IdList
  readonly there: readonly string[]
  readonly missing: readonly string[]
}

/** Ids that the server is asked about at once, so that progress is seen and a cancel is heard. */
const askedAtOnce = 1000
/** More conditions than this a question cannot carry. */
export const mostIds = 100_000

export const useByIdStore = defineStore('by-id', () => {
  const edits = useEditsStore()
  const isLooking = ref(false)
  const doneCount = ref(0)
  const totalCount = ref(0)
  const found = shallowRef<FoundIds | null>(null)
  const failure = shallowRef<ErrorData | null>(null)
  let turn = 0

  /** Forget what was found; a look-up that is under way is given up. */
  function forget(): void {
    turn += 1
    isLooking.value = false
    found.value = null
    failure.value = null
  }

  /** Find out which ids of a pasted text have a row. */
  async function look(place: EditPlace, text: string): Promise<void> {
    forget()
    const own = turn
    const lines = idLines(text)
    const asked = candidates(lines)
    isLooking.value = true
    doneCount.value = 0
    totalCount.value = asked.length
    try {
      const there = new Set<string>()
      for (let first = 0; first < asked.length; first += askedAtOnce) {
        const ids = asked.slice(first, first + askedAtOnce)
        for (const id of await api.edit.findIds({ place: plain(place), ids })) there.add(id)
        if (own !== turn) return
        doneCount.value = first + ids.length
      }
      const list = readIds(lines, (id) => there.has(id))
      found.value = {
        list,
        there: list.ids.filter((id) => there.has(id)),
        missing: list.ids.filter((id) => !there.has(id)),
      }
    } catch (error) {
      if (own === turn) failure.value = failureData(error)
    } finally {
      if (own === turn) isLooking.value = false
    }
  }

  /** Show these rows and no others: the filter becomes this list, and the search goes. */
  function select(view: ViewState, ids: readonly string[]): void {
    const { table } = view
    if (!table) return
    const filters = useFilterStore()
    const { root } = filters.draftOf(view)
    const condition = newCondition(table.idColumn, 'in', [...ids])
    filters.change(view, { ...root, joint: 'and', isOff: false, children: [condition] })
    if (view.query.search !== '') useViewsStore().ask(view.tabId, { search: '' })
  }

  /** Mark these rows as to be deleted; they go when the changes are sent. */
  async function markDeleted(place: EditPlace, ids: readonly string[]): Promise<void> {
    const steps = ids.map((id) => ({ kind: 'delete' as const, key: keyOfRow(id), label: id, before: {} }))
    await edits.stage(place, `Delete ${formatCounted(ids.length, 'row')}`, steps)
  }

  return { isLooking, doneCount, totalCount, found, failure, forget, look, select, markDeleted }
})

/** What is watched cannot leave the window. */
const plain = ({ serverId, tableId }: EditPlace): EditPlace => ({ serverId, tableId })
