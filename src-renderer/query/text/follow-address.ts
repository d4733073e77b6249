// Follows an address of the Data Explorer: finds its server among those that are remembered, and opens the table there
// with the filter, the order and the columns that the address tells.
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, rsqlOf, type FilterNode, type Query } from '@shared/query/query'
import { rsqlToQuery } from '@shared/query/rsql-to-query'
import { parseRsql } from '@shared/rsql/parse-rsql'
import type { ServerEntry } from '@shared/server/server-profile'
import type { ColumnView } from '@shared/settings/table-view'
import { findColumn, type Table } from '@shared/table/table'
import { watch } from 'vue'
import { api } from '../../api'
import { useServersStore } from '../../connect/servers-store'
import { runCommand } from '../../shell/commands'
import { useDialogsStore } from '../../shell/dialogs-store'
import { notifyFailure, warn } from '../../shell/notify'
import { useTabsStore } from '../../shell/tabs-store'
import { newNodeId } from '../filter-tree'
import { useViewsStore } from '../views-store'
import { explorerQuery, readExplorerAddress, type ExplorerAddress } from './explorer-url'

const sameRoot = (address: string | null, root: string): boolean =>
  address !== null && address.toLowerCase().replace(/\/+$/, '') === root.toLowerCase().replace(/\/+$/, '')

/** The remembered server that an address belongs to: the one in front, else one that is signed in. */
export function serverOf(
  { root }: ExplorerAddress,
  entries: readonly ServerEntry[],
  currentId: string | null,
): ServerEntry | null {
  const fitting = entries.filter(({ address }) => sameRoot(address, root))
  const isIn = ({ session }: ServerEntry) => session.state === 'signed-in'
  return fitting.find(({ id }) => id === currentId) ?? fitting.find(isIn) ?? fitting[0] ?? null
}

/** A function that follows an address; it says what could not be understood, and offers to add an unknown server. */
export function useFollowAddress(): (address: ExplorerAddress) => Promise<void> {
  const servers = useServersStore()
  const tabs = useTabsStore()
  const views = useViewsStore()
  const dialogs = useDialogsStore()

  async function follow(address: ExplorerAddress): Promise<void> {
    const entry = serverOf(address, servers.entries, servers.currentId)
    if (!entry) return offerServer(address)
    if (servers.currentId !== entry.id && (await servers.open(entry.id)) === null) {
      const trouble = servers.troubles.get(entry.id)
      return trouble && notifyFailure(new AppError(trouble.code, trouble.message, { facts: trouble.facts }))
    }
    try {
      const source = { kind: 'live' as const, serverId: entry.id, tableId: address.tableId }
      const table = await api.tables.describe({ source })
      const { query, columns, leftOut } = explorerQuery(address, table, newNodeId)
      const startQuery = { ...emptyQuery(), ...asBuilt(query, table) }
      const tab = tabs.open(source, { title: table.label, startQuery })
      views.viewOf(tab)
      if (columns !== null) whenLoaded(tab.id, () => views.saveLook(tab.id, { columns: columnViews(table, columns) }))
      if (leftOut.length > 0) warn('Not all of the address was understood.', `Left out: ${leftOut.join(', ')}.`)
    } catch (error) {
      notifyFailure(error)
    }
  }

  function whenLoaded(tabId: string, act: () => void): void {
    const stop = watch(
      () => views.views.get(tabId)?.isLoading ?? false,
      (isLoading) => {
        if (isLoading) return
        act()
        queueMicrotask(() => stop())
      },
      { immediate: true },
    )
  }

  function offerServer(address: ExplorerAddress): void {
    const { host } = new URL(address.root)
    dialogs.confirm({
      title: `${host} is not among the data sources`,
      text: `The address leads to the table ${address.tableId} of ${address.root}. Add the server, and the table opens.`,
      verb: 'Add the server…',
      run: () => {
        servers.proposedAddress = address.root
        runCommand('connect')
        const stop = watch(
          () => [serverOf(address, servers.entries, null), servers.proposedAddress] as const,
          ([entry, proposed]) => {
            // Once another address is typed or proposed, the wish is over.
            if (proposed !== address.root || entry) stop()
            if (proposed === address.root && entry) void follow(address)
          },
          { flush: 'sync' },
        )
      },
    })
  }

  return follow
}

/** What a field takes for an address that is typed or pasted into it. */
export type AddressWay = { readonly label: string; readonly open: () => void }

/** A function that tells where a text leads that may be an address of the Data Explorer; null where it is none. */
export function useAddressWays(): (text: string) => AddressWay | null {
  const follow = useFollowAddress()
  return (text) => {
    const address = readExplorerAddress(text)
    if (address === null) return null
    const { host } = new URL(address.root)
    return { label: `Open ${address.tableId} of ${host} as in the address`, open: () => void follow(address) }
  }
}

/** The question with its text shown by the builder where that can, and with days as days. */
function asBuilt(query: Pick<Query, 'filter' | 'search' | 'sort' | 'rsql'>, table: Table): Partial<Query> {
  const rsql = rsqlOf(query)
  if (rsql === null)
    return { ...query, filter: { ...query.filter, children: query.filter.children.map(withDays(table)) } }
  try {
    const built = rsqlToQuery(parseRsql(rsql), { table, findTable: () => undefined, newId: newNodeId })
    return built === null ? { ...query, search: '' } : { ...built, sort: query.sort }
  } catch {
    return { ...query, search: '' }
  }
}

/** The explorer writes a day as the moment of its midnight where it was chosen. */
const withDays =
  (table: Table) =>
  (node: FilterNode): FilterNode => {
    if (node.kind === 'group' || findColumn(table, node.attribute)?.type !== 'date') return node
    return { ...node, values: node.values.map(dayOf) }
  }

function dayOf(text: string): string {
  const moment = new Date(text)
  if (!text.includes('T') || Number.isNaN(moment.getTime())) return text
  const padded = (value: number) => String(value).padStart(2, '0')
  return `${moment.getFullYear()}-${padded(moment.getMonth() + 1)}-${padded(moment.getDate())}`
}

/** The columns of an address in front, all others hidden. */
function columnViews(table: Table, shown: readonly string[]): ColumnView[] {
  const plain = (name: string, isHidden: boolean): ColumnView => ({ name, isHidden, widthPx: null, pinned: null })
  const hidden = table.columns.filter(({ name }) => !shown.includes(name)).map(({ name }) => plain(name, true))
  return [...shown.map((name) => plain(name, false)), ...hidden]
}
