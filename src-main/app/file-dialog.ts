// Asks where a file should go, or for one that is there, in the system's own dialog.
import type { OpenDialog } from '@main/edit/edit-handlers'
import type { FileDialog } from '@main/export/export-handlers'
import type { ImportDialogs } from '@main/import/import-handlers'
import type { ViewDialogs } from '@main/settings/views-handlers'
import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { join } from 'node:path'

const filters = {
  csv: { name: 'Comma-separated values', extensions: ['csv'] },
  png: { name: 'PNG picture', extensions: ['png'] },
  svg: { name: 'SVG drawing', extensions: ['svg'] },
  view: { name: 'View of a table', extensions: ['json'] },
}

/** The save dialog; the next one opens in the folder of the last. */
export function createFileDialog(): FileDialog & Pick<ViewDialogs, 'askFile'> {
  let folder: string | null = null
  return {
    askFile: async (suggested: string, kind: keyof typeof filters) => {
      const options: SaveDialogOptions = {
        defaultPath: join(folder ?? app.getPath('documents'), suggested),
        filters: [filters[kind], { name: 'All files', extensions: ['*'] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      }
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
      const answer = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options)
      if (answer.canceled || !answer.filePath) return null
      folder = join(answer.filePath, '..')
      return answer.filePath
    },
  }
}

const readable = {
  rows: { name: 'Files of rows', extensions: ['csv', 'tsv', 'tab', 'txt', 'xlsx'] },
  upload: {
    name: 'Files for the importer',
    extensions: ['zip', 'xlsx', 'xls', 'csv', 'tsv', 'vcf', 'gz', 'obo', 'owl'],
  },
  view: filters.view,
}

/** The dialog for a file to read or send; the next one opens in the folder of the last. */
export function createOpenDialog(): OpenDialog & Pick<ImportDialogs & ViewDialogs, 'chooseFile'> {
  let folder: string | null = null
  return {
    chooseFile: async (kind?: keyof typeof readable) => {
      const options: OpenDialogOptions = {
        defaultPath: folder ?? app.getPath('documents'),
        properties: ['openFile'],
        ...(kind && { filters: [readable[kind], { name: 'All files', extensions: ['*'] }] }),
      }
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
      const answer = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options)
      const [path] = answer.filePaths
      if (answer.canceled || path === undefined) return null
      folder = join(path, '..')
      return path
    },
  }
}
