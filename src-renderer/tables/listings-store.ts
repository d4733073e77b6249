// What each server lets this person see, read once and again when the session on it changes.
import type { ErrorData } from '@shared/errors/app-error'
import type { ServerId } from '@shared/server/server-profile'
import type { SourceRef, TableListing, TableSummary } from '@shared/table/table'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api } from '../api'
import { failureData } from '../shell/failure'
import { buildTree, firstExpanded, type TreeNode } from './tree/table-tree'

/** A server's listing as the pane shows it. What was read before stays until the next answer is there. */
export type ListingState = {
  listing: TableListing | null
  tree: readonly TreeNode[]
  /** Keys of unfolded packages. */
  expanded: Set<string>
  isLoading: boolean
  error: ErrorData | null
}

export const useListingsStore = defineStore('listings', () => {
  const byServer = reactive(new Map<ServerId, ListingState>())
  const numbers = new Map<ServerId, number>()
  const underWay = new Map<ServerId, Promise<void>>()

  const stateOf = (serverId: ServerId): ListingState | null => byServer.get(serverId) ?? null

  /** Read the listing of a server; a late answer to an earlier question is dropped. */
  async function load(serverId: ServerId): Promise<void> {
    const number = (numbers.get(serverId) ?? 0) + 1
    numbers.set(serverId, number)
    if (!byServer.has(serverId)) {
      byServer.set(serverId, { listing: null, tree: [], expanded: new Set(), isLoading: true, error: null })
    }
    const state = byServer.get(serverId)
    if (!state) return
    state.isLoading = true
    try {
      const listing = await api.tables.list({ serverId })
      if (numbers.get(serverId) !== number) return
      const isFirst = state.listing === null
      state.listing = listing
      state.tree = buildTree(listing)
      state.error = null
      if (isFirst) state.expanded = firstExpanded(state.tree)
    } catch (error) {
      if (numbers.get(serverId) === number) state.error = failureData(error)
    } finally {
      if (numbers.get(serverId) === number) state.isLoading = false
    }
  }

  /** Read the listing unless it is there or on its way; resolves when it is there or has failed. */
  function ensure(serverId: ServerId): Promise<void> {
    if (byServer.get(serverId)?.listing) return Promise.resolve()
    const work = underWay.get(serverId) ?? load(serverId).finally(() => underWay.delete(serverId))
    underWay.set(serverId, work)
    return work
  }

  function toggle(serverId: ServerId, key: string): void {
    const expanded = byServer.get(serverId)?.expanded
    if (!expanded?.delete(key)) expanded?.add(key)
  }

  /** Forget a server, for when it was removed. */
  function drop(serverId: ServerId): void {
    numbers.set(serverId, (numbers.get(serverId) ?? 0) + 1)
    byServer.delete(serverId)
  }

  function findTable(serverId: ServerId, tableId: string): TableSummary | null {
    return byServer.get(serverId)?.listing?.tables.find((table) => table.id === tableId) ?? null
  }

  /**
   * Ask the source whether it has a table of that name.
   *
   * @returns the table's label
   * @throws AppError `table.missing` and the troubles of the way
   */
  async function lookFor(source: SourceRef): Promise<string> {
    return (await api.tables.describe({ source })).label
  }

  return { byServer, stateOf, load, ensure, toggle, drop, findTable, lookFor }
})
