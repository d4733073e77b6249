// The window's calls on saved filters and views.
import type { HandlersFor } from '@shared/ipc/contract'
import type { SettingsStore } from './settings-store'
import { readViewFile, writeViewFile } from './view-file'

/** Asks the person for a place for a view file, and for a file that is there. */
export type ViewDialogs = {
  /** @returns the path, or null when the person thought better of it */
  askFile(suggested: string, kind: 'view'): Promise<string | null>
  /** @returns the path, or null when the person thought better of it */
  chooseFile(kind: 'view'): Promise<string | null>
}

/** Handlers of the `views.` calls. */
export const viewsHandlers = (settings: SettingsStore, dialogs: ViewDialogs, nameFile: (name: string) => string) =>
  ({
    'views.list': ({ key }) => settings.savedViews(key),
    'views.save': ({ key, view }) => {
      settings.saveView(key, view)
      return settings.savedViews(key)
    },
    'views.remove': ({ key, id }) => {
      settings.removeView(key, id)
      return settings.savedViews(key)
    },
    'views.saveFile': async (file) => {
      const path = await dialogs.askFile(nameFile(`${file.table.label} - ${file.view.name}`), 'view')
      if (path !== null) await writeViewFile(path, file)
      return path
    },
    'views.openFile': async () => {
      const path = await dialogs.chooseFile('view')
      return path === null ? null : readViewFile(path)
    },
  }) satisfies HandlersFor<'views'>
