// What the review shows: one table's changes, a page at a time, read again whenever something changes.
import { placeKey, type EditPlace, type EditSummary, type RowKey, type StagedRow } from '@shared/edit/staged'
import type { ErrorData } from '@shared/errors/app-error'
import type { ServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import { api } from '../api'
import { useViewsStore } from '../query/views-store'
import { failureData } from '../shell/failure'
import { useEditsStore } from './edits-store'

/** Rows of one page of the review. */
export const reviewPageSize = 50

/** Which staged rows are looked at. */
export type ReviewPart = 'all' | 'trouble' | 'conflict'

const hasPart = ({ problemCount, conflictCount }: EditSummary, part: ReviewPart): boolean =>
  part === 'all' || (part === 'trouble' ? problemCount : conflictCount) > 0

export const useReviewStore = defineStore('review', () => {
  const edits = useEditsStore()
  const views = useViewsStore()
  const place = shallowRef<EditPlace | null>(null)
  const part = ref<ReviewPart>('all')
  const offset = ref(0)
  const rows = shallowRef<readonly StagedRow[]>([])
  /** Rows of this part; null until the first answer. */
  const totalCount = ref<number | null>(null)
  const failure = shallowRef<ErrorData | null>(null)
  const isReading = ref(false)
  /** Metadata by place; null while it cannot be had, as without a network. */
  const tables = shallowReactive(new Map<string, Table | null>())
  let isStale = false

  const summary = computed(() => edits.summaryOf(place.value))
  const table = computed(() => (place.value && tables.get(placeKey(place.value))) ?? null)

  /** Show the changes of a server: of the table named if it has such, else of the first one that has. */
  function open(serverId: ServerId, tableId: string | null, only: ReviewPart): void {
    const onServer = edits.waiting.filter((one) => one.serverId === serverId)
    const fitting = onServer.filter((one) => hasPart(one, only))
    const all = [...fitting, ...onServer, ...edits.waiting]
    const next = fitting.find((one) => one.tableId === tableId) ?? all[0]
    part.value = next && hasPart(next, only) ? only : 'all'
    if (next) choose(next)
  }

  function choose({ serverId, tableId }: EditPlace): void {
    place.value = { serverId, tableId }
    forgetPage()
    void learnTable(place.value)
    void read()
  }

  function show(next: ReviewPart): void {
    part.value = next
    forgetPage()
    void read()
  }

  function turn(toOffset: number): void {
    offset.value = Math.max(0, toOffset)
    void read()
  }

  function close(): void {
    place.value = null
    forgetPage()
  }

  function forgetPage(): void {
    offset.value = 0
    rows.value = []
    totalCount.value = null
    failure.value = null
  }

  /** Read the page; while one is on its way, a further wish is fulfilled after it. */
  async function read(): Promise<void> {
    if (isReading.value) {
      isStale = true
      return
    }
    isReading.value = true
    try {
      do {
        isStale = false
        await readPage()
      } while (isStale)
    } finally {
      isReading.value = false
    }
  }

  async function readPage(): Promise<void> {
    const asked = place.value
    if (!asked) return
    const question = { only: part.value, offset: offset.value, limit: reviewPageSize }
    try {
      const answer = await api.edit.review({ place: plain(asked), ...question })
      if (isStale || place.value !== asked) return
      failure.value = null
      totalCount.value = answer.totalCount
      if (answer.rows.length === 0 && question.offset > 0) {
        // The last page has gone with its rows.
        offset.value = Math.max(0, Math.floor((answer.totalCount - 1) / reviewPageSize) * reviewPageSize)
        isStale = true
      } else rows.value = answer.rows
    } catch (error) {
      failure.value = failureData(error)
    }
  }

  /** Labels and types of columns: from a view that has them, else from the server. Without them names are shown. */
  async function learnTable(wanted: EditPlace): Promise<void> {
    const key = placeKey(wanted)
    if (tables.get(key)) return
    const view = [...views.views.values()].find(
      ({ source, table: known }) => known !== null && source.kind === 'live' && placeKey(source) === key,
    )
    const described =
      view?.table ?? (await api.tables.describe({ source: { kind: 'live', ...plain(wanted) } }).catch(() => null))
    tables.set(key, described)
  }

  /** Drop changes of a row: of some columns, or all of them. Can be undone. */
  async function takeBack(row: StagedRow, columns: readonly string[] | null, title: string): Promise<void> {
    if (!place.value) return
    await edits.stage(place.value, title, [
      { kind: 'take-back', key: row.key, columns: columns === null ? null : [...columns] },
    ])
  }

  /** Say what becomes of rows that somebody else changed; null for all of the table. */
  async function decide(keys: readonly RowKey[] | null, choice: 'mine' | 'theirs'): Promise<void> {
    if (!place.value) return
    edits.take(await api.edit.decide({ place: plain(place.value), keys: keys === null ? null : [...keys], choice }))
  }

  watch(
    () => summary.value?.version,
    () => place.value !== null && void read(),
  )

  return {
    place,
    part,
    offset,
    rows,
    totalCount,
    failure,
    isReading,
    summary,
    table,
    open,
    choose,
    show,
    turn,
    close,
    read,
    takeBack,
    decide,
  }
})

/** What is watched cannot leave the window. */
const plain = ({ serverId, tableId }: EditPlace): EditPlace => ({ serverId, tableId })
