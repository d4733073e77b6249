// Follows what is staged for the rows in view of a grid, and has the rows drawn anew for which it changed.
import { placeKey, type RowKey, type StagedRow } from '@shared/edit/staged'
import { onBeforeUnmount, watch } from 'vue'
import { placeOf, useEditsStore } from '../../edit/edits-store'
import type { ViewState } from '../../query/views-store'
import type { GridSession } from '../grid/grid-session'
import type { RowHandle } from '../rows/block-reader'
import { rowKey, type RowFeed } from '../rows/row-feed'

/** Rows beside those in view that are looked for as well, so that short steps find their marks there. */
const nearRows = 40

const none: ReadonlyMap<RowKey, StagedRow> = new Map()

/** What is staged for the rows of a feed, while the calling component is there. */
export function useStagedRows(view: ViewState, feed: RowFeed, session: () => GridSession | null) {
  const edits = useEditsStore()
  const place = placeOf(view.source)
  const at = place && placeKey(place)
  const who = `${view.tabId} ${feed.part}`
  let shown = { first: 0, last: nearRows }
  /** The rows that were looked for last, to leave out looks that would find the same. */
  let looked = ''

  const staged = () => (at === null ? undefined : edits.rows.get(at)) ?? none

  function of(row: RowHandle | undefined): StagedRow | null {
    const all = staged()
    return row === undefined || all.size === 0 || view.table === null
      ? null
      : (all.get(rowKey(row, view.table)) ?? null)
  }

  /** Rows from one position to another are in view. */
  function look(firstRow: number, lastRow: number): void {
    shown = { first: Math.max(0, firstRow - nearRows), last: lastRow + nearRows }
    const text = `${Math.floor(firstRow / nearRows)} ${Math.floor(lastRow / nearRows)}`
    if (text !== looked) arrived(text)
  }

  /** Rows arrived: what is staged for them is asked for. */
  function arrived(text = ''): void {
    looked = text
    const { table } = view
    if (!place || !table) return
    const keys = new Set<RowKey>()
    for (let index = shown.first; index <= shown.last; index += 1) {
      const row = feed.reader.rowAt(index)
      if (row) keys.add(rowKey(row, table))
    }
    void edits.look(place, keys, who)
  }

  watch(staged, (now, before) => {
    if (now.size === 0 && before.size === 0) return
    session()?.stagedChanged((row) => {
      const key = view.table ? rowKey(row, view.table) : null
      return key !== null && now.get(key) !== before.get(key)
    })
  })
  onBeforeUnmount(() => place && edits.forget(place, who))

  return { of, look, arrived: () => arrived() }
}
