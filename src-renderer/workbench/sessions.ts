// What follows from a change of session: lists and views are read again, and a session that ended asks for a sign-in.
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { watch } from 'vue'
import { useServersStore } from '../connect/servers-store'
import { useViewsStore } from '../query/views-store'
import { useDialogsStore } from '../shell/dialogs-store'
import { useTabsStore } from '../shell/tabs-store'
import { useRowsStore } from '../table/rows/rows-store'
import { useCountsStore } from '../tables/counts-store'
import { useListingsStore } from '../tables/listings-store'
import { tellKept } from './changes'

const isUsable = (entry: ServerEntry): boolean => entry.session.state === 'guest' || entry.session.state === 'signed-in'

/** How the same server differs from what was known of it before. */
export function sessionChange(
  entry: ServerEntry,
  before: ServerEntry | undefined,
): 'expired' | 'other-person' | 'back' | null {
  if (!before) return null
  const [is, was] = [entry.session.state, before.session.state]
  if (is === 'expired') return was === 'expired' ? null : 'expired'
  if (!isUsable(entry)) return null
  if (was === 'unreachable') return 'back'
  if (was === 'closed') return null
  return is !== was || entry.session.userName !== before.session.userName ? 'other-person' : null
}

/** Follow the sessions while the calling component is there. */
export function useSessions(): void {
  const servers = useServersStore()
  const listings = useListingsStore()
  const counts = useCountsStore()
  const dialogs = useDialogsStore()
  const tabs = useTabsStore()
  const views = useViewsStore()
  const rows = useRowsStore()

  const tabsOf = (serverId: ServerId) =>
    tabs.tabs.filter((tab) => tab.source.kind === 'live' && tab.source.serverId === serverId)

  function readAgain(serverId: ServerId, isOtherPerson: boolean): void {
    if (isOtherPerson) counts.forget(serverId)
    if (listings.stateOf(serverId)) void listings.load(serverId)
    for (const tab of tabsOf(serverId)) {
      const view = views.views.get(tab.id)
      if (view && (isOtherPerson || view.error)) views.reload(tab.id)
    }
  }

  watch(
    () => servers.entries,
    (entries, entriesBefore) => {
      for (const entry of entries) {
        const before = entriesBefore.find((known) => known.id === entry.id)
        const change = sessionChange(entry, before)
        const hasSignedOut = before?.session.state === 'signed-in' && entry.session.state === 'guest'
        if (hasSignedOut) tellKept(entry.id)
        const isOther = before !== undefined && before.session.userName !== entry.session.userName
        if (isOther) for (const tab of tabsOf(entry.id)) rows.handOver(tab.id)
        const concerns = entry.id === servers.currentId || tabsOf(entry.id).length > 0
        if (change === 'expired' && concerns) dialogs.open({ kind: 'sign-in', serverId: entry.id, isAgain: true })
        else if (change !== null && change !== 'expired') readAgain(entry.id, change === 'other-person')
      }
      for (const { id } of entriesBefore) {
        if (entries.some((entry) => entry.id === id)) continue
        listings.drop(id)
        // Nothing of a server that was removed can be read any more; copies of its tables have tabs of their own.
        for (const tab of tabsOf(id)) tabs.close(tab.id)
      }
    },
  )

  watch(
    () => servers.currentId,
    (id) => {
      if (id === null) return
      // A sign-in that was kept and turned out dead while the server was being opened.
      const isExpired = servers.find(id)?.session.state === 'expired'
      if (isExpired && dialogs.dialog === null) dialogs.open({ kind: 'sign-in', serverId: id, isAgain: true })
      void listings.ensure(id)
    },
  )
}
