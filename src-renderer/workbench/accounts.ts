// Going over to another server or account: the table in front is opened for it, and the palette finds the way.
import type { ServerId } from '@shared/server/server-profile'
import { onBeforeUnmount } from 'vue'
import { useServersStore } from '../connect/servers-store'
import { accountName } from '../connect/session-text'
import { useDialogsStore } from '../shell/dialogs-store'
import { fuzzyFilter } from '../shell/palette/fuzzy'
import { addPaletteSource } from '../shell/palette/palette-sources'
import { useTabsStore } from '../shell/tabs-store'
import { openSource } from '../tables/open-table'

/**
 * Bring a server or another account to the front. From one account to another of the same server, the table in front
 * is opened for the other account too; tabs of the first one stay.
 *
 * @returns false when it could not be opened; `troubles` of the servers store says why
 */
export async function goTo(id: ServerId): Promise<boolean> {
  const servers = useServersStore()
  const tabs = useTabsStore()
  const tab = tabs.active
  const from = tab?.source.kind === 'live' ? servers.find(tab.source.serverId) : null
  const entry = await servers.open(id)
  if (!entry) return false
  const isSameServer = from !== null && from.id !== id && from.address === entry.address
  if (tab?.source.kind === 'live' && isSameServer) openSource({ ...tab.source, serverId: id }, tab.title)
  if (entry.session.state === 'sign-in-needed')
    useDialogsStore().open({ kind: 'sign-in', serverId: id, isAgain: false })
  return true
}

/** Let the palette find servers and accounts while the calling component is there. */
export function usePaletteAccounts(choose: (id: ServerId) => void): void {
  const servers = useServersStore()
  const remove = addPaletteSource({
    id: 'accounts',
    find(search) {
      const others = servers.entries.filter(
        ({ id, address }) => id !== servers.currentId && (search.trim() !== '' || address === servers.current?.address),
      )
      return fuzzyFilter(search, others, (entry) => `Switch to ${accountName(entry)} on ${entry.name}`).map(
        ({ item, positions, score }) => ({
          id: item.id,
          label: `Switch to ${accountName(item)} on ${item.name}`,
          icon: 'i-lucide-users',
          group: 'Accounts',
          matches: positions,
          score,
        }),
      )
    },
    pick: (id) => choose(id as ServerId),
  })
  onBeforeUnmount(remove)
}
