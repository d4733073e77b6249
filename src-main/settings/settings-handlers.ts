// The window's calls on settings.
import type { HandlersFor } from '@shared/ipc/contract'
import type { SettingsStore } from './settings-store'

/** Handlers of the `settings.` calls. */
export const settingsHandlers = (settings: SettingsStore) =>
  ({
    'settings.getTableView': ({ key }) => settings.tableView(key),
    'settings.setTableView': ({ key, view }) => {
      settings.setTableView(key, view)
      return null
    },
    'settings.getLayout': () => settings.layout,
    'settings.setLayout': (layout) => {
      settings.setLayout(layout)
      return null
    },
  }) satisfies HandlersFor<'settings'>
