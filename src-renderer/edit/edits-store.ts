// Staged changes as the window sees them: a summary for each table, and the staged rows among those that are on screen.
// Main keeps them; this store asks and is told.
import {
  placeKey,
  type EditPlace,
  type EditStep,
  type EditSummary,
  type RowKey,
  type StagedRow,
} from '@shared/edit/staged'
import type { SourceRef } from '@shared/table/table'
import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import { api, onEvent } from '../api'

/** Keys and steps that go over the border at once. */
const mostAtOnce = 1000

/** The place that changes of a source belong to; null for copies, which are not edited. */
export const placeOf = (source: SourceRef): EditPlace | null =>
  source.kind === 'live' ? { serverId: source.serverId, tableId: source.tableId } : null

export const useEditsStore = defineStore('edits', () => {
  const summaries = shallowReactive(new Map<string, EditSummary>())
  /** Staged rows by place and row; only of rows that were looked for. */
  const rows = shallowReactive(new Map<string, ReadonlyMap<RowKey, StagedRow>>())
  /** Rows that are on screen, by place: looked for again whenever something changes. */
  const watched = new Map<string, ReadonlySet<RowKey>>()

  /** Tables with changes that wait. */
  const waiting = computed(() =>
    [...summaries.values()].filter(
      ({ addCount, changeCount, deleteCount }) => addCount + changeCount + deleteCount > 0,
    ),
  )

  async function load(): Promise<void> {
    for (const summary of await api.edit.list()) summaries.set(placeKey(summary), summary)
  }

  /** Follow main's announcements. */
  function listen(): () => void {
    return onEvent('edit.changed', take)
  }

  function take(summary: EditSummary): void {
    const key = placeKey(summary)
    const known = summaries.get(key)
    if (known && known.version > summary.version) return
    summaries.set(key, summary)
    const keys = watched.get(key)
    if (keys) void look(summary, keys)
  }

  const summaryOf = (place: EditPlace | null): EditSummary | null => (place && summaries.get(placeKey(place))) ?? null

  /** The staged changes of a row that is on screen. */
  const stagedRow = (place: EditPlace, key: RowKey): StagedRow | null => rows.get(placeKey(place))?.get(key) ?? null

  /** Say which rows are on screen; their staged changes follow, now and with each change. */
  async function look(place: EditPlace, keys: ReadonlySet<RowKey>): Promise<void> {
    const at = placeKey(place)
    watched.set(at, keys)
    const all = [...keys]
    const found: StagedRow[] = []
    for (let first = 0; first < all.length; first += mostAtOnce) {
      found.push(...(await api.edit.find({ place: plain(place), keys: all.slice(first, first + mostAtOnce) })))
    }
    if (watched.get(at) !== keys) return
    rows.set(at, new Map(found.map((row) => [row.key, row])))
  }

  /** Nothing of this table is on screen any more. */
  function forget(place: EditPlace): void {
    watched.delete(placeKey(place))
    rows.delete(placeKey(place))
  }

  /**
   * Stage steps under a title; undo takes them back together.
   *
   * @returns keys of the rows that were added
   * @throws AppError `input.invalid` when the table may not be changed so
   */
  async function stage(place: EditPlace, title: string, steps: readonly EditStep[]): Promise<RowKey[]> {
    const added: RowKey[] = []
    for (let first = 0; first < steps.length; first += mostAtOnce) {
      const part = steps.slice(first, first + mostAtOnce)
      const answer = await api.edit.stage({ place: plain(place), title, steps: part, joinsLast: first > 0 })
      added.push(...answer.addedKeys)
      take(answer.summary)
    }
    return added
  }

  const undo = async (place: EditPlace): Promise<void> => take(await api.edit.undo({ place: plain(place) }))
  const redo = async (place: EditPlace): Promise<void> => take(await api.edit.redo({ place: plain(place) }))
  const discard = async (place: EditPlace): Promise<void> => take(await api.edit.discard({ place: plain(place) }))

  return {
    summaries,
    rows,
    waiting,
    load,
    listen,
    take,
    summaryOf,
    stagedRow,
    look,
    forget,
    stage,
    undo,
    redo,
    discard,
  }
})

/** What is watched cannot leave the window. */
const plain = ({ serverId, tableId }: EditPlace): EditPlace => ({ serverId, tableId })
