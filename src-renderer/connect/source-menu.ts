// What can be done with a remembered server or account, beside opening it.
import type { ServerEntry } from '@shared/server/server-profile'
import { useDialogsStore } from '../shell/dialogs-store'
import { useServersStore } from './servers-store'
import { accountName } from './session-text'
import { signOutOf } from './sign-out'

/** A line of the menu. */
export type SourceMenuItem = { label: string; icon?: string; color?: 'error'; onSelect: () => void }

/** The menu of a server's card, or of the line of one account of several; empty for the sample data. */
export function sourceMenu(entry: ServerEntry, isOneOfSeveral: boolean): SourceMenuItem[] {
  if (entry.address === null) return []
  const dialogs = useDialogsStore()
  const { id: serverId } = entry
  const isSignedIn = entry.session.state === 'signed-in'
  return [
    isSignedIn
      ? { label: 'Sign out', icon: 'i-lucide-log-out', onSelect: () => void signOutOf(serverId) }
      : {
          label: 'Sign in…',
          icon: 'i-lucide-log-in',
          onSelect: () => dialogs.open({ kind: 'sign-in', serverId, isAgain: false }),
        },
    {
      label: 'Add another account…',
      icon: 'i-lucide-user-plus',
      onSelect: () => dialogs.open({ kind: 'add-account', serverId }),
    },
    {
      label: isOneOfSeveral ? 'Rename the server…' : 'Rename…',
      icon: 'i-lucide-pencil',
      onSelect: () => dialogs.open({ kind: 'rename-server', serverId }),
    },
    {
      label: isOneOfSeveral ? 'Remove this account…' : 'Remove…',
      icon: 'i-lucide-trash-2',
      color: 'error' as const,
      onSelect: () => askToRemove(entry, isOneOfSeveral),
    },
  ]
}

function askToRemove(entry: ServerEntry, isOneOfSeveral: boolean): void {
  const stays = 'Nothing changes on the server, and offline copies of its tables stay.'
  const run = () => useServersStore().remove(entry.id)
  useDialogsStore().confirm(
    isOneOfSeveral
      ? {
          title: `Remove the account ${accountName(entry)} of ${entry.name}?`,
          text: `It is signed out and taken off the list; the other accounts stay. ${stays}`,
          verb: 'Remove account',
          run,
        }
      : {
          title: `Remove ${entry.name}?`,
          text: `It is signed out and taken off the list. ${stays}`,
          verb: 'Remove server',
          run,
        },
  )
}
