// The open tables, in the order of their tabs, and which one is in front.
import type { Query } from '@shared/query/query'
import { sourceKey, type SourceRef } from '@shared/table/table'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/** One open table. The title is what is known at the time of opening; the table's label replaces it. */
export type Tab = {
  readonly id: string
  readonly source: SourceRef
  title: string
  /** Query to start with, for a tab that was opened to show something in particular. */
  readonly startQuery: Query | null
  /** Row to select and show once the rows are there. */
  readonly startRowId: string | null
  /** What is asked is remembered with the table; where this is not said, of tabs opened for nothing in particular. */
  readonly keepsQuery?: boolean
}

type OpenOptions = {
  title?: string
  startQuery?: Query
  startRowId?: string
  inNewTab?: boolean
  keepsQuery?: boolean
}

export const useTabsStore = defineStore('tabs', () => {
  const tabs = ref<Tab[]>([])
  const activeId = ref<string | null>(null)
  let lastNumber = 0

  const active = computed(() => tabs.value.find((tab) => tab.id === activeId.value) ?? null)

  /** Bring a tab to the front. */
  function activate(id: string): void {
    activeId.value = id
  }

  /** Open a table, or bring its tab to the front when it is open already and nothing particular is asked for. */
  function open(source: SourceRef, options: OpenOptions = {}): Tab {
    const key = sourceKey(source)
    const existing = tabs.value.find((tab) => sourceKey(tab.source) === key)
    const isParticular = options.startQuery !== undefined || options.startRowId !== undefined || options.inNewTab
    if (existing && !isParticular) {
      activate(existing.id)
      return existing
    }
    lastNumber += 1
    const tab: Tab = {
      id: `tab-${lastNumber}`,
      source,
      title: options.title ?? (source.kind === 'live' ? source.tableId : 'Offline copy'),
      startQuery: options.startQuery ?? null,
      startRowId: options.startRowId ?? null,
      ...(options.keepsQuery !== undefined && { keepsQuery: options.keepsQuery }),
    }
    tabs.value.push(tab)
    activate(tab.id)
    return tab
  }

  /** Close a tab; its neighbour comes to the front. */
  function close(id: string): void {
    const index = tabs.value.findIndex((tab) => tab.id === id)
    if (index < 0) return
    tabs.value.splice(index, 1)
    if (activeId.value === id) activeId.value = (tabs.value[index] ?? tabs.value[index - 1])?.id ?? null
  }

  /** Walk the tabs: 1 to the right, -1 to the left, round the ends. */
  function step(by: 1 | -1): void {
    const index = tabs.value.findIndex((tab) => tab.id === activeId.value)
    const next = tabs.value[(index + by + tabs.value.length) % tabs.value.length]
    if (next) activate(next.id)
  }

  return { tabs, activeId, active, activate, open, close, step }
})
