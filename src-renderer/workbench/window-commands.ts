// What the commands of the window itself do. Commands of a table are the table view's.
import type { Layout } from '@shared/settings/table-view'
import { onBeforeUnmount, type Ref } from 'vue'
import { useServersStore } from '../connect/servers-store'
import { signOutOf } from '../connect/sign-out'
import { registerCommands, registerWhile } from '../shell/commands'
import { useDialogsStore } from '../shell/dialogs-store'
import { useInfoStore } from '../shell/info-store'
import { useLayoutStore } from '../shell/layout-store'
import { notifyFailure } from '../shell/notify'
import { useTabsStore } from '../shell/tabs-store'
import { useTasksStore } from '../shell/tasks/tasks-store'

/** Register the window's commands while the calling component is there. */
export function useWindowCommands(isChoosing: Ref<boolean>): void {
  const dialogs = useDialogsStore()
  const info = useInfoStore()
  const layout = useLayoutStore()
  const servers = useServersStore()
  const tabs = useTabsStore()
  const tasks = useTasksStore()
  const theme = (name: Layout['theme']) => () => layout.change({ theme: name })

  const stops = [
    registerCommands({
      connect: () => void (isChoosing.value = true),
      'find-table': () => dialogs.open({ kind: 'finder' }),
      palette: () => (dialogs.dialog?.kind === 'palette' ? dialogs.close() : dialogs.open({ kind: 'palette' })),
      'toggle-side': () => layout.toggleSide(),
      'theme-system': theme('system'),
      'theme-light': theme('light'),
      'theme-dark': theme('dark'),
      tasks: () => void (tasks.isListOpen = !tasks.isListOpen),
      'show-log': () => void info.showLog().catch(notifyFailure),
      about: () => dialogs.open({ kind: 'about' }),
    }),
    registerWhile(
      () => tabs.tabs.length > 0,
      () => ({
        'close-tab': () => void (tabs.activeId !== null && tabs.close(tabs.activeId)),
        'next-tab': () => tabs.step(1),
        'previous-tab': () => tabs.step(-1),
      }),
    ),
    registerWhile(
      () => servers.current !== null,
      () => ({
        'open-by-name': () => dialogs.open({ kind: 'open-by-name' }),
        'sign-in': () =>
          void (
            servers.currentId !== null && dialogs.open({ kind: 'sign-in', serverId: servers.currentId, isAgain: false })
          ),
      }),
    ),
    registerWhile(
      () => servers.current !== null && servers.current.address !== null,
      () => ({
        'add-account': () =>
          void (servers.currentId !== null && dialogs.open({ kind: 'add-account', serverId: servers.currentId })),
      }),
    ),
    registerWhile(
      () => servers.current?.session.state === 'signed-in',
      () => ({
        'sign-out': () => void (servers.currentId !== null && signOutOf(servers.currentId)),
      }),
    ),
  ]
  onBeforeUnmount(() => stops.forEach((stop) => stop()))
}
