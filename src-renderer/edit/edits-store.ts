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
  /** Rows that are on screen, by place and by who shows them: looked for again whenever something changes. */
  const watched = new Map<string, Map<string, ReadonlySet<RowKey>>>()
  /** Number of the question that is out, by place: an answer that was overtaken is dropped. */
  const asked = new Map<string, number>()

  /** Tables with changes that wait. */
  const waiting = computed(() => [...summaries.values()].filter(hasChanges))

  async function load(): Promise<void> {
    for (const summary of await api.edit.list()) take(summary)
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
    if (known?.version !== summary.version) void find(summary)
  }

  const summaryOf = (place: EditPlace | null): EditSummary | null => (place && summaries.get(placeKey(place))) ?? null

  /** The staged changes of a row that is on screen. */
  const stagedRow = (place: EditPlace, key: RowKey): StagedRow | null => rows.get(placeKey(place))?.get(key) ?? null

  /**
   * Say which rows are on screen; their staged changes follow, now and with each change.
   *
   * @param who  names the part of the window that shows them: what others show is not forgotten
   */
  async function look(place: EditPlace, keys: ReadonlySet<RowKey>, who = ''): Promise<void> {
    const at = placeKey(place)
    watched.set(at, (watched.get(at) ?? new Map<string, ReadonlySet<RowKey>>()).set(who, keys))
    await find(place)
  }

  /** A part of the window shows nothing of this table any more. */
  function forget(place: EditPlace, who = ''): void {
    const at = placeKey(place)
    watched.get(at)?.delete(who)
    if ((watched.get(at)?.size ?? 0) > 0) return
    watched.delete(at)
    rows.delete(at)
  }

  /** Ask for the staged changes of the rows on screen. Tables without changes are not asked about. */
  async function find(place: EditPlace): Promise<void> {
    const at = placeKey(place)
    const summary = summaries.get(at)
    const keys = new Set([...(watched.get(at)?.values() ?? [])].flatMap((some) => [...some]))
    const turn = (asked.get(at) ?? 0) + 1
    asked.set(at, turn)
    if (!summary || !hasChanges(summary)) {
      if ((rows.get(at)?.size ?? 0) > 0) rows.set(at, new Map())
      return
    }
    // Without an answer the marks stay as they are: the changes themselves are kept by main.
    const found = await findRows(place, [...keys]).catch(() => null)
    if (found === null) return
    if (asked.get(at) === turn && watched.has(at)) rows.set(at, new Map(found.map((row) => [row.key, row])))
  }

  /** The staged rows among these, whether on screen or not. */
  async function findRows(place: EditPlace, keys: readonly RowKey[]): Promise<StagedRow[]> {
    const summary = summaries.get(placeKey(place))
    if (!summary || !hasChanges(summary)) return []
    const found: StagedRow[] = []
    for (let first = 0; first < keys.length; first += mostAtOnce) {
      found.push(...(await api.edit.find({ place: plain(place), keys: keys.slice(first, first + mostAtOnce) })))
    }
    return found
  }

  /**
   * Stage steps under a title; undo takes them back together.
   *
   * @returns keys of the rows that were added
   * @throws AppError `input.invalid` when the table may not be changed so
   */
  function stage(place: EditPlace, title: string, steps: readonly EditStep[]): Promise<RowKey[]> {
    const work = stageParts(place, title, steps)
    const isOver = work.then(
      () => void underWay.delete(isOver),
      () => void underWay.delete(isOver),
    )
    underWay.add(isOver)
    return work
  }

  /** What is being staged right now, whatever becomes of it. */
  const underWay = new Set<Promise<void>>()
  /** Wait until nothing is being staged. */
  const settled = async (): Promise<void> => void (await Promise.all(underWay))

  async function stageParts(place: EditPlace, title: string, steps: readonly EditStep[]): Promise<RowKey[]> {
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
    findRows,
    stage,
    settled,
    undo,
    redo,
    discard,
  }
})

const hasChanges = ({ addCount, changeCount, deleteCount }: EditSummary): boolean =>
  addCount + changeCount + deleteCount > 0

/** What is watched cannot leave the window. */
const plain = ({ serverId, tableId }: EditPlace): EditPlace => ({ serverId, tableId })
